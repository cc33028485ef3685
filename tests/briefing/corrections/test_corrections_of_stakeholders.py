"""Stakeholders and their positions under corrections: who stays, who goes, who has which name, who is one with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from analysed import analysed, party
from laid_over import laid, position_of, speaker_of
from reanalysing import the_sample_before, with_some_only_mentioned

from briefing.contract import from_json, to_json
from briefing.corrections import (
    addition_of_words,
    corrected,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
)
from briefing.model import (
    Briefing,
    Link,
    Origin,
    Position,
    StakeholderKind,
    Stance,
)


@pytest.fixture(scope="module")
def shown() -> Briefing:
    return the_sample_before()


def test_a_stakeholder_left_without_a_statement_goes_and_its_position_too(shown: Briefing) -> None:
    made = laid(shown, removal(shown, "s10"))
    assert "US Senators" not in {one.name for one in made.stakeholders}
    assert len(made.positions) == len(shown.positions) - 1
    assert [one.id for one in made.statements] == [one.id for one in shown.statements if one.id != "s10"]


def test_a_stakeholder_that_others_are_part_of_stays_while_they_do() -> None:
    shown = analysed(
        "The British government said it will act. The British Defence Ministry said it will not wait. "
        "“We are ready to go,” Ada Byron said."
    )
    above = party(shown, "British officials")
    assert party(shown, "British Defence Ministry").part_of == above.id
    first, second, _ = (removal(shown, one.id) for one in shown.statements)
    made = laid(shown, first)
    assert party(made, "British Defence Ministry").part_of == party(made, "British officials").id
    assert [one.name for one in laid(shown, first, second).stakeholders] == ["Ada Byron"]


def test_a_stakeholder_left_without_a_statement_stays_where_the_article_names_it_elsewhere(shown: Briefing) -> None:
    huawei = party(shown, "Huawei")
    for corrections in (
        [removal(shown, "s8"), removal(shown, "s9")],
        [speaker_correction(shown, "s8", "Ada Byron"), speaker_correction(shown, "s9", "Ada Byron")],
    ):
        made = laid(shown, *corrections)
        assert party(made, "Huawei") == huawei
        assert made.positions[-1] == Position(huawei.id, Stance.NONE, (), None, (), ())


@pytest.mark.parametrize("kind", [StakeholderKind.UNNAMED, StakeholderKind.GROUP, StakeholderKind.OUTLET])
def test_nobody_who_is_none_without_what_they_say_stays_for_a_mention(shown: Briefing, kind: StakeholderKind) -> None:
    some = replace(
        shown,
        stakeholders=tuple(replace(one, kind=kind) if one.name == "Huawei" else one for one in shown.stakeholders),
    )
    made = laid(some, removal(some, "s8"), removal(some, "s9"))
    assert "Huawei" not in {one.name for one in made.stakeholders}


def test_stakeholders_that_are_only_mentioned_stay_as_they_were(shown: Briefing) -> None:
    some = with_some_only_mentioned(shown)
    made = laid(some, removal(some, "s10"), speaker_correction(some, "s1", "Ada Byron"))
    for name in ("Justin Trudeau", "Canadian officials"):
        assert party(made, name) == party(some, name)
        assert position_of(made, name) == position_of(some, name)
    assert [one.stakeholder for one in made.positions][-2:] == ["p5", "p6"]


def test_a_stakeholder_that_was_only_mentioned_can_be_given_a_statement_and_lose_it_again(shown: Briefing) -> None:
    some = with_some_only_mentioned(shown)
    given = speaker_correction(some, "s10", "Justin Trudeau")
    made = laid(some, given)
    assert speaker_of(made.statement("s10")).stakeholder == "p5"
    assert party(made, "Justin Trudeau") == party(some, "Justin Trudeau")
    assert (position_of(made, "Justin Trudeau").stance, position_of(made, "Justin Trudeau").statements) == (
        Stance.ASKS,
        ("s10",),
    )
    taken = laid(some, given, speaker_correction(made, "s10", "Ada Byron"))
    assert position_of(taken, "Justin Trudeau") == position_of(some, "Justin Trudeau")


def without_a_position(briefing: Briefing, name: str) -> Briefing:
    """Return the briefing as an analysis gives it that finds no position worth telling of one stakeholder."""
    left_out = party(briefing, name).id
    return replace(briefing, positions=tuple(one for one in briefing.positions if one.stakeholder != left_out))


def test_whom_the_analysis_gives_no_position_gets_none_from_a_correction_of_others(shown: Briefing) -> None:
    for name, others in (("US Senators", "s9"), ("people familiar with the discussions", "s10")):
        bare = without_a_position(shown, name)
        made = laid(bare, stance_correction(bare, others, "denies"))
        assert [one.stakeholder for one in made.positions] == [one.stakeholder for one in bare.positions]


def test_whom_the_analysis_gives_no_position_gets_one_by_the_users_words(shown: Briefing) -> None:
    people = "people familiar with the discussions"
    bare = without_a_position(shown, people)
    assert position_of(laid(bare, stance_correction(bare, "s3", "denies")), people).stance is Stance.DENIES
    assert position_of(laid(bare, speaker_correction(bare, "s10", people)), people).statements == ("s3", "s10")
    named = laid(bare, stakeholder_correction(bare, party(bare, people).id, "Ada Byron"))
    assert position_of(named, "Ada Byron").statements == ("s3",)
    joined = corrected(bare, (), {people: ["US Senators"]}).briefing
    assert position_of(joined, people).statements == ("s3", "s10")


def test_the_users_word_is_enough_for_a_position_where_the_analysis_is_unsure(shown: Briefing) -> None:
    unsure = replace(
        shown, statements=tuple(replace(one, confidence=0.3) if one.id == "s10" else one for one in shown.statements)
    )
    made = laid(unsure, stance_correction(unsure, "s10", "denies"))
    position = position_of(made, "US Senators")
    assert (position.stance, position.summary[-1].exact[:9]) == (Stance.DENIES, "he should")
    assert made.statement("s10").confidence == 0.3


def test_a_stance_of_the_users_counts_where_the_article_only_tells_of_somebody(shown: Briefing) -> None:
    words = "Its equipments are used by customers in 170 countries"
    made = laid(shown, addition_of_words(shown, words, speaker="Huawei", stance="denies"))
    position, was = position_of(made, "Huawei"), position_of(shown, "Huawei")
    assert (position.stance, position.summary[0].exact) == (Stance.DENIES, words)
    assert was.stance in position.also
    assert len(position.statements) == len(was.statements) + 1
    said_of = position_of(
        laid(shown, addition_of_words(shown, words, speaker="Ada Byron", stance="denies")), "Ada Byron"
    )
    assert (said_of.stance, said_of.summary[0].exact, said_of.also) == (Stance.DENIES, words, ())


def test_who_speaks_by_the_users_word_is_not_only_supposed_to() -> None:
    shown = analysed("“We will never sell the harbour to anybody,” said Grace Hopper, if Ada Byron heard right.")
    made = laid(shown, speaker_correction(shown, shown.statements[0].id, "Ada Byron"))
    assert position_of(made, "Ada Byron").statements == (made.statements[0].id,)


def test_a_new_name_is_its_speakers_and_its_links_too(shown: Briefing) -> None:
    people = party(shown, "people familiar with the discussions")
    made = laid(shown, stakeholder_correction(shown, people.id, "Ada Byron"))
    assert party(made, "Ada Byron") == replace(people, name="Ada Byron", kind=StakeholderKind.PERSON)
    assert speaker_of(made.statement("s3")).name == "Ada Byron"
    assert speaker_of(made.statement("s3")).named
    assert [(link.name, link.named) for link in made.statement("s4").chain][-1] == ("Ada Byron", True)
    assert made.statement("s3").origin is shown.statement("s3").origin
    assert made.positions == shown.positions


def test_another_stakeholders_name_joins_the_two(shown: Briefing) -> None:
    people, officials = party(shown, "people familiar with the discussions"), party(shown, "US officials")
    made = laid(shown, stakeholder_correction(shown, people.id, "us OFFICIALS"))
    joined = party(made, "US officials")
    assert (joined.id, joined.kind) == (officials.id, officials.kind)
    assert joined.mentions == tuple(sorted((*officials.mentions, *people.mentions)))
    assert people.id not in {one.id for one in made.stakeholders}
    assert speaker_of(made.statement("s3")).stakeholder == officials.id
    assert position_of(made, "US officials").statements == ("s1", "s2", "s3", "s4", "s5", "s6", "s7")
    assert [link.name for link in made.statement("s4").chain] == ["CNN Business", "The Wall Street Journal"]


@pytest.mark.parametrize("into_the_ministry", [True, False])
def test_joining_a_party_with_the_one_it_is_part_of_makes_no_circle(into_the_ministry: bool) -> None:
    shown = analysed("The British government said it will act. The British Defence Ministry said it will not wait.")
    above, below = party(shown, "British officials"), party(shown, "British Defence Ministry")
    one, other = (above, below) if into_the_ministry else (below, above)
    made = laid(shown, stakeholder_correction(shown, one.id, other.name))
    assert [(p.name, p.part_of) for p in made.stakeholders] == [(other.name, None)]


def test_parties_in_a_row_are_joined_without_a_circle(shown: Briefing) -> None:
    one, two, three, four = shown.stakeholders
    row = replace(
        shown,
        stakeholders=(one, replace(two, part_of=one.id), replace(three, part_of=two.id), replace(four, part_of=one.id)),
    )
    made = laid(row, stakeholder_correction(row, one.id, three.name))
    assert {p.name: p.part_of for p in made.stakeholders} == {two.name: three.id, three.name: None, four.name: three.id}


def test_of_two_that_are_joined_either_may_be_under_another(shown: Briefing) -> None:
    one, two, three, four = shown.stakeholders
    under = replace(shown, stakeholders=(one, two, replace(three, part_of=one.id), four))
    for first, second in ((three, four), (four, three)):
        made = laid(under, stakeholder_correction(under, first.id, second.name))
        assert party(made, second.name).part_of == one.id


def test_names_given_before_and_after_a_stakeholder_is_renamed_lead_to_it(shown: Briefing) -> None:
    huawei = party(shown, "Huawei")
    rename = stakeholder_correction(shown, huawei.id, "Huawei Technologies")
    renamed = laid(shown, rename)
    for speaker in (
        speaker_correction(shown, "s1", "Huawei"),
        speaker_correction(renamed, "s1", "Huawei Technologies"),
    ):
        for order in ((rename, speaker), (speaker, rename)):
            made = laid(shown, *order)
            assert speaker_of(made.statement("s1")).stakeholder == huawei.id
            assert speaker_of(made.statement("s1")).name == "Huawei Technologies"
            assert len(made.stakeholders) == len(shown.stakeholders)


def test_positions_that_no_correction_touches_stay_as_another_analysis_made_them(shown: Briefing) -> None:
    first = replace(shown.positions[0], stance=Stance.COMMITS)
    other = replace(shown, positions=(first, *shown.positions[1:]))
    assert laid(other, stance_correction(other, "s9", "denies")).positions[0] == first


@pytest.mark.parametrize(
    ("aliases", "old", "new"),
    [
        ({"Huawei": ["US senators"]}, "US Senators", "Huawei"),
        ({"Huawei Technologies": ["huawei"]}, "Huawei", "Huawei Technologies"),
        ({"HUAWEI": ["the firm"]}, "Huawei", "HUAWEI"),
        ({"Acme": ["Huawei  "], "Umbrella": ["ACME"]}, "Huawei", "Umbrella"),
    ],
)
def test_aliases_rename_and_join(shown: Briefing, aliases: Mapping[str, Sequence[str]], old: str, new: str) -> None:
    made = corrected(shown, (), aliases).briefing
    names = {one.name for one in made.stakeholders}
    assert old not in names
    assert new in names
    mentions = set(party(shown, old).mentions)
    assert mentions <= set(party(made, new).mentions)
    assert from_json(to_json(made)) == made


def test_aliases_are_the_names_of_links_and_of_speakers(shown: Briefing) -> None:
    made = corrected(
        shown, (), {"Dow Jones": ["the wall street journal", "people familiar with the discussions"]}
    ).briefing
    assert [link.name for link in made.statement("s4").chain] == ["CNN Business", "Dow Jones"]
    assert [link.name for link in made.statement("s3").chain] == ["CNN Business"]
    assert speaker_of(made.statement("s3")).name == "Dow Jones"
    assert made.statement("s3").origin is Origin.RULE


@pytest.mark.parametrize("medium", ["Twitter", "a letter"])
def test_a_new_name_is_not_that_of_the_letter_or_the_post_that_is_called_so(shown: Briefing, medium: str) -> None:
    link = Link(medium, None, False)
    posted = replace(
        shown,
        statements=tuple(replace(one, chain=(link,)) if one.id == "s1" else one for one in shown.statements),
        stakeholders=tuple(replace(one, name=medium) if one.name == "Huawei" else one for one in shown.stakeholders),
    )
    renamed = laid(posted, stakeholder_correction(posted, party(posted, medium).id, "Umbrella"))
    assert party(renamed, "Umbrella").mentions == party(posted, medium).mentions
    for made in (renamed, corrected(posted, (), {"Umbrella": [medium]}).briefing):
        assert "Umbrella" in {one.name for one in made.stakeholders}
        assert made.statement("s1").chain == (link,)


def test_aliases_that_lead_in_a_circle_lead_somewhere(shown: Briefing) -> None:
    made = corrected(shown, (), {"Huawei": ["Acme", "Huawei"], "Acme": ["Umbrella"], "Umbrella": ["Huawei"]}).briefing
    assert made is shown


def test_what_a_correction_names_by_an_alias_is_the_one_it_stands_for(shown: Briefing) -> None:
    aliases = {"Huawei": ["Shenzhen's finest"], "US officials": ["Washington DC"]}
    corrections = [
        speaker_correction(shown, "s10", "Shenzhen's finest"),
        stakeholder_correction(shown, party(shown, "people familiar with the discussions").id, "washington dc"),
    ]
    made = corrected(shown, corrections, aliases).briefing
    assert speaker_of(made.statement("s10")).stakeholder == party(made, "Huawei").id
    assert speaker_of(made.statement("s3")).stakeholder == party(made, "US officials").id
    assert {one.name for one in made.stakeholders} == {"US officials", "Huawei"}


def test_of_what_the_analysis_finds_today_those_whom_the_article_names_stay() -> None:
    shown = analysed(
        "Senator Ada Byron said the harbour should not be sold. Northline Inc. owns the cranes. "
        "On Friday Senator Byron met Northline Inc. again. Protesters warned that ships would leave the harbour."
    )
    assert position_of(shown, "Northline Inc.").statements == ()
    made = laid(shown, *(removal(shown, one.id) for one in shown.statements))
    assert {one.name for one in made.stakeholders} == {"Ada Byron", "Northline Inc."}
    assert {(one.stance, one.statements) for one in made.positions} == {(Stance.NONE, ())}
    assert len(made.positions) == 2
