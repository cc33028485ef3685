"""What can carry a position, which of somebody's remarks shows it, in which of its words, and what it is about."""

from dataclasses import replace

import pytest
from analysed import analysed

from briefing.analysis.clauses import Clauses
from briefing.analysis.document import read
from briefing.analysis.positions import positions
from briefing.model import Kind, Origin, Position, Span, Stakeholder, StakeholderKind, Stance, Statement


def stands(text: str, name: str) -> Position | None:
    """Return where the stakeholder of this name stands; None where the briefing has no line for it."""
    briefing = analysed(text)
    ids = {stakeholder.name: stakeholder.id for stakeholder in briefing.stakeholders}
    return next((one for one in briefing.positions if one.stakeholder == ids.get(name)), None)


def stand(text: str, name: str) -> Position:
    position = stands(text, name)
    assert position is not None
    return position


def shown(text: str, name: str) -> str:
    return " … ".join(span.exact for span in stand(text, name).summary)


def test_what_somebody_is_accused_of_is_no_stand_of_theirs() -> None:
    position = stands("John Moore is accused of a massacre at a church. The trial begins.", "John Moore")
    assert position is None or position.stance is Stance.NONE


def test_what_others_say_that_somebody_knows_is_no_stand_of_theirs() -> None:
    text = "Mary Cole said that John Moore knew about the theft. John Moore, John Moore and John Moore were there."
    position = stands(text, "John Moore")
    assert position is None or position.stance is Stance.NONE


@pytest.mark.parametrize("cue", ["can expect", "might expect", "could expect"])
def test_what_somebody_only_might_think_is_no_stand_of_theirs(cue: str) -> None:
    position = stands(f"Mary Cole {cue} that many voters will leave her. It rained.", "Mary Cole")
    assert position is None or position.stance is Stance.NONE


def test_who_did_not_answer_stands_there_with_the_verb() -> None:
    text = "The Cole campaign did not respond to questions about the sale. It rained."
    position = stands(text, "Cole campaign")
    assert position is not None
    assert position.stance is Stance.DECLINES
    assert shown(text, "Cole campaign") == "did not respond to questions about the sale"


def test_words_that_say_nothing_alone_carry_no_position() -> None:
    position = stands("Asked whether he opposes it, John Moore said that he doesn't.", "John Moore")
    assert position is None or position.stance is Stance.NONE


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Mary Cole said: “But the harbour must be sold to the town.”", "Mary Cole", "the harbour must be sold"),
        ("Mary Cole said that “no records of it were found in town.”", "Mary Cole", "“no records of it"),
        ("The move, Mary Cole explained, was the result of three years.", "Mary Cole", "The move … was the result"),
        ("Mary Cole is denouncing the sale of the harbour.", "Mary Cole", "is denouncing the sale"),
        ("The town, which Mary Cole left, slept. She's denouncing the sale of it.", "Mary Cole", "denouncing the sale"),
        ("According to a Gallup survey, 70 percent of voters need it.", "Gallup", "70 percent of voters need it"),
        ("Republicans have been critical of Mary Cole’s use of mail.", "Republicans", "have been critical of Mary"),
    ],
)  # fmt: skip
def test_a_clause_has_what_it_needs_and_no_loose_end(text: str, name: str, words: str) -> None:
    assert shown(text, name).startswith(words)


def test_of_several_sentences_the_first_that_says_something_is_shown() -> None:
    text = (
        "Mary Cole said: “Yes. The town has ignored its harbour for a year. The ships are in the north and the south.”"
    )
    assert shown(text, "Mary Cole") == "The town has ignored its harbour for a year."


def test_a_remark_on_the_matter_is_shown_before_one_beside_it() -> None:
    text = (
        "Harbour sale angers fishermen.\n\nThe town sold its harbour on Monday.\n\n"
        "Mary Cole said that the weather had been pleasant for many days of the week. "
        "Mary Cole said that the harbour sale angers fishermen of the town. " + "It rained in the hills. " * 12
    )
    assert "harbour" in shown(text, "Mary Cole")


def test_a_remark_that_points_to_another_is_shown_after_one_that_does_not() -> None:
    text = (
        "Mary Cole said that they had searched for something in the whole house. "
        "Mary Cole said that the mayor had searched for money in the whole house. " + "The night was dark. " * 20
    )
    assert shown(text, "Mary Cole").startswith("the mayor")


def test_of_remarks_alike_the_one_about_the_matter_is_shown_and_not_one_of_other_things() -> None:
    text = (
        "The harbour of Lund is to be sold to a bank. The bank has asked for the harbour since May. "
        "Ada Smith said that the weather had been rather cold for the season. "
        "Ada Smith said that the harbour was to be sold to the bank at once. " + "The night was dark. " * 20
    )
    assert "sold to the bank" in shown(text, "Ada Smith")


def test_what_is_surely_said_is_shown_before_a_scrap_and_what_comes_late() -> None:
    text = (
        "Ada Smith said that the old harbour should stay open for the fishermen of the town. "
        "Many people went to the harbour. Ada Smith called it nice. " + "The sea was calm. " * 20
    )
    assert "should stay open" in shown(text, "Ada Smith")


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("questioned the integrity of the voting system", "the integrity of the voting system"),
        ("opposed an increase to the minimum wage", "an increase to the minimum wage"),
        ("dismissed the idea that a vote makes a difference", None),
        ("condemned it", None),
    ],
)
def test_what_a_stance_is_about_is_whole_or_left_out(said: str, target: str | None) -> None:
    position = stands(f"Mary Cole {said}. It rained in the town.", "Mary Cole")
    found = position.target if position is not None else None
    assert (found.exact if found is not None else None) == target


def test_what_is_to_be_done_to_something_asks_nobody() -> None:
    position = stands("Mary Cole called for the film to be shown in the town.", "Mary Cole")
    assert position is not None
    assert position.target is None


@pytest.mark.parametrize("party", ["The party", "Ohio", "These people"])
def test_who_is_nobody_in_particular_has_no_line(party: str) -> None:
    briefing = analysed(f"{party} appeared. Mary Cole said that it rained.")
    assert [s.name for s in briefing.stakeholders if s.id in {p.stakeholder for p in briefing.positions}] == [
        "Mary Cole"
    ]


def test_whom_only_the_headline_describes_has_no_line_of_their_own() -> None:
    text = "Lawmaker urges action on Russia.\n\n" + "Mary Cole urged action on Russia. It rained. It snowed. It hailed."
    briefing = analysed(text)
    named = {s.id: s.name for s in briefing.stakeholders}
    assert [named[p.stakeholder] for p in briefing.positions if p.statements] == ["Mary Cole"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mary Cole met John Moore. He is a fine mayor, Cole said.", ["John Moore", "He is a fine mayor"]),
        (
            "John Moore spoke on Monday. “He has no plan for the harbour,” Mary Cole said.",
            ["John Moore", "“He has no plan for the harbour,”"],
        ),
        ("Mary Cole met Susan Moore. Cole said that she will go to the harbour.", ["she will go to the harbour"]),
        (
            "John Moore met Paul Reed. “He has no plan for the harbour,” Mary Cole said.",
            ["John Moore", "“He has no plan for the harbour,”"],
        ),
        (
            "John Moore and Paul Reed met. “He has no plan for the harbour,” Mary Cole said.",
            ["“He has no plan for the harbour,”"],
        ),
    ],
)
def test_the_name_of_whom_he_plainly_means_stands_before_it(text: str, words: list[str]) -> None:
    assert [span.exact for span in stand(text, "Mary Cole").summary] == words


def test_whom_a_stance_is_about_is_told_by_name_where_the_verb_has_a_pronoun() -> None:
    position = stand("Mary Cole met John Moore. Cole has denounced him as a liar.", "Mary Cole")
    assert position.target is not None
    assert position.target.exact == "John Moore"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "Mary Cole acknowledged difficulties in keeping the harbour open.",
            "acknowledged difficulties in keeping the harbour open",
        ),
        ("Mary Cole said the law unfairly targets the poor.", "the law unfairly targets the poor"),
        ("Mary Cole called for “boots on the ground.”", "called for “boots on the ground.”"),
        ("Mary Cole said that so far this year the harbour was open.", "so far this year the harbour was open"),
    ],
)
def test_words_that_are_no_clause_stand_with_their_verb(said: str, words: str) -> None:
    assert shown(said, "Mary Cole") == words


def test_a_question_for_information_and_criticism_met_with_are_no_stand() -> None:
    for text in (
        "Mary Cole asked whether the harbour will close.",
        "Mary Cole has faced criticism for the sale of the harbour.",
    ):
        position = stands(text, "Mary Cole")
        assert position is None or position.stance is Stance.NONE


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mary Cole described the vote as a test of the town.", "described the vote as a test of the town"),
        ("The Reed Institute calls itself a friend of the town.", "calls itself a friend of the town"),
    ],
)
def test_what_somebody_sees_a_thing_as_stands_with_the_verb(said: str, words: str) -> None:
    assert shown(said, "Mary Cole" if "Cole" in said else "Reed Institute") == words


def test_a_line_begins_with_a_whole_word_and_does_not_end_where_the_next_clause_begins() -> None:
    document = read(
        "Meanwhile the mayor and the council want to sell it all, but nobody does. Now is the time to close the port. "
        "Ada Smith said the harbour has to stay open for everybody - which the mayor denies. That’s true and good."
    )
    clauses = Clauses(document, (), ())
    for words, wanted in (
        ("the harbour has to stay open for everybody - which", "the harbour has to stay open for everybody"),
        ("’s true and good", "That’s true and good"),
        (
            "Meanwhile the mayor and the council want to sell it all, but",
            "the mayor and the council want to sell it all",
        ),
        ("Now is the time to close the port", "Now is the time to close the port"),
    ):
        start = document.text.index(words)
        statement = Statement(
            id="s1",
            kind=Kind.INDIRECT,
            content=(Span.of(document.text, start, start + len(words)),),
            cue=None,
            speaker=None,
            addressee=None,
            chain=(),
            stance=Stance.ASSERTS,
            hedges=(),
            confidence=0.9,
            origin=Origin.MODEL,
        )
        own = Stakeholder("p1", "Ada Smith", StakeholderKind.PERSON, None, ())
        assert [span.exact for span in clauses.position(statement, own)[0]] == [wanted]


def test_whose_campaign_stands_somewhere_is_not_said_to_stand_nowhere() -> None:
    text = (
        "Ben Lee went to Lund. Ben Lee met the fishermen. Ben Lee spoke to nobody else.\n\n"
        "“We reject the sale of the harbour,” the Lee campaign said on Monday. Ada Smith said that Ben Lee was late."
    )
    assert stands(text, "Lee campaign") is not None
    assert stands(text, "Ben Lee") is None
    without = text.replace("the Lee campaign said", "the mayor said")
    assert stand(without, "Ben Lee").stance is Stance.NONE


def test_who_is_accused_is_the_target_and_not_the_deed() -> None:
    position = stand("Mary Cole accused the mayor of selling the harbour. It rained in the town.", "Mary Cole")
    assert position.target is not None
    assert position.target.exact == "the mayor"


def test_a_question_for_information_is_no_ask() -> None:
    position = stands("“Do you want to be the mayor of this town?” Mary Cole asked Ben Lee on Monday.", "Mary Cole")
    assert position is None or position.stance is Stance.NONE


def test_that_with_a_verb_tied_to_it_stays_before_a_line() -> None:
    assert shown("“That’s exactly what the people of this town want,” Mary Cole said.", "Mary Cole").startswith(
        "“That’s"
    )


def test_of_whom_the_article_only_has_what_is_in_doubt_has_no_line() -> None:
    text = "Mary Cole went to the harbour. Ben Lee said that it rained in the whole town."
    briefing = analysed(text)
    names = {one.id: one.name for one in briefing.stakeholders}
    assert "Ben Lee" in {names[one.stakeholder] for one in briefing.positions}
    doubtful = [replace(one, confidence=0.7) for one in briefing.statements]
    shown = positions(read(text), briefing.stakeholders, doubtful)
    assert "Ben Lee" not in {names[one.stakeholder] for one in shown}


def test_who_only_spoke_of_something_has_no_line() -> None:
    text = (
        "Ben Lee talked about the weather on Monday. Ben Lee is tall. Ben Lee went home. Mary Cole said that it rained."
    )
    briefing = analysed(text)
    names = {one.id: one.name for one in briefing.stakeholders}
    assert any(
        s.speaker is not None and names.get(s.speaker.stakeholder or "") == "Ben Lee" for s in briefing.statements
    )
    assert "Ben Lee" not in {names[one.stakeholder] for one in briefing.positions}
