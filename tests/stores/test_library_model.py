"""Whatever is done to a library, by two at once, it holds what a plain dictionary says it should."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefings import a_briefing, numbered
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from library_model import Model, seen
from read_from import original_of

from briefing.corrections import (
    Correction,
    CorrectionError,
    addition_of_words,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
)
from briefing.model import Briefing, FollowUp, FollowUpKind, FollowUpState
from stores import Library, LibraryError
from stores.errors import ChangedSinceError

FULL = os.environ.get("READOUT_FAULTS") == "full"

ARTICLES = st.integers(0, 2)
TEXTS = st.sampled_from(["Ring the mayor.", "Ask who would buy.", "ask WHO would buy.", "é\ud800\x1b[2J", " a\nb "])
DUES = st.sampled_from(["", "2026", "2027-02", "2026-12-01"])
STATES = st.sampled_from(list(FollowUpState)).map(str)
NAMES = st.sampled_from(["Ada Byron", "Mayor Ada Byron", "mayor ada byron", "The Post", ":)", "\ud800"])
TAGS = st.sampled_from(["harbour", "Harbour", "é", "sold", "\ud800"])

CORRECTIONS: list[Callable[[Briefing], Correction]] = [
    lambda made: speaker_correction(made, made.statements[0].id, "Charles Babbage"),
    lambda made: speaker_correction(made, made.statements[0].id, "The Harbour Post"),
    lambda made: stance_correction(made, made.statements[0].id, "warns"),
    lambda made: stance_correction(made, made.statements[0].id, "opposes"),
    lambda made: stakeholder_correction(made, made.stakeholders[0].id, "A. Byron"),
    lambda made: removal(made, made.statements[0].id),
    lambda made: addition_of_words(made, "The council keeps the harbour.", speaker="The council"),
    lambda made: headline_correction(made, "The harbour stays\ud800"),
]


def analysed_again(number: int, way: int) -> Briefing:
    """Another analysis of the same article: other ids, other follow-ups, other headlines."""
    made = numbered(number)
    first, second = made.follow_ups
    follow_ups: tuple[FollowUp, ...] = (
        made.follow_ups,
        (replace(second, id="f1"), replace(first, id="f2")),
        (replace(first, text="Confirm it with the treasurer."),),
        (
            FollowUp("f1", FollowUpKind.DATE, "The vote.", "2026-05", FollowUpState.SUGGESTED, ()),
            replace(first, id="f2"),
        ),
        (),
    )[way]
    return replace(made, follow_ups=follow_ups, made_by=replace(made.made_by, at=f"2026-03-0{way + 2}T12:00:00+00:00"))


class LibraryOfTwo(RuleBasedStateMachine):
    """Two handles on one directory do anything; a third reads after each step what the model says."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        self.model = Model()
        self.handles = [self.opened(0), self.opened(1)]
        self.steps: list[list[int]] = [[], []]
        self.polled = [0, 0]
        self.there = [False, False]
        self.compacted: list[set[int]] = [set(), set()]

    def opened(self, who: int) -> Library:
        return Library.open(self.directory, clock=lambda: self.now, by=f"{who}")

    def teardown(self) -> None:
        for handle in self.handles:
            handle.close()
        shutil.rmtree(self.directory)

    @property
    def at(self) -> str:
        return self.now.isoformat(timespec="microseconds")

    def doing(self, who: int) -> tuple[Library, dict[str, str]]:
        self.now += timedelta(seconds=1)
        return self.handles[who], {"by": f"{who}"}

    def note_step(self, who: int, before: int) -> None:
        self.steps[who] += [done.number for done in self.model.done[before:]]

    def kept(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.model.tree["kept"])))

    @initialize(numbers=st.sets(ARTICLES))
    def begin(self, numbers: set[int]) -> None:
        for number in numbers:
            self.add(0, number)

    @rule(who=st.integers(0, 1), number=ARTICLES)
    def add(self, who: int, number: int) -> None:
        library, by = self.doing(who)
        before = len(self.model.done)
        assert library.add(numbered(number), original_of(number)) == self.model.add(numbered(number), self.at, **by)
        self.note_step(who, before)

    @precondition(lambda self: self.model.tree["kept"])
    @rule(
        who=st.integers(0, 1),
        data=st.data(),
        what=st.sampled_from(["remove", "tag", "note", "own", "correct", "withdraw", "reanalyse"]),
    )
    def change(self, who: int, data: st.DataObject, what: str) -> None:
        library, by = self.doing(who)
        before, id = len(self.model.done), self.kept(data)
        if what == "remove":
            library.remove(id)
            self.model.remove(id, self.at, **by)
        elif what == "tag":
            tags, gone = data.draw(st.lists(TAGS, max_size=2)), data.draw(st.lists(TAGS, max_size=1))
            assert library.tag(id, *tags, remove=gone) == self.model.tag(id, tags, gone, **by)
        elif what == "note":
            text = data.draw(TEXTS | st.just(" \n"))
            library.note(id, text)
            self.model.note(id, text, **by)
        elif what == "own":
            text, due = data.draw(TEXTS), data.draw(DUES) or None
            spans = self.model.get(id).statements[0].content if self.model.get(id).statements else ()
            given = library.add_follow_up(id, text, due=due, spans=spans)
            assert given == self.model.add_follow_up(id, text, due, spans, **by)
        elif what == "correct":
            try:
                correction = data.draw(st.sampled_from(CORRECTIONS))(self.model.get(id))
            except (CorrectionError, IndexError):
                return
            assert library.correct(id, correction) == self.model.correct(id, correction, **by)
        elif what == "withdraw":
            held = sorted(self.model.tree["kept"][id]["corrections"])
            if held:
                library.withdraw(id, cid := data.draw(st.sampled_from(held)))
                self.model.withdraw(id, cid, **by)
        else:
            number = next(n for n in range(3) if numbered(n).id == id)
            again = analysed_again(number, data.draw(st.integers(0, 4)))
            assert library.reanalyse(id, again) == self.model.reanalyse(id, again, **by)
        self.note_step(who, before)

    @precondition(lambda self: any(self.model.get(id).follow_ups for id in self.model.tree["kept"]))
    @rule(who=st.integers(0, 1), data=st.data(), field=st.sampled_from(["state", "due", "text"]))
    def follow_up(self, who: int, data: st.DataObject, field: str) -> None:
        library, by = self.doing(who)
        before, kept = len(self.model.done), sorted(self.model.tree["kept"])
        id = data.draw(st.sampled_from([id for id in kept if self.model.get(id).follow_ups]))
        follow_up = data.draw(st.sampled_from([f.id for f in self.model.get(id).follow_ups]))
        value = data.draw({"state": STATES, "due": DUES, "text": TEXTS}[field])
        library.set_follow_up(id, follow_up, **{field: value})  # type: ignore[arg-type]
        self.model.set_follow_up(id, follow_up, **by, **{field: value})
        self.note_step(who, before)

    @rule(who=st.integers(0, 1), name=NAMES, alias=NAMES | st.none())
    def alias(self, who: int, name: str, alias: str | None) -> None:
        library, by = self.doing(who)
        before = len(self.model.done)
        if alias is None:
            library.unalias(name)
            self.model.unalias(name, **by)
        else:
            library.alias(name, alias)
            self.model.alias(name, alias, **by)
        self.note_step(who, before)

    @precondition(lambda self: self.model.done)
    @rule(who=st.integers(0, 1), data=st.data(), which=st.sampled_from(["own", "own", "anyones", "number"]))
    def undo(self, who: int, data: st.DataObject, which: str) -> None:
        library, by = self.doing(who)
        if which == "own":
            number = self.steps[who][-1] if self.steps[who] else None
            undo = library.undo
        elif which == "anyones":
            number = self.model.last_to_undo()

            def undo() -> str | None:
                return library.undo(anyones=True)
        else:
            number = data.draw(st.integers(1, len(self.model.done)))

            def undo() -> str | None:
                return library.undo(number)

            if number in self.model.undone():
                try:
                    undo()
                except LibraryError as error:
                    assert "taken back already" in str(error)
                else:
                    raise AssertionError("it was taken back twice")
                return
        if number is None:
            assert undo() is None
            return
        self.steps[who] = [step for step in self.steps[who] if step != number]
        if self.model.undo(number, **by):
            assert undo()
        else:
            try:
                undo()
            except ChangedSinceError:
                return
            raise AssertionError("what was changed since was taken back")

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.handles[who].close()
        self.handles[who] = self.opened(who)
        self.steps[who] = []
        self.polled[who] = len(self.model.done)
        self.there[who] = (self.directory / "catalogue.json").exists()
        self.compacted[who].clear()

    @rule(who=st.integers(0, 1))
    def compact(self, who: int) -> None:
        self.handles[who].compact()
        self.compacted[1 - who].add(len(self.model.done))

    @rule(who=st.integers(0, 1))
    def poll(self, who: int) -> None:
        changes = self.handles[who].poll()
        others = [done for done in self.model.done[self.polled[who] :] if done.by != f"{who}"]
        touched = {path[1] for done in others for path, _, _ in done.places if path[0] == "kept"}
        aliased = any(path[0] == "aliases" for done in others for path, _, _ in done.places)
        if self.compacted[who] or aliased or not self.there[who]:
            assert changes.everything or changes.ids >= touched
        else:
            assert (changes.ids, changes.everything) == (touched, False)
        self.polled[who] = len(self.model.done)
        self.there[who] = (self.directory / "catalogue.json").exists()
        self.compacted[who].clear()

    @invariant()
    def both_and_a_new_reader_see_what_the_model_says(self) -> None:
        expected = self.model.seen()
        assert seen(self.handles[0]) == expected
        assert seen(self.handles[1]) == expected
        with Library.open(self.directory, readonly=True) as reader:
            assert seen(reader) == expected
            assert {id: reader.original(id) for id in expected["notes"]} == {
                numbered(n).id: original_of(n) for n in range(3) if numbered(n).id in expected["notes"]
            }
            assert reader.damage is None
            history = reader.history()
        numbers = dict.fromkeys(change.number for change in history)
        told = [done.number for done in reversed(self.model.done)]
        assert list(numbers) == told
        assert {change.number for change in history if change.undone} == self.model.undone()
        assert {change.number: change.by for change in history} == {done.number: done.by for done in self.model.done}


TestLibraryOfTwo = LibraryOfTwo.TestCase
TestLibraryOfTwo.settings = settings(
    max_examples=500 if FULL else 15,
    stateful_step_count=40 if FULL else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_a_briefing_of_the_tests_has_what_can_be_corrected() -> None:
    assert all(how(a_briefing()) for how in CORRECTIONS)
