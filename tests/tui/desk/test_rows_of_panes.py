"""The lines of the panes: each proved by words of the article, nothing in quotation marks that is not there."""

import re
from dataclasses import replace

import pytest
from analysed import analysed
from briefings import a_briefing
from harbour_news import harbour_news, with_a_chair_apart

from briefing.model import Briefing, FollowUpState
from tui.desk.places import HEADLINE, QUOTES, Additions, Row
from tui.desk.view import pane_as_markdown, pane_views

QUOTED = re.compile("“([^“”]+)”")


@pytest.fixture(params=["by hand", "analysed"])
def briefing(request: pytest.FixtureRequest) -> Briefing:
    """A briefing made by hand, and one that the analysis made of the same article."""
    by_hand = harbour_news()
    return by_hand if request.param == "by hand" else analysed(by_hand.article.text)


def rows(briefing: Briefing, *, everything: bool = True) -> list[Row]:
    """Return the rows of all panes."""
    return [row for view in pane_views(briefing, Additions(), sample=False, everything=everything) for row in view.rows]


def test_every_place_of_every_row_is_verbatim(briefing: Briefing) -> None:
    text = briefing.article.text
    spans = [span for row in rows(briefing) for p in row.places for span in (*p.content, p.speaker, p.cue) if span]
    assert spans
    assert all(text[span.start : span.end] == span.exact for span in spans)


def test_nothing_stands_in_quotation_marks_that_the_article_does_not_say(briefing: Briefing) -> None:
    article = " ".join(briefing.article.text.split())
    quoted = [
        words for row in rows(briefing) for shown in (row.shown.plain, row.copied) for words in QUOTED.findall(shown)
    ]
    assert quoted
    assert all(" ".join(words.split()) in article for words in quoted)


def test_every_statement_has_a_row_among_all_statements_and_key_quotes_come_alone(briefing: Briefing) -> None:
    def keys(everything: bool) -> list[str]:
        return [
            row.key for row in pane_views(briefing, Additions(), sample=False, everything=everything)[QUOTES - 1].rows
        ]

    assert keys(everything=True) == [statement.id for statement in briefing.statements]
    assert keys(everything=False) == list(briefing.key_quotes)


def test_a_position_is_shown_with_all_its_evidence_the_clause_that_shows_it_first(briefing: Briefing) -> None:
    for position, row in zip(
        briefing.positions, pane_views(briefing, Additions(), sample=False, everything=False)[2].rows, strict=True
    ):
        assert len(row.places) >= max(1, len(position.statements))
        if position.summary:
            first = row.places[0].content
            assert any(piece.overlaps(position.summary[0]) for piece in first)


def test_only_the_sample_is_marked_as_such() -> None:
    def headline(sample: bool) -> str:
        return pane_views(a_briefing(), Additions(), sample=sample, everything=False)[HEADLINE - 1].rows[0].shown.plain

    assert headline(sample=True).startswith("SAMPLE ")
    assert "SAMPLE" not in headline(sample=False)


def test_follow_ups_come_open_ones_first() -> None:
    shown = pane_views(harbour_news(), Additions(), sample=False, everything=False)[3].rows
    states = [harbour_news().follow_up(row.key).state for row in shown]
    order = [FollowUpState.OPEN, FollowUpState.SUGGESTED, FollowUpState.DONE, FollowUpState.DROPPED]
    assert states == sorted(states, key=order.index)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_pane_goes_out_as_a_section_of_markdown(number: int) -> None:
    briefing = harbour_news()
    view = pane_views(briefing, Additions(), sample=False, everything=False)[number - 1]
    assert pane_as_markdown(briefing, number, list(view.rows)).startswith("#")


@pytest.mark.parametrize(("confidence", "marked"), [(0.59, True), (0.6, False)])
def test_a_statement_that_may_well_be_wrong_is_marked_and_says_how_sure_it_is(confidence: float, marked: bool) -> None:
    briefing = a_briefing()
    briefing = replace(briefing, statements=(replace(briefing.statements[0], confidence=confidence),))
    (quote,) = pane_views(briefing, Additions(), sample=False, everything=True)[QUOTES - 1].rows
    assert ("(uncertain)" in quote.shown.plain) is marked
    told = [fact.words for fact in quote.places[0].facts if fact.name == "Uncertain"]
    assert ["59 in 100" in words for words in told] == ([True] if marked else [])
    position = pane_views(briefing, Additions(), sample=False, everything=True)[2].rows[0]
    assert ("uncertain" in position.shown.plain) is marked


@pytest.mark.parametrize(
    ("unnamed", "second_hand", "marks"),
    [
        ((False, False), (False, False), ""),
        ((True, False), (False, False), "1 unnamed"),
        ((True, True), (False, False), "nobody named"),
        ((False, False), (False, True), "1 second-hand"),
        ((False, True), (True, True), "second-hand only · 1 unnamed"),
    ],
)
def test_a_position_tells_how_much_of_its_evidence_is_unnamed_or_second_hand(
    unnamed: tuple[bool, bool], second_hand: tuple[bool, bool], marks: str
) -> None:
    briefing = a_briefing()
    (said,), (position,) = briefing.statements, briefing.positions
    assert said.speaker is not None
    statements = tuple(
        replace(said, id=id, speaker=replace(said.speaker, named=not hidden), chain=said.chain if passed_on else ())
        for id, hidden, passed_on in zip(("s1", "s2"), unnamed, second_hand, strict=True)
    )
    briefing = replace(briefing, statements=statements, positions=(replace(position, statements=("s1", "s2")),))
    row = pane_views(briefing, Additions(), sample=False, everything=True)[2].rows[0]
    lines = row.shown.plain.split("\n")
    assert lines[0].endswith("Mayor Ada Byron  2")
    assert [line.strip() for line in lines[2:]] == ([marks] if marks else [])


def test_parts_stand_under_their_party_marked_with_their_evidence_counted_beside_it() -> None:
    (_, _, positions, _) = pane_views(with_a_chair_apart(), Additions(), sample=False, everything=False)
    union, chair = positions.rows[-2:]
    assert [union.key, chair.key] == ["p5", "p8"]
    assert union.shown.plain.startswith("! warns    Dock workers' union  1 + 1 in its parts\n           that its")
    assert chair.shown.plain == "– declines └ Tom Reyes  1\n             “We load here or we do not load,”"
    assert chair.copied == "Tom Reyes (Dock workers' union): declines — “We load here or we do not load,”"


def test_a_stakeholder_without_a_statement_is_shown_copied_and_proved_by_its_mentions() -> None:
    silent = pane_views(harbour_news(), Additions(), sample=False, everything=False)[2].rows[-1]
    assert silent.shown.plain.split("\n") == ["○ none     Islands Association", "           no position found"]
    assert silent.copied == "Islands Association: none — no position found"
    assert [place.content[0].exact for place in silent.places] == ["Islands Association"]


def test_a_quotation_put_down_to_nobody_is_not_uncertain() -> None:
    briefing = analysed("Le maire était là.\n\n“Nous ne vendrons le port à personne.”", language="fr")
    (quote,) = pane_views(briefing, Additions(), sample=False, everything=True)[QUOTES - 1].rows
    assert "speaker not found" in quote.shown.plain
    assert "uncertain" not in quote.shown.plain.lower()
