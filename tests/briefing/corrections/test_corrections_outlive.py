"""Corrections laid over another analysis than they were made of: other ids, other boundaries, another text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from analysed import AT, analysed, party, spans_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laid_over import position_of
from reanalysing import Edit, merged, reanalysed, same_but_for_ids, the_sample_before, with_some_only_mentioned

from briefing.contract import from_json, to_json
from briefing.corrections import (
    Correction,
    CorrectionError,
    CorrectionKind,
    addition,
    corrected,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
)
from briefing.corrections import from_json as read_record
from briefing.corrections import to_json as write_record
from briefing.model import Briefing, Kind, Origin, Span, Stance, Statement
from briefing.pipeline import brief

SHOWN = with_some_only_mentioned(the_sample_before())
TEXT = SHOWN.article.text
QUOTE = SHOWN.statement("s7")
PREFIX = "Updated on Friday: Huawei has answered, and so has the US.\n\n"


def said_in(briefing: Briefing, words: str) -> list[Statement]:
    return [one for one in briefing.statements if any(words in piece.exact for piece in one.content)]


def cut_of(words: str, after: int = 0) -> Edit:
    start = TEXT.index(words, after)
    return Edit(cuts=((start, start + len(words)),))


def test_ids_do_not_matter() -> None:
    corrections = [
        speaker_correction(SHOWN, "s10", "Ada Byron"),
        stance_correction(SHOWN, "s9", "denies"),
        removal(SHOWN, "s8"),
        stakeholder_correction(SHOWN, party(SHOWN, "Huawei").id, "Huawei Technologies"),
    ]
    for seed in range(5):
        again = corrected(reanalysed(SHOWN, seed=seed), corrections, {})
        assert again.orphaned == ()
        assert same_but_for_ids(again.briefing, corrected(SHOWN, corrections, {}).briefing)


def test_offsets_do_not_matter() -> None:
    corrections = [
        stance_correction(SHOWN, "s7", "denies"),
        stakeholder_correction(SHOWN, party(SHOWN, "Huawei").id, "Huawei Technologies"),
        removal(SHOWN, "s1"),
    ]
    article = replace(SHOWN.article, text=PREFIX + TEXT)
    again = corrected(brief(replace(article, excluded=()), at=AT), corrections, {})
    assert again.orphaned == ()
    (denied,) = [one for one in again.briefing.statements if one.stance is Stance.DENIES]
    assert [piece.exact for piece in denied.content] == [piece.exact for piece in QUOTE.content]
    assert party(again.briefing, "Huawei Technologies").mentions
    assert not said_in(again.briefing, "stop using Huawei telecommunications products")


def test_white_space_does_not_matter() -> None:
    article = replace(SHOWN.article, text=PREFIX + TEXT.replace(" ", "\n"), excluded=())
    again = corrected(brief(article, at=AT), [stance_correction(SHOWN, "s9", "denies")], {})
    assert again.orphaned == ()
    (denied,) = [one for one in again.briefing.statements if one.stance is Stance.DENIES]
    assert denied.content[0].exact == SHOWN.statement("s9").content[0].exact.replace(" ", "\n")


def test_other_boundaries_of_the_same_statement_do_not_matter() -> None:
    again = corrected(reanalysed(SHOWN, trimmed=["s10"]), [speaker_correction(SHOWN, "s10", "Ada Byron")], {})
    assert again.orphaned == ()
    (said,) = said_in(again.briefing, "he should prevent any Huawei technology")
    assert said.content[0].exact.startswith("he should")
    assert said.speaker is not None
    assert said.speaker.name == "Ada Byron"


def test_the_pieces_of_a_quotation_are_found_together() -> None:
    text = TEXT.replace("“We engage", f"“{QUOTE.content[1].exact[1:-1]}” he wrote. “We engage")
    (denial,) = [
        one
        for one in corrected(
            analysed(PREFIX + text), [stance_correction(SHOWN, "s7", "denies")], {}
        ).briefing.statements
        if one.stance is Stance.DENIES
    ]
    assert len(denial.content) == 2
    assert denial.content[1].start - denial.content[0].end == QUOTE.content[1].start - QUOTE.content[0].end


@pytest.mark.parametrize("piece", [0, 1])
def test_a_quotation_of_which_a_piece_is_gone_is_orphaned(piece: int) -> None:
    edited = reanalysed(SHOWN, cut_of(QUOTE.content[piece].exact[5:20]))
    corrections = [stance_correction(SHOWN, "s7", "denies"), stance_correction(SHOWN, "s9", "denies")]
    again = corrected(edited, corrections, {})
    assert again.orphaned == (0,)
    assert [one.stance for one in again.briefing.statements].count(Stance.DENIES) == 1


@pytest.mark.parametrize("edit", [Edit(), Edit(PREFIX)])
def test_of_words_that_stand_twice_the_ones_beside_the_cue_are_meant(edit: Edit) -> None:
    words = "“We will not sell the harbour to anybody,”"
    shown = analysed(f"{words} Ada Byron said.\n\nThe council met. {words} Grace Hopper wrote on Friday.")
    assert len(shown.statements) == 2
    again = corrected(reanalysed(shown, edit), [stance_correction(shown, shown.statements[1].id, "denies")], {})
    assert [one.stance for one in again.briefing.statements] == [shown.statements[0].stance, Stance.DENIES]


def test_of_two_statements_in_the_same_words_the_one_with_the_cue_is_meant() -> None:
    first = SHOWN.statement("s9")
    cue = Span.of(TEXT, 1349, 1353)
    twice = replace(SHOWN, statements=(*SHOWN.statements, replace(first, id="s11", cue=cue)))
    made = corrected(twice, [stance_correction(twice, "s11", "denies")], {}).briefing
    assert (made.statement("s9").stance, made.statement("s11").stance) == (first.stance, Stance.DENIES)


def test_a_corrected_statement_comes_back_where_the_analysis_no_longer_finds_it() -> None:
    anew = reanalysed(SHOWN, Edit(PREFIX), dropped=["s7"], seed=3)
    assert not said_in(anew, "We engage")
    again = corrected(anew, [stance_correction(SHOWN, "s7", "denies")], {})
    (said,) = said_in(again.briefing, "We engage")
    assert (said.stance, said.kind, said.origin) == (Stance.DENIES, Kind.DIRECT, Origin.USER)
    assert said.speaker is not None
    assert (said.speaker.name, said.speaker.named) == ("unnamed US official", False)
    assert said.speaker.stakeholder == party(again.briefing, "US officials").id
    assert said.speaker.span is not None
    assert said.speaker.span.start == len(PREFIX) + 999
    assert said.cue is not None
    assert said.cue.exact == "told"
    assert said.id in again.briefing.key_quotes
    assert said.id not in {one.id for one in anew.statements}


def test_a_statement_that_comes_back_brings_its_stakeholder() -> None:
    anew = reanalysed(SHOWN, dropped=["s10"])
    assert "US Senators" not in {one.name for one in anew.stakeholders}
    again = corrected(anew, [stance_correction(SHOWN, "s10", "opposes")], {})
    assert party(again.briefing, "US Senators").kind is party(SHOWN, "US Senators").kind
    assert position_of(again.briefing, "US Senators").stance is Stance.OPPOSES


def test_a_statement_that_comes_back_has_the_librarys_names() -> None:
    aliases = {"Dow Jones": ["The Wall Street Journal"], "Washington": ["US officials"]}
    again = corrected(reanalysed(SHOWN, dropped=["s7"]), [stance_correction(SHOWN, "s7", "denies")], aliases)
    (said,) = said_in(again.briefing, "We engage")
    assert [link.name for link in said.chain] == ["Dow Jones"]
    assert said.speaker is not None
    assert said.speaker.stakeholder == party(again.briefing, "Washington").id


def test_what_was_removed_does_not_come_back() -> None:
    corrections = [stance_correction(SHOWN, "s7", "denies"), removal(SHOWN, "s7")]
    anew = reanalysed(SHOWN, dropped=["s7"])
    again = corrected(anew, corrections, {})
    assert again.orphaned == ()
    assert again.briefing is anew


@pytest.mark.parametrize(("corrected_one", "held"), [("s3", "s4"), ("s4", "s3")])
def test_a_statement_in_anothers_words_is_not_taken_for_it(corrected_one: str, held: str) -> None:
    anew = reanalysed(SHOWN, dropped=[corrected_one])
    (other,) = [one for one in anew.statements if one.content == SHOWN.statement(held).content]
    again = corrected(anew, [speaker_correction(SHOWN, corrected_one, "Ada Byron")], {})
    assert again.briefing.statement(other.id) == other
    assert len(again.briefing.statements) == len(SHOWN.statements)
    assert same_but_for_ids(corrected(anew, [removal(SHOWN, corrected_one)], {}).briefing, anew)


def test_an_added_statement_that_the_analysis_finds_too_is_there_once() -> None:
    added = addition(SHOWN, *_stretch("Its equipments are used by customers in 170 countries"), speaker="Ada Byron")
    assert added.statement is not None
    found = replace(added.statement, id="s99", origin=Origin.MODEL, confidence=0.5)
    anew = replace(SHOWN, statements=(*SHOWN.statements[:-1], found, SHOWN.statements[-1]))
    (said,) = said_in(corrected(anew, [added], {}).briefing, "Its equipments")
    assert said.id == "s99"
    assert said.speaker is not None
    assert said.speaker.name == "Ada Byron"


def test_a_stakeholder_whose_mentions_are_gone_is_orphaned() -> None:
    rename = stakeholder_correction(SHOWN, party(SHOWN, "US Senators").id, "The Senate")
    edit = cut_of("US Senators")
    assert corrected(reanalysed(SHOWN, edit), [rename], {}).orphaned == (0,)


def test_a_stakeholder_is_the_one_that_most_of_its_mentions_mention() -> None:
    huawei = party(SHOWN, "Huawei")
    one, *others = huawei.mentions
    split = replace(
        SHOWN,
        stakeholders=(
            *(p for p in SHOWN.stakeholders if p is not huawei),
            replace(huawei, mentions=tuple(others), name="The company"),
            replace(huawei, id="p9", mentions=(one,), name="Huawei"),
        ),
    )
    again = corrected(split, [stakeholder_correction(SHOWN, huawei.id, "Umbrella")], {})
    assert again.orphaned == ()
    assert again.briefing.stakeholder(huawei.id).name == "Umbrella"
    assert again.briefing.stakeholder("p9").name == "Huawei"


def test_of_two_that_are_mentioned_as_often_the_one_of_the_old_name_is_meant() -> None:
    huawei = party(SHOWN, "Huawei")
    half = len(huawei.mentions) // 2
    split = replace(
        SHOWN,
        stakeholders=(
            replace(huawei, mentions=huawei.mentions[:half], name="The company"),
            *(p for p in SHOWN.stakeholders if p is not huawei),
            replace(huawei, id="p9", mentions=huawei.mentions[half : 2 * half], name="Huawei"),
        ),
    )
    again = corrected(split, [stakeholder_correction(SHOWN, huawei.id, "Umbrella")], {})
    assert again.orphaned == ()
    assert again.briefing.stakeholder("p9").name == "Umbrella"
    assert again.briefing.stakeholder(huawei.id).name == "The company"


def test_a_stakeholder_of_the_users_own_is_renamed_as_long_as_it_is_there() -> None:
    speaker = speaker_correction(SHOWN, "s1", "Ada Byron")
    with_her = corrected(SHOWN, [speaker], {}).briefing
    rename = stakeholder_correction(with_her, party(with_her, "Ada Byron").id, "Ada King")
    assert rename.words == ()
    made = corrected(reanalysed(SHOWN, seed=2), [speaker, rename], {})
    assert made.orphaned == ()
    assert party(made.briefing, "Ada King")
    assert corrected(SHOWN, [rename], {}).orphaned == (0,)


def test_a_name_that_the_user_gave_and_took_back_is_nothing_to_tell_of() -> None:
    speaker = speaker_correction(SHOWN, "s1", "the diplomat")
    with_them = corrected(SHOWN, [speaker], {}).briefing
    rename = stakeholder_correction(with_them, party(with_them, "diplomat").id, "Ada King")
    again = speaker_correction(corrected(SHOWN, [speaker, rename], {}).briefing, "s1", "Grace Hopper")
    made = corrected(SHOWN, [speaker, rename, again], {})
    assert made.orphaned == ()
    assert party(made.briefing, "Grace Hopper")


def _stretch(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


NAMES = ("Ada Byron", "Grace Hopper", "Huawei", "the government", "Justin Trudeau", "CNN Business", "a diplomat")
ALIASES = ({}, {"Huawei": ["Grace Hopper", "US Senators"]}, {"The Hill": ["cnn business"], "Ada": ["US officials"]})


@st.composite
def series(draw: st.DrawFn) -> list[Correction]:
    """Corrections made one after the other, each of what the ones before it made the briefing show."""
    made: list[Correction] = []
    for _ in range(draw(st.integers(1, 6))):
        shown = corrected(SHOWN, made, {}).briefing
        kind = draw(st.sampled_from(CorrectionKind))
        statement = draw(st.sampled_from([one.id for one in shown.statements] or ["none"]))
        stakeholder = draw(st.sampled_from([one.id for one in shown.stakeholders] or ["none"]))
        name, stance = draw(st.sampled_from(NAMES)), draw(st.sampled_from(Stance))
        start, length = draw(st.integers(0, len(TEXT) - 2)), draw(st.integers(1, 200))
        try:
            match kind:
                case CorrectionKind.SPEAKER:
                    made.append(speaker_correction(shown, statement, name))
                case CorrectionKind.STANCE:
                    made.append(stance_correction(shown, statement, stance))
                case CorrectionKind.STAKEHOLDER:
                    made.append(stakeholder_correction(shown, stakeholder, name))
                case CorrectionKind.REMOVED:
                    made.append(removal(shown, statement))
                case CorrectionKind.ADDED:
                    who = draw(st.none() | st.just(name))
                    made.append(addition(shown, start, min(start + length, len(TEXT)), speaker=who))
                case CorrectionKind.HEADLINE:
                    made.append(headline_correction(shown, draw(st.sampled_from((name, TEXT[start : start + 20])))))
        except CorrectionError:
            continue  # it would have changed nothing
    return made


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Any next version of the sample's text: it may have another beginning, and have lost some of its pieces."""
    cuts = draw(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)), max_size=4))
    return Edit(
        draw(st.sampled_from(("", PREFIX, "US. "))),
        tuple(merged([(start, min(start + length, len(TEXT))) for start, length in cuts])),
    )


@st.composite
def analyses(draw: st.DrawFn) -> Briefing:
    """Any new analysis of the sample, of a text that may have begun again after its first words."""
    edit = draw(edits())
    edit = draw(st.sampled_from((edit, replace(edit, prefix=TEXT[:700] + "\n\n"))))
    ids = st.sets(st.sampled_from([one.id for one in SHOWN.statements]))
    return reanalysed(SHOWN, edit, dropped=draw(ids), trimmed=draw(ids), seed=draw(st.integers(0, 9)))


def assert_sound(made: Briefing, anew: Briefing) -> None:
    """Assert that a briefing keeps the contract and that its parts fit one another."""
    assert from_json(to_json(made)) == made
    assert all(made.article.text[span.start : span.end] == span.exact for span in spans_of(made))
    statements, parties = [one.id for one in made.statements], [one.id for one in made.stakeholders]
    assert len(set(statements)) == len(statements)
    assert len(set(parties)) == len(parties)
    assert len({one.name.casefold() for one in made.stakeholders}) == len(parties)
    starts = [one.content[0].start for one in made.statements]
    assert starts == sorted(starts)
    assert set(made.key_quotes) <= set(statements)
    assert_stakeholders_sound(made, anew)
    for one in made.statements:
        assert not one.speaker or one.speaker.name.casefold() not in {link.name.casefold() for link in one.chain}
    assert (made.article, made.follow_ups, made.notices) == (anew.article, anew.follow_ups, anew.notices)


def assert_stakeholders_sound(made: Briefing, anew: Briefing) -> None:
    """Assert that everybody of whom there is something to say is there, with all they say as their position."""
    said, said_then = said_by(made), said_by(anew)
    parties, known = {one.id for one in made.stakeholders}, {one.id for one in anew.stakeholders}
    placed = {one.stakeholder: one for one in made.positions}
    placed_then = {one.stakeholder for one in anew.positions}
    assert len(placed) == len(made.positions)
    assert all(one.statements == said.get(id, ()) for id, one in placed.items())
    assert all(placed[id].stance is Stance.NONE for id in placed if id not in said)
    assert said.keys() | placed.keys() <= parties <= said.keys() | known
    assert parties - placed.keys() <= known - placed_then, "whom the analysis left out"
    assert all(set(said[id]) <= set(said_then[id]) for id in said.keys() - placed.keys())
    given = {one.speaker.stakeholder for one in made.statements if one.speaker and one.origin is Origin.USER}
    assert given - {None} <= placed.keys()
    names = [mention for one in made.stakeholders for mention in one.mentions]
    only_mentioned = [mention for one in anew.stakeholders if one.id not in said_then for mention in one.mentions]
    assert all(any(mention.overlaps(name) for name in names) for mention in only_mentioned)


def said_by(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    """Return the ids of the statements of each stakeholder that makes some."""
    whose = [(one.speaker.stakeholder, one.id) for one in briefing.statements if one.speaker]
    return {who: tuple(id for party, id in whose if party == who) for who, _ in whose if who is not None}


def stands(correction: Correction, text: str) -> bool:
    return all(span.exact.strip() in text for span in correction.words)


@settings(deadline=None, max_examples=30)
@given(made=series(), anew=analyses(), aliases=st.sampled_from(ALIASES))
def test_every_correction_is_applied_or_orphaned_whatever_the_new_analysis(
    made: Sequence[Correction], anew: Briefing, aliases: dict[str, list[str]]
) -> None:
    done = corrected(anew, made, aliases)
    assert_sound(done.briefing, anew)
    assert done.orphaned == tuple(sorted(done.orphaned))
    text = anew.article.text
    for n, one in enumerate(made):
        if one.kind is CorrectionKind.STAKEHOLDER:
            gone = bool(one.words) and not any(span.exact in text for span in one.words)
            of_the_analysis = one.was not in NAMES and one.was in {party.name for party in SHOWN.stakeholders}
            assert not (gone and of_the_analysis) or n in done.orphaned
        else:
            assert (n in done.orphaned) == (not stands(one, text))
    read_again = [read_record(write_record(one)) for one in made]
    assert corrected(anew, read_again, aliases) == done
    held = [one for n, one in enumerate(made) if n not in done.orphaned]
    assert corrected(anew, held, aliases).briefing == done.briefing


@settings(deadline=None, max_examples=25)
@given(made=series())
def test_on_the_analysis_they_were_made_of_no_correction_is_orphaned_and_the_last_one_shows(
    made: Sequence[Correction],
) -> None:
    done = corrected(SHOWN, made, {})
    assert done.orphaned == ()
    assert_sound(done.briefing, SHOWN)
    if made and made[-1].kind in (CorrectionKind.SPEAKER, CorrectionKind.STANCE, CorrectionKind.ADDED):
        last = made[-1]
        same = [one for one in done.briefing.statements if one.content == last.words]
        assert same
        assert all(one.origin is Origin.USER for one in same)
        if last.kind is CorrectionKind.STANCE:
            assert last.value in {one.stance for one in same}
    if made and made[-1].kind is CorrectionKind.REMOVED:
        assert len(done.briefing.statements) == len(corrected(SHOWN, made[:-1], {}).briefing.statements) - 1


@settings(deadline=None, max_examples=25)
@given(
    edit=edits(),
    dropped=st.sets(st.sampled_from([one.id for one in SHOWN.statements])),
    trimmed=st.sets(st.sampled_from([one.id for one in SHOWN.statements])),
    removed=st.sets(st.sampled_from([one.id for one in SHOWN.statements])),
)
@example(edit=Edit(prefix="", cuts=((291, 325),)), dropped=set(), trimmed=set(), removed=set())
def test_each_statement_keeps_its_own_corrections(
    edit: Edit, dropped: set[str], trimmed: set[str], removed: set[str]
) -> None:
    anew = reanalysed(SHOWN, edit, dropped=dropped, trimmed=trimmed)
    corrections = [
        removal(SHOWN, one.id) if one.id in removed else speaker_correction(SHOWN, one.id, f"Speaker {one.id}")
        for one in SHOWN.statements
    ]
    made = corrected(anew, corrections, {}).briefing
    for one in SHOWN.statements:
        said = [other for other in made.statements if other.speaker and other.speaker.name == f"Speaker {one.id}"]
        content = [edit.span(piece, anew.article.text) for piece in one.content]
        again = all(piece.exact in anew.article.text for piece in one.content)  # "th(e, as they sa)at US" has "that US"
        if one.id in removed or None in content:
            assert said == [] or (again and one.id not in removed)
        else:
            (it,) = said
            assert [piece.end for piece in it.content] == [piece.end for piece in content if piece is not None]


@settings(deadline=None, max_examples=30)
@given(anew=analyses(), order=st.permutations(range(7)))
def test_the_order_of_corrections_of_different_things_does_not_matter(anew: Briefing, order: Sequence[int]) -> None:
    independent = [
        speaker_correction(SHOWN, "s1", "Ada Byron"),
        speaker_correction(SHOWN, "s10", "ada byron"),
        stance_correction(SHOWN, "s9", "denies"),
        removal(SHOWN, "s5"),
        addition(SHOWN, *_stretch("Its equipments are used by customers in 170 countries"), speaker="Grace Hopper"),
        headline_correction(SHOWN, "Allies asked to drop Huawei"),
        stakeholder_correction(SHOWN, party(SHOWN, "Huawei").id, "Huawei Technologies"),
    ]
    ordered = corrected(anew, [independent[n] for n in order], {})
    assert ordered.briefing == corrected(anew, independent, {}).briefing
