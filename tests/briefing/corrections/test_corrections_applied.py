"""Corrections laid over the analysis they were made of: what each kind changes, and what it leaves."""

from dataclasses import replace
from pathlib import Path

import pytest
from analysed import analysed, party
from briefings import a_briefing
from laid_over import NO_ALIASES, laid, position_of, saying, speaker_of
from reanalysing import the_sample_before

from briefing.analysis.key_quotes import MOST
from briefing.corrections import (
    Corrected,
    addition_of_words,
    corrected,
    headline_correction,
    removal,
    speaker_correction,
    stance_correction,
)
from briefing.model import (
    Briefing,
    HeadlineOrigin,
    Kind,
    Origin,
    Span,
    Speaker,
    StakeholderKind,
    Stance,
)


@pytest.fixture(scope="module")
def shown() -> Briefing:
    return the_sample_before()


def test_with_nothing_to_lay_over_it_the_briefing_itself_comes_back(shown: Briefing) -> None:
    assert corrected(shown, (), NO_ALIASES) == Corrected(shown, ())
    assert corrected(shown, (), {"Nokia": ["the Finnish company"]}).briefing is shown


def test_a_stance_is_the_users_and_moves_the_position(shown: Briefing) -> None:
    made = laid(shown, stance_correction(shown, "s9", "denies"))
    assert (made.statement("s9").stance, made.statement("s9").origin) == (Stance.DENIES, Origin.USER)
    assert position_of(shown, "Huawei").stance is Stance.OPPOSES
    assert position_of(made, "Huawei").stance is Stance.DENIES
    assert replace(made, statements=shown.statements, positions=shown.positions) == shown
    assert [one for one in made.statements if one.id != "s9"] == [one for one in shown.statements if one.id != "s9"]


def test_a_speaker_whom_the_article_knows_joins_the_stakeholder_of_that_name(shown: Briefing) -> None:
    made = laid(shown, speaker_correction(shown, "s10", "HUAWEI"))
    said = speaker_of(made.statement("s10"))
    assert (said.name, said.named, said.stakeholder) == ("Huawei", True, party(shown, "Huawei").id)
    assert said.span == party(shown, "Huawei").mentions[-2], "the nearest that is not in what is said"
    assert "s10" in position_of(made, "Huawei").statements
    assert [one.name for one in made.stakeholders] == [
        one.name for one in shown.stakeholders if one.name != "US Senators"
    ]


def test_a_speaker_whom_the_text_calls_otherwise_joins_the_party_that_is_meant(shown: Briefing) -> None:
    for name in ("the Chinese company", "Huawei spokesperson", "a spokesman for Huawei"):
        made = laid(shown, speaker_correction(shown, "s1", name))
        assert speaker_of(made.statement("s1")).stakeholder == party(made, "Huawei").id, name
        assert len(made.stakeholders) == len(shown.stakeholders)


def test_a_speaker_whom_the_article_only_mentions_becomes_a_stakeholder(shown: Briefing) -> None:
    made = laid(shown, speaker_correction(shown, "s10", "Justin Trudeau"))
    new = party(made, "Justin Trudeau")
    said = speaker_of(made.statement("s10"))
    assert (said.named, said.stakeholder, said.anonymity) == (True, new.id, None)
    assert said.span is not None
    assert said.span.exact == "Justin Trudeau"
    assert new.kind is StakeholderKind.PERSON
    assert said.span in new.mentions
    assert new.id not in {one.id for one in shown.stakeholders}
    assert position_of(made, "Justin Trudeau").statements == ("s10",)


def test_a_new_stakeholder_has_every_mention_in_the_article(shown: Briefing) -> None:
    made = laid(shown, speaker_correction(shown, "s1", "CNN Business"))
    text = shown.article.text
    first = text.index("CNN Business")
    assert [one.start for one in party(made, "CNN Business").mentions] == [first, text.index("CNN Business", first + 1)]
    elsewhere = replace(shown, article=replace(shown.article, excluded=(Span.of(text, first, first + 12),)))
    assert (
        len(party(laid(elsewhere, speaker_correction(elsewhere, "s1", "CNN Business")), "CNN Business").mentions) == 1
    )


def test_a_speaker_is_known_by_what_another_analysis_made_of_the_article(shown: Briefing) -> None:
    huawei = party(shown, "Huawei")
    text = shown.article.text
    networks = Span.of(text, text.index("5G networks"), text.index("5G networks") + len("5G networks"))
    other = replace(
        shown,
        stakeholders=tuple(
            replace(one, mentions=(huawei.mentions[0], networks)) if one is huawei else one
            for one in shown.stakeholders
        ),
        statements=tuple(
            replace(one, speaker=replace(speaker_of(one), name="the quiet one")) if one.id == "s9" else one
            for one in shown.statements
        ),
    )
    for name in ("5g networks", "The Quiet One", "Huawei"):
        made = laid(other, speaker_correction(other, "s10", name))
        assert speaker_of(made.statement("s10")).stakeholder == huawei.id, name
        span = speaker_of(made.statement("s10")).span
        assert span is None or span in party(made, "Huawei").mentions


def test_a_speaker_who_is_nowhere_in_the_text_has_no_span(shown: Briefing) -> None:
    made = laid(shown, speaker_correction(shown, "s1", "Ada Byron"))
    assert speaker_of(made.statement("s1")) == Speaker(None, "Ada Byron", True, party(made, "Ada Byron").id, None)
    assert party(made, "Ada Byron").mentions == ()


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("The New York Times", StakeholderKind.OUTLET, True),
        ("CNN Business", StakeholderKind.OUTLET, True),
        ("Acme Inc.", StakeholderKind.COMPANY, True),
        ("Bank of England", StakeholderKind.ORGANISATION, True),
        ("ada byron", StakeholderKind.PERSON, True),
        ("任正非", StakeholderKind.PERSON, True),
        ("Trudeau the Younger", StakeholderKind.PERSON, True),
        ("an unnamed diplomat", StakeholderKind.UNNAMED, False),
        ("protesters", StakeholderKind.GROUP, False),
    ],
)
def test_a_new_stakeholder_has_the_kind_that_its_name_tells(
    shown: Briefing, name: str, kind: StakeholderKind, named: bool
) -> None:
    made = laid(shown, speaker_correction(shown, "s1", name))
    said = speaker_of(made.statement("s1"))
    assert (said.name, said.named) == (name, named)
    assert made.stakeholder(said.stakeholder or "").kind is kind


def test_the_officials_of_one_government_stay_one_party(shown: Briefing) -> None:
    made = laid(shown, speaker_correction(shown, "s8", "Chinese government"), speaker_correction(shown, "s10", "China"))
    officials = party(made, "Chinese officials")
    assert officials.kind is StakeholderKind.GOVERNMENT
    assert [speaker_of(made.statement(id)).stakeholder for id in ("s8", "s10")] == [officials.id] * 2


def test_the_speaker_is_no_link_of_the_chain(shown: Briefing) -> None:
    assert [link.name for link in shown.statement("s9").chain] == ["CNN Business"]
    made = laid(shown, speaker_correction(shown, "s9", "CNN Business"))
    assert made.statement("s9").chain == ()


def test_a_removed_key_quote_goes_and_the_others_stay(shown: Briefing) -> None:
    made = laid(shown, removal(shown, "s9"))
    assert made.key_quotes == ("s7",)


def test_an_added_statement_stands_in_its_place_with_what_its_words_show(shown: Briefing) -> None:
    words = "If a government's behavior extends beyond its jurisdiction,\nsuch activity should not be encouraged."
    made = laid(shown, addition_of_words(shown, words, speaker="Huawei"))
    added = saying(made, "If a government’s")
    assert (added.kind, added.stance, added.origin) == (Kind.DIRECT, Stance.OPPOSES, Origin.USER)
    assert added.content[0].exact.endswith("should not be encouraged.")
    assert [one.id for one in made.statements] == ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s11", "s10"]
    assert added.id in position_of(made, "Huawei").statements
    assert made.key_quotes == ("s7", "s9", added.id)


def test_a_statement_can_be_added_where_the_analysis_sees_no_article(shown: Briefing) -> None:
    made = laid(shown, addition_of_words(shown, "Your email address will not be published.", speaker="Ada Byron"))
    assert position_of(made, "Ada Byron").summary == saying(made, "Your email").content
    assert made.article == shown.article


def test_added_words_of_the_same_speaker_set_the_bounds_of_the_statement_anew(shown: Briefing) -> None:
    words = "to stop using Huawei telecommunications products"
    made = laid(shown, addition_of_words(shown, words, speaker="US officials"))
    assert saying(made, words).id == "s1"
    assert saying(made, words).cue == shown.statement("s1").cue
    assert len(made.statements) == len(shown.statements)


def test_a_statement_with_new_bounds_has_the_kind_of_its_words() -> None:
    shown = analysed("Ada Byron said they “will never ever sell the old harbour” to us.")
    assert shown.statements[0].kind is Kind.MIXED
    made = laid(shown, addition_of_words(shown, "will never ever sell the old harbour"))
    assert [(one.id, one.kind) for one in made.statements] == [(shown.statements[0].id, Kind.DIRECT)]


def test_a_statement_added_in_anothers_words_leaves_that_alone(shown: Briefing) -> None:
    words = "US officials are pushing countries that host American military bases to ban the use of Huawei equipment"
    made = laid(shown, addition_of_words(shown, words, speaker="Ada Byron"))
    assert len(made.statements) == len(shown.statements) + 1
    assert [made.statement(id) for id in ("s3", "s4")] == [shown.statement(id) for id in ("s3", "s4")]


def test_a_headline_is_the_users_with_its_span_where_the_text_has_it(shown: Briefing) -> None:
    made = laid(shown, headline_correction(shown, "Huawei is surprised"))
    assert made.headline.origin is HeadlineOrigin.USER
    assert made.headline.span is not None
    assert made.headline.span.exact == made.headline.text == "Huawei is surprised"
    other = laid(shown, headline_correction(shown, "Allies asked to drop Huawei"))
    assert (other.headline.text, other.headline.span) == ("Allies asked to drop Huawei", None)
    assert replace(other, headline=shown.headline) == shown


def test_the_later_of_two_corrections_of_one_thing_wins(shown: Briefing) -> None:
    made = laid(
        shown,
        speaker_correction(shown, "s1", "Ada Byron"),
        stance_correction(shown, "s1", Stance.WARNS),
        headline_correction(shown, "First"),
        speaker_correction(shown, "s1", "Grace Hopper"),
        stance_correction(shown, "s1", Stance.DENIES),
        headline_correction(shown, "Second"),
    )
    assert (speaker_of(made.statement("s1")).name, made.statement("s1").stance) == ("Grace Hopper", Stance.DENIES)
    assert made.headline.text == "Second"
    assert "Ada Byron" not in {one.name for one in made.stakeholders}


def test_what_is_removed_stays_removed_whatever_else_is_said_of_it_until_it_is_added_again(shown: Briefing) -> None:
    remove = removal(shown, "s9")
    others = (speaker_correction(shown, "s9", "Ada Byron"), stance_correction(shown, "s9", "denies"))
    for order in ((remove, *others), (*others, remove), (others[0], remove, others[1])):
        assert "s9" not in {one.id for one in laid(shown, *order).statements}
    again = addition_of_words(laid(shown, remove), shown.statement("s9").content[0].exact, speaker="Grace Hopper")
    made = laid(shown, remove, again)
    assert speaker_of(saying(made, "“Huawei is surprised by the b")).name == "Grace Hopper"
    assert len(laid(shown, remove, again, remove).statements) == len(shown.statements) - 1


def test_an_added_statement_can_be_corrected_and_removed_as_any_other(shown: Briefing) -> None:
    add = addition_of_words(shown, "Its equipments are used by customers in 170 countries", speaker="Ada Byron")
    with_it = laid(shown, add)
    added = saying(with_it, "Its equipments")
    speaker, stance = speaker_correction(with_it, added.id, "Huawei"), stance_correction(with_it, added.id, "warns")
    made = saying(laid(shown, speaker, stance, add), "Its equipments")
    assert (speaker_of(made).name, made.stance) == ("Huawei", Stance.WARNS)
    assert laid(shown, add, removal(with_it, added.id)).statements == shown.statements


def test_the_key_quotes_that_were_chosen_stay_where_no_better_one_needs_their_place() -> None:
    paragraphs = [
        f"“We will not sell the harbour number {n} to anybody in this town,” {name} Byron said on Friday."
        for n, name in enumerate(("Ada", "Bea", "Cora", "Dora", "Eva", "Fay", "Gwen", "Hope", "Ida", "June"))
    ]
    shown = analysed("\n\n".join([*paragraphs, "“It is sold,” she added. The mayor went home."]))
    assert len(shown.key_quotes) == MOST
    left_out = [one.id for one in shown.statements if one.id not in shown.key_quotes]
    assert left_out
    corrections = [speaker_correction(shown, shown.key_quotes[0], "Zoe Quill")]
    assert laid(shown, *corrections).key_quotes == shown.key_quotes
    with_room = laid(shown, removal(shown, shown.key_quotes[0])).key_quotes
    assert set(shown.key_quotes[1:]) < set(with_room)
    assert len(with_room) == MOST
    # Chosen by another model, which wanted fewer: none comes that no correction brings.
    few = replace(shown, key_quotes=(left_out[0], shown.key_quotes[1]))
    assert set(laid(few, stance_correction(few, shown.key_quotes[3], "denies")).key_quotes) == set(few.key_quotes)


def test_follow_ups_and_notices_are_left_alone(shown: Briefing) -> None:
    told = replace(shown, notices=("It looks cut off.",))
    made = laid(told, removal(told, "s7"), removal(told, "s9"), stance_correction(told, "s1", "warns"))
    assert (made.follow_ups, made.notices) == (told.follow_ups, told.notices)


def test_a_briefing_in_another_language_can_be_corrected() -> None:
    shown = analysed("Le maire dit : « Nous ne vendrons pas le port à qui que ce soit. » Il est parti.", language="fr")
    assert shown.positions == ()
    made = laid(shown, speaker_correction(shown, shown.statements[0].id, "le maire"))
    said = speaker_of(made.statements[0])
    assert said.span is not None
    assert said.span.exact == "Le maire"
    assert len(made.positions) == 1


def test_a_briefing_made_by_hand_can_be_corrected() -> None:
    shown = a_briefing()
    made = laid(shown, speaker_correction(shown, "s1", "Grace Hopper"))
    assert [one.name for one in made.stakeholders] == ["Grace Hopper"]


def test_the_article_of_the_seed_takes_every_correction(shared: Path) -> None:
    shown = analysed((shared / "seed" / "huawei-allies.txt").read_text(encoding="utf-8"))
    corrections = [stance_correction(shown, one.id, Stance.NONE) for one in shown.statements]
    made = laid(shown, *corrections)
    assert {one.stance for one in made.statements} == {Stance.NONE}
    assert {one.stance for one in made.positions} == {Stance.NONE}
