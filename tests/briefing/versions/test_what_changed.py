"""What a publisher changed in an article is told rightly: six ways of changing it, and those that change nothing."""

from dataclasses import replace

import pytest
from analysed import analysed

from briefing.model import Briefing, FollowUpKind, FollowUpState
from briefing.versions import ChangeKind, changes, is_same_text, newer, summary

TEXT = """\
The harbour bridge will be closed for two years, the city council decided on Tuesday.

“We cannot wait any longer for the repairs,” said Mayor Ada Byron, who had asked for the money in spring.

The ferry company was unsure. “Nobody has asked us how many people we can carry,” Charles Babbage, its head, told us.

“The school buses will have to start an hour earlier from Monday,” said Grace Hopper, the head of the harbour school.

The council meets again next week."""
MAYOR = "“We cannot wait any longer for the repairs,”"
DIRECTOR = "“Nobody has asked us how many people we can carry,”"


def made(text: str, title: str = "Bridge to be closed") -> Briefing:
    """The briefing of a text of The Harbour Post."""
    return analysed(text, title=title, outlet="The Harbour Post", retrieved="2026-03-01T09:30:00+00:00")


def told(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    """What is told of the quotes: the kind, the words before and the words now."""
    found = changes(made(before), made(after))
    return [
        (
            str(change.kind),
            change.before and " … ".join(span.exact for span in change.before.content),
            change.after and " … ".join(span.exact for span in change.after.content),
        )
        for change in found.quotes
    ]


def changed(*replaced: tuple[str, str]) -> str:
    """The text with some words replaced, each of which stands in it once."""
    text = TEXT
    for old, new in replaced:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_a_quote_that_was_altered() -> None:
    after = changed(("any longer for the repairs", "another year for the repairs"))
    assert told(TEXT, after) == [("altered", MAYOR, MAYOR.replace("any longer", "another year"))]


def test_a_quote_that_was_taken_out() -> None:
    after = changed(("The ferry company was unsure. " + DIRECTOR + " Charles Babbage, its head, told us.\n\n", ""))
    assert told(TEXT, after) == [("removed", DIRECTOR, None)]


def test_a_quote_that_was_put_in() -> None:
    new = "“The tunnel would have been cheaper,” said Alan Turing, an engineer at the university."
    after = changed(("The council meets again", f"{new}\n\nThe council meets again"))
    assert told(TEXT, after) == [("added", None, "“The tunnel would have been cheaper,”")]


def test_a_quote_that_was_given_to_another_speaker() -> None:
    after = changed(("said Mayor Ada Byron, who", "said the treasurer, Mary Somerville, who"))
    assert told(TEXT, after) == [("speaker", MAYOR, MAYOR)]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article gave the wrong day of the meeting.",
        "This article was amended on 2 March to make clear that the ferry runs on Sundays.",
        "Editor’s note: The name of the school has been corrected.",
        "An earlier version of this story misstated how long the bridge will be closed.",
        "UPDATE – The council has since named a date.",
    ],
)
def test_a_correction_note(note: str) -> None:
    found = changes(made(TEXT), made(f"{TEXT}\n\n{note}"))
    assert [(change.kind, change.words and change.words.exact) for change in found.quotes] == [
        (ChangeKind.CORRECTION, note)
    ]
    assert summary(found) == "a correction note was added"


@pytest.mark.parametrize(
    "sentence",
    [
        "Correction of the river bed will take a year, engineers say.",
        "Updates will be published on the city’s page.",
        "This article of the city’s law was written in 1911.",
    ],
)
def test_what_only_begins_like_a_correction_note(sentence: str) -> None:
    assert changes(made(TEXT), made(f"{TEXT}\n\n{sentence}")).quotes == ()


@pytest.mark.parametrize(
    "after",
    [
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace("\n\n", "\r\n\r\n"),
        TEXT.replace("\n\n", "\n \n\n"),
        TEXT.replace(" for two", "\u00a0for  two"),
        f"{TEXT}\n\nLeave a Reply\n",
        f"Share this\n\n{TEXT}",
    ],
)
def test_what_only_the_frame_or_the_spelling_of_marks_makes_another_text(after: str) -> None:
    before, again = made(TEXT), made(after)
    assert before.article.text != again.article.text
    assert is_same_text(before.article, again.article)
    assert changes(before, again) == changes(before, before)
    assert summary(changes(before, again)) == "nothing changed"


def test_a_paragraph_without_a_quote_that_changed_is_told_by_its_words() -> None:
    found = changes(made(TEXT), made(changed(("again next week", "again on 9 March"))))
    assert found.quotes == ()
    assert summary(found) == "no quote changed, 1 paragraph did"
    (paragraph,) = found.paragraphs
    assert [(piece.where, piece.text) for piece in paragraph.pieces] == [
        ("both", "The council meets again "),
        ("before", "next week."),
        ("after", "on 9 March."),
    ]


def test_a_quote_that_only_moved_has_not_changed() -> None:
    paragraphs = TEXT.split("\n\n")
    moved = "\n\n".join([paragraphs[0], paragraphs[3], *paragraphs[1:3], paragraphs[4]])
    assert changes(made(TEXT), made(moved)).quotes == ()


def test_another_headline() -> None:
    found = changes(made(TEXT), made(TEXT, title="Bridge to be closed for two years"))
    assert [change.kind for change in found.quotes] == [ChangeKind.HEADLINE]
    assert summary(found) == "the headline is another"


def test_several_changes_are_told_together() -> None:
    after = changed(
        ("any longer for the repairs", "another year for the repairs"),
        (DIRECTOR + " Charles Babbage, its head, told us.", "It runs every hour."),
        ("said Grace Hopper, the head", "said Anita Borg, the deputy head"),
    )
    assert summary(changes(made(TEXT), made(after))) == "1 quote altered, 1 taken out, 1 given to another speaker"


def test_the_new_version_says_so_and_asks_about_its_quotes() -> None:
    before = made(TEXT)
    after = made(
        changed(
            ("any longer for the repairs", "another year for the repairs"),
            (DIRECTOR + " Charles Babbage, its head, told us.", "It runs every hour."),
            ("said Grace Hopper, the head", "said Anita Borg, the deputy head"),
        )
    )
    told_so = newer(before, after)
    assert told_so.notices[0] == (
        "The publisher changed this article since it was read on 2026-03-01: "
        "1 quote altered, 1 taken out, 1 given to another speaker."
    )
    assert [follow_up.text for follow_up in told_so.follow_ups[:3]] == [
        "Confirm which words are right: The Harbour Post altered the quote of Ada Byron.",
        f"Ask why The Harbour Post took out the quote of Charles Babbage: {DIRECTOR}.",
        "Confirm who said it: The Harbour Post gave the quote to Grace Hopper and now gives it to Anita Borg.",
    ]
    assert {(f.kind, f.state) for f in told_so.follow_ups[:3]} == {(FollowUpKind.CONFIRM, FollowUpState.SUGGESTED)}
    assert [f.id for f in told_so.follow_ups] == [f"f{n}" for n in range(1, len(told_so.follow_ups) + 1)]
    assert [f.text for f in told_so.follow_ups[3:]] == [f.text for f in after.follow_ups]
    text = told_so.article.text
    spans = [span for f in told_so.follow_ups for span in f.spans]
    assert spans
    assert all(text[span.start : span.end] == span.exact for span in spans)
    assert replace(told_so, follow_ups=(), notices=()) == replace(after, follow_ups=(), notices=())


def test_of_a_new_version_that_changed_no_quote_only_the_notice_tells() -> None:
    before, after = made(TEXT), made(changed(("again next week", "again on 9 March")))
    told_so = newer(before, after)
    assert told_so.follow_ups == after.follow_ups
    assert told_so.notices[0].endswith("no quote changed, 1 paragraph did.")
