"""A briefing analysed again keeps all that the user did: tied to its words, or shown as having lost them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from analysed import analysed
from briefings import a_briefing

from briefing import contract
from briefing.corrections import (
    addition_of_words,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
)
from briefing.model import Briefing, FollowUpState, Statement
from stores import Library

TEXT = (
    "The council keeps the harbour.\n\n"
    "“We will not sell the harbour to anybody,” Mayor Ada Byron told The Harbour Post on Friday.\n\n"
    "“The pier is falling down,” said Charles Babbage, an engineer. “It has to be closed.”\n\n"
    "The council urged the government to pay for the new pier.\n\n"
    "A spokesman for the government denied that it had promised any money.\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        yield library


def said(briefing: Briefing, words: str) -> Statement:
    """Return the statement whose content holds `words`."""
    return next(s for s in briefing.statements if words in " ".join(span.exact for span in s.content))


def with_other_ids(briefing: Briefing) -> Briefing:
    """Return the same briefing with its statements numbered from the end."""
    plain = contract.dumps(briefing)
    for n, statement in enumerate(briefing.statements):
        plain = plain.replace(f'"{statement.id}"', f'"x{n}"')
    for n in range(len(briefing.statements)):
        plain = plain.replace(f'"x{n}"', f'"s{len(briefing.statements) - n}"')
    return contract.from_json(json.loads(plain))


def test_every_correction_is_kept_or_shown_as_having_lost_its_words(library: Library) -> None:
    made = analysed(TEXT)
    id = library.add(made)
    library.correct(id, speaker_correction(made, said(made, "pier is falling").id, "Ada Byron"))
    library.correct(id, stance_correction(made, said(made, "not sell").id, "warns"))
    library.correct(id, removal(made, said(made, "to pay for").id))
    library.correct(id, headline_correction(made, "The harbour stays"))
    library.correct(id, addition_of_words(made, "promised any money", speaker="The opposition", stance="asserts"))
    party = next(s for s in made.stakeholders if "Byron" in s.name)
    library.correct(id, stakeholder_correction(made, party.id, "The mayor"))
    before = library.get(id)
    assert before.headline.text == "The harbour stays"
    assert not [correction for correction in library.corrections(id) if correction.orphaned]

    assert library.reanalyse(id, with_other_ids(made)) == 2
    again = library.get(id)
    assert [s.id for s in again.statements] != [s.id for s in before.statements]
    as_told = [(s.content, s.stance, s.speaker and s.speaker.name, s.origin) for s in before.statements]
    assert [(s.content, s.stance, s.speaker and s.speaker.name, s.origin) for s in again.statements] == as_told
    assert again.headline == before.headline
    assert not [correction for correction in library.corrections(id) if correction.orphaned]

    shorter = TEXT.replace(
        "“The pier is falling down,” said Charles Babbage, an engineer. “It has to be closed.”\n\n", ""
    )
    shorter = shorter.replace(
        "The council urged the government to pay for the new pier.\n\n", "A new line of its own.\n\n"
    )
    assert library.reanalyse(id, replace(analysed(shorter), id=id)) == 3
    now = library.get(id)
    orphaned = [held.correction.kind for held in library.corrections(id) if held.orphaned]
    assert sorted(orphaned) == ["removed", "speaker"]
    assert sum("its words are gone" in notice for notice in now.notices) == 2
    assert said(now, "not sell").stance == "warns"
    assert said(now, "promised any money").speaker is not None
    assert now.headline.text == "The harbour stays"
    assert contract.from_json(contract.to_json(now)) == now

    library.undo()
    assert library.get(id) == again
    assert len(library.analyses(id)) == 2


def test_a_correction_that_is_withdrawn_or_undone_is_gone(library: Library) -> None:
    made = a_briefing()
    id = library.add(made)
    first = library.correct(id, stance_correction(made, "s1", "opposes"))
    library.correct(id, headline_correction(made, "Kept"))
    assert library.get(id).statement("s1").stance == "opposes"
    library.withdraw(id, first)
    assert library.get(id).statement("s1").stance == made.statement("s1").stance
    assert library.undo() == "The corrections as before: Kept"
    assert library.get(id).statement("s1").stance == "opposes"
    assert library.undo() is not None
    assert library.undo() is not None
    assert library.get(id) == made


def test_lists_show_the_headline_as_it_was_corrected(library: Library) -> None:
    made = a_briefing(title="Harbour kept")
    id = library.add(made)
    library.correct(id, headline_correction(made, "Kept"))
    second = library.correct(id, headline_correction(made, "The harbour is kept"))
    assert library.entries("harbour is")[0].headline == "The harbour is kept"
    library.reanalyse(id, replace(made, headline=replace(made.headline, text="Analysed anew")))
    assert library.entries()[0].headline == library.get(id).headline.text == "The harbour is kept"
    library.withdraw(id, second)
    assert library.entries()[0].headline == library.get(id).headline.text == "Kept"
    library.undo()
    assert library.entries()[0].headline == "The harbour is kept"
    library.withdraw(id, second)
    library.withdraw(id, "c1")
    assert library.entries()[0].headline == "Analysed anew"


def test_other_names_of_the_library_hold_in_every_briefing(library: Library) -> None:
    ids = [library.add(a_briefing(speaker=name)) for name in ("Mayor Ada Byron", "A. Byron")]
    library.alias("Ada Byron", "Mayor Ada Byron", "A. Byron")
    assert [library.get(id).stakeholders[0].name for id in ids] == ["Ada Byron"] * 2


def test_what_was_done_to_follow_ups_stays_with_their_words_whatever_their_ids(library: Library) -> None:
    made = a_briefing()
    id = library.add(made)
    library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
    library.set_follow_up(id, "f2", state=FollowUpState.DONE, text="Asked.")
    own = library.add_follow_up(id, "Ring her.")
    first, second = made.follow_ups
    turned = replace(
        made,
        follow_ups=(replace(second, id="f1"), replace(first, id="f2"), replace(first, id="f3", text="New.", spans=())),
    )
    library.reanalyse(id, turned)
    told = {f.id: (f.text, f.state) for f in library.get(id).follow_ups}
    assert told == {
        "f1": (first.text, "open"),
        "f2": ("Asked.", "done"),
        "f3": ("New.", "suggested"),
        own: ("Ring her.", "open"),
    }
    entry = library.entries()[0]
    assert (entry.open, entry.suggested) == (2, 1)


def test_a_follow_up_of_which_the_new_analysis_knows_nothing_is_kept_once_the_user_has_touched_it(
    library: Library,
) -> None:
    made = a_briefing()
    id = library.add(made)
    library.set_follow_up(id, "f2", state=FollowUpState.OPEN, due="2026-05")
    other = replace(made.follow_ups[0], id="f2", text="Something else.", spans=())
    library.reanalyse(id, replace(made, follow_ups=(other,)))
    told = {f.id: (f.kind, f.text, f.state, f.due) for f in library.get(id).follow_ups}
    assert told["f2"] == ("identify", "Ask who would buy.", "open", "2026-05")
    assert [text for _, text, *_ in told.values()] == ["Something else.", "Ask who would buy."]
    renamed = next(id for id, (_, text, *_) in told.items() if text == "Something else.")
    library.set_follow_up(id, renamed, state=FollowUpState.DROPPED)
    assert library.get(id).follow_up(renamed).state == "dropped"
    assert library.entries()[0].open == 1
    library.reanalyse(id, made)
    back = {f.id: (f.text, f.state, f.due) for f in library.get(id).follow_ups}
    assert back["f2"] == ("Ask who would buy.", "open", "2026-05")
    assert (library.entries()[0].open, library.entries()[0].suggested) == (1, 1)


def test_a_search_finds_the_corrected_and_no_longer_what_was_corrected(library: Library) -> None:
    made = a_briefing(title="Harbour kept")
    id = library.add(made)
    assert library.search("speaker:byron")
    library.correct(id, speaker_correction(made, "s1", "Charles Babbage"))
    assert library.search("speaker:babbage")
    assert not library.search("speaker:byron")
    library.undo()
    assert not library.search("speaker:babbage")
    assert library.search("speaker:byron")
    library.note(id, "Ask again in Spring.")
    library.tag(id, "port policy")
    assert [hit.entry.id for hit in library.search("spring policy")] == [id]
    assert [hit.entry.id for hit in library.search('tag:"Port policy"')] == [id]
