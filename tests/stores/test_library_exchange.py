"""A library goes out as lines that a stranger can read, and comes in again as it was; what is not sound stays out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from briefings import a_briefing, numbered
from hypothesis import example, given, settings
from hypothesis import strategies as st
from worked_on import body, everything, smudged, ticking, work

from briefing import contract
from briefing.corrections import headline_correction, removal, speaker_correction, stance_correction
from briefing.errors import ReadoutError
from briefing.model import Briefing
from stores import Library, LibraryError
from stores.doctor import examine

Line = dict[str, Any]


def exported(directory: Path) -> list[str]:
    with Library.open(directory, readonly=True) as library:
        return list(library.export())


def told(directory: Path) -> dict[str, list[str]]:
    """What was done to each briefing, in words, without its import."""
    with Library.open(directory, readonly=True) as library:
        return {
            entry.id: [change.what for change in library.history(entry.id) if not change.what.startswith("Imported")]
            for entry in library.entries()
        }


@pytest.fixture
def worked_on(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "worked_on", clock=ticking()) as library:
        ids = work(library)
        made = library.get(ids[0])
        library.correct(ids[0], stance_correction(made, "s1", "warns"))
        library.correct(ids[0], headline_correction(made, "A better headline\u200b"))
        library.compact()
    return tmp_path / "worked_on"


def test_a_stranger_can_read_what_is_in_a_line(worked_on: Path) -> None:
    aliases, *records = map(json.loads, exported(worked_on))
    assert aliases == {"schema": "readout.aliases/1", "aliases": {"Ada Byron": ["the mayor", "Mayor Byron"]}}
    assert [record["schema"] for record in records] == ["readout.record/1"] * 3
    assert [record["added"] for record in records] == sorted(record["added"] for record in records)
    first, second, _ = records
    assert contract.from_json(first["briefing"]) == numbered(0)
    assert first["note"] == "The second half contradicts the first.\nCheck with Åsa."
    assert [(f["id"], f["state"], f["due"]) for f in first["follow_ups"]] == [
        ("f1", "open", "2026-12-01"),
        ("f2", "suggested", "2026-04"),
    ]
    assert [(c["id"], c["kind"], c["value"]) for c in first["corrections"]] == [
        ("c1", "stance", "warns"),
        ("c2", "headline", "A better headline\u200b"),
    ]
    assert first["history"][0]["what"] == "Kept: Harbour kept, part 0"
    assert [change["number"] for change in first["history"]] == list(range(1, len(first["history"]) + 1))
    assert second["tags"] == ["Harbour", "money"]
    assert [contract.from_json(analysis["briefing"]) for analysis in second["analyses"]] == [numbered(1)]


def test_letters_stand_as_they_are_and_what_cannot_be_seen_is_escaped(worked_on: Path) -> None:
    for line in exported(worked_on):
        assert line.isprintable()
        assert json.loads(line)
    first = exported(worked_on)[1]
    assert "Åsa" in first
    assert "“Not for 0 million,”" in first
    assert r"A better headline\u200b" in first


def test_briefings_can_be_chosen_by_the_beginnings_of_their_ids(worked_on: Path) -> None:
    with Library.open(worked_on, readonly=True) as library:
        ids = [entry.id for entry in library.entries()]
        lines = [json.loads(line) for line in library.export([ids[0][:6], ids[1], ids[0]])]
        assert [line["id"] for line in lines] == [ids[1], ids[0]]
        with pytest.raises(LibraryError, match="There is no briefing"):
            list(library.export(["nowhere"]))


def test_all_comes_back_in_another_library_as_it_was(worked_on: Path, tmp_path: Path) -> None:
    lines = exported(worked_on)
    with Library.open(tmp_path / "other", by="import") as other:
        imported = other.import_(lines)
        assert imported.added == tuple(json.loads(line)["id"] for line in lines[1:])
        assert (imported.held, imported.refused) == ((), ())
        assert other.history()[0].what.startswith("Imported: ")
        assert other.history()[0].by == "import"
    assert everything(tmp_path / "other") == everything(worked_on)
    assert exported(tmp_path / "other") == lines
    assert told(tmp_path / "other") == told(worked_on)
    assert [finding for finding in examine(tmp_path / "other") if finding.damage] == []


def test_what_is_held_already_is_left_as_it_is(worked_on: Path, tmp_path: Path) -> None:
    lines = exported(worked_on)
    with Library.open(tmp_path / "other") as other:
        id = other.add(numbered(0))
        other.note(id, "ours")
        imported = other.import_(lines)
        assert imported.held == (id,)
        assert len(imported.added) == 2
        assert other.note_of(id) == "ours"
        assert len(other.import_(lines).held) == 3


def test_an_id_that_another_article_has_gets_a_number(tmp_path: Path) -> None:
    for name, made in (("one", numbered(0)), ("other", replace(numbered(1), id=numbered(0).id))):
        with Library.open(tmp_path / name) as library:
            library.add(made)
    with Library.open(tmp_path / "other") as other:
        assert other.import_(exported(tmp_path / "one")).added == (f"{numbered(0).id}-2",)
        assert len(other.entries()) == 2


@pytest.mark.parametrize("id", ["../../etc/passwd", "ÄÖ", "", "A" * 10, "x" * 200, "a/b", "-rf", "a.2"])
def test_an_id_that_cannot_be_a_files_name_gives_way_to_one_that_can(tmp_path: Path, id: str) -> None:
    with Library.open(tmp_path / "one") as library:
        library.add(numbered(0))
    record = json.loads(exported(tmp_path / "one")[0])
    with Library.open(tmp_path / "other") as other:
        imported = other.import_([json.dumps(record | {"id": id})])
        assert imported.added == (numbered(0).article.sha256[:10],)
        assert other.get(imported.added[0]).article == numbered(0).article


def test_each_briefing_is_taken_back_by_itself(worked_on: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "other") as other:
        added = other.import_(exported(worked_on)).added
        assert other.undo() is not None
        assert {entry.id for entry in other.entries()} == set(added[:-1])
        (number,) = [change.number for change in other.history(added[0]) if change.what.startswith("Imported")]
        assert other.undo(number) == "No longer kept: A better headline\u200b"
        assert [entry.id for entry in other.entries()] == [added[1]]


def test_what_was_done_elsewhere_cannot_be_taken_back_here(worked_on: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "other") as other:
        id = other.import_(exported(worked_on)).added[0]
        changes = other.history(id)
        assert {change.number for change in changes[1:]} == {0}
        with pytest.raises(LibraryError, match="There is no change 0"):
            other.undo(0)


def a_record() -> Line:
    return {
        "schema": "readout.record/1",
        "id": "abc",
        "added": "2026-03-01T12:00:00+00:00",
        "briefing": contract.to_json(a_briefing()),
    }


def test_a_record_made_by_hand_needs_little(tmp_path: Path) -> None:
    by_hand = a_record() | {
        "tags": ["  Harbour  ", "harbour", "a b"],
        "note": "\nmine\n",
        "follow_ups": [
            {"id": "f1", "kind": "confirm", "text": "Confirm it.", "due": None, "state": "done", "spans": []},
            {"id": "mine", "kind": "own", "text": "Ring her", "due": "2026-12", "state": "open", "spans": []},
        ],
        "corrections": [{"at": "2026-03-01", "kind": "headline", "words": [], "value": "Mine", "was": None}],
        "history": [{"number": 7, "at": "2026-03-01T12:00:00Z", "by": "hand", "what": "Typed"}],
    }
    with Library.open(tmp_path) as library:
        assert library.import_(["\ufeff" + json.dumps(by_hand), "", "  \n"]).added == ("abc",)
        made = library.get("abc")
        assert made.headline.text == "Mine"
        assert [(f.id, f.text, f.state) for f in made.follow_ups] == [
            ("f1", "Confirm it.", "done"),
            ("f2", "Ask who would buy.", "suggested"),
            ("mine", "Ring her", "open"),
        ]
        assert library.note_of("abc") == "mine"
        assert [(entry.tags, entry.open, entry.suggested) for entry in library.entries()] == [
            (("a b", "harbour"), 1, 1)
        ]
        assert [change.what for change in library.history("abc")][1:] == ["Typed"]
    (line,) = exported(tmp_path)
    with Library.open(tmp_path / "again") as library:
        library.import_([line])
    assert exported(tmp_path / "again") == [line]


def of_its_briefing(**changes: Any) -> Callable[[Line], Line]:
    return lambda record: record | {"briefing": record["briefing"] | changes}


def with_text(record: Line) -> Line:
    article = record["briefing"]["article"]
    return of_its_briefing(article=article | {"text": article["text"] + " And more."})(record)


def with_a_span_elsewhere(record: Line) -> Line:
    statement = record["briefing"]["statements"][0]
    moved = [span | {"start": span["start"] + 1, "end": span["end"] + 1} for span in statement["content"]]
    return of_its_briefing(statements=[statement | {"content": moved}])(record)


REFUSED: list[tuple[str | Callable[[Line], Any], str]] = [
    ("no JSON", "is no JSON"),
    ("[" * 100_000, "is no JSON"),
    ('{"schema": "readout.record/1", "added": NaN}', "is no JSON"),
    ('{"schema": "readout.record/1", "added": 1e999}', "is no JSON"),
    ("[]", "is no JSON object"),
    ("{}", "is neither readout.record/1"),
    (lambda record: record | {"schema": "readout.record/2"}, "is neither readout.record/1"),
    (lambda record: record["briefing"], "is neither readout.record/1"),
    (lambda record: {name: record[name] for name in ("schema", "id")}, "lacks added, briefing"),
    (lambda record: record | {"colour": "red"}, "does not know: colour"),
    (lambda record: record | {"id": 7}, "id that is no text"),
    (lambda record: record | {"added": "yesterday"}, "added that is no moment"),
    (lambda record: record | {"briefing": None}, "no sound briefing"),
    (of_its_briefing(headline=None), "no sound briefing"),
    (of_its_briefing(extra=1), "no sound briefing"),
    (with_a_span_elsewhere, "not verbatim"),
    (with_text, "whose text is not the one that its sha256 names"),
    (lambda record: record | {"analyses": [record["briefing"]]}, r"analyses\[0\] that is no"),
    (lambda record: record | {"analyses": [{"at": "2026", "briefing": {}}]}, r"analyses\[0\]"),
    (lambda record: record | {"tags": "harbour"}, "tags that is no list"),
    (lambda record: record | {"tags": [1]}, "tags that is no text"),
    (lambda record: record | {"note": ["a"]}, "note that is no text"),
    (lambda record: record | {"follow_ups": [{"id": "mine", "kind": "own"}]}, "cannot be put together"),
    (lambda record: record | {"follow_ups": ["f1"]}, "follow_ups that are none"),
    (lambda record: record | {"changes": {"follow_ups": {"f1": {"state": "gone"}}}}, "cannot be one"),
    (lambda record: record | {"changes": {"follow_ups": {"f1": {"due": "soon"}}}}, "cannot be one"),
    (lambda record: record | {"changes": {"follow_ups": {"f1": {"due": "2026-13"}}}}, "cannot be one"),
    (lambda record: record | {"changes": {"follow_ups": {"f1": {"text": " "}}}}, "without a text"),
    (lambda record: record | {"changes": {"follow_ups": {"f1": {"state": None}}}}, "no text"),
    (lambda record: record | {"changes": {"follow_ups": {"f9": {"state": "done"}}}}, "do not fit"),
    (lambda record: record | {"changes": {"follow_ups": {"o1": {"copy": {"kind": "own"}}}}}, "put together"),
    (lambda record: record | {"changes": {"follow_ups": {"o1": {"copy": {"due": None}}}}}, "no follow-up"),
    (lambda record: record | {"changes": {"ids": {"f1": "f2"}}}, "changes.ids"),
    (lambda record: record | {"changes": {"ids": {"f7": "f8"}}}, "changes.ids"),
    (lambda record: record | {"changes": []}, "no object"),
    (
        lambda record: (
            record
            | {"follow_ups": record["briefing"]["follow_ups"], "changes": {"follow_ups": {"f1": {"state": "done"}}}}
        ),
        "not what its changes make",
    ),
    (lambda record: record | {"corrections": [{"kind": "headline"}]}, r"corrections\[0\].at"),
    (lambda record: record | {"corrections": [{"at": "2026-01-01", "kind": "mood", "words": []}]}, "no sound correc"),
    (
        lambda record: record | {"corrections": [{"at": "2026-01-01", "id": "x", "kind": "headline", "words": []}]},
        "an id that cannot be one",
    ),
    (lambda record: record | {"history": ["Kept"]}, r"history\[0\]"),
    (lambda record: record | {"history": [{"at": "", "by": "", "what": 1}]}, r"history\[0\].what"),
    ('{"schema": "readout.aliases/1"}', "has no aliases"),
    ('{"schema": "readout.aliases/1", "aliases": {"A": "B"}}', "no list of names"),
    ('{"schema": "readout.aliases/1", "aliases": {"A": [" "]}}', "no list of names"),
]


@pytest.mark.parametrize(("harm", "complaint"), REFUSED)
def test_a_line_that_is_not_sound_is_left_out_and_the_others_stay(
    tmp_path: Path, harm: str | Callable[[Line], Any], complaint: str
) -> None:
    bad = harm if isinstance(harm, str) else json.dumps(harm(a_record()))
    good = a_record() | {"briefing": contract.to_json(numbered(1)), "id": "good"}
    with Library.open(tmp_path) as library:
        imported = library.import_([bad, json.dumps(good)])
        assert imported.added == ("good",)
        (refused,) = imported.refused
        assert refused.startswith("Line 1 was left out: it ")
        assert "\n" not in refused
        assert re.search(complaint, refused)
        assert [entry.id for entry in library.entries()] == ["good"]
        assert library.aliases() == {}
    assert [path.name for path in tmp_path.glob("b/*/*.json")] == ["good.json"]


def test_other_names_that_stand_for_another_here_are_left_so(tmp_path: Path) -> None:
    line = json.dumps({"schema": "readout.aliases/1", "aliases": {"B": ["x", "y"], "A": ["z"]}})
    with Library.open(tmp_path) as library:
        library.alias("A", "x")
        imported = library.import_([line])
        assert imported.refused == ("Line 1: 'x' stands for A here and is left so.",)
        assert library.aliases() == {"A": ("x", "z"), "B": ("y",)}


def test_a_damaged_briefing_is_told_of_once_the_others_are_out(worked_on: Path) -> None:
    with Library.open(worked_on, readonly=True) as library:
        id = library.entries()[0].id
        smudged(body(worked_on, id))
        lines = library.export()
        assert [json.loads(next(lines)).get("id") for _ in range(3)][1:] == [
            entry.id for entry in library.entries()[:0:-1]
        ]
        with pytest.raises(LibraryError, match="Not exported: 1 of 3 briefings"):
            next(lines)


QUOTES = ["“We will not sell it,”", "“Nev\ud800er,”", "“Über’s Wasser\u202e,”"]
WORDS = st.text(st.characters(codec=None, categories=["L", "N", "P", "Zs", "Cc", "Cf", "Cs"]), max_size=12)
IDS = st.integers(0, 2)
OPERATIONS = st.one_of(
    st.tuples(st.just("add"), IDS),
    st.tuples(st.just("remove"), IDS),
    st.tuples(st.just("note"), IDS, WORDS),
    st.tuples(st.just("tag"), IDS, WORDS),
    st.tuples(st.just("state"), IDS, st.sampled_from(["f1", "f2", "o1"]), st.sampled_from(["open", "done", "dropped"])),
    st.tuples(st.just("due"), IDS, st.sampled_from(["f1", "f2", "o1"]), st.sampled_from(["", "2026", "2027-02-03"])),
    st.tuples(st.just("text"), IDS, st.sampled_from(["f1", "f2", "o1"]), WORDS),
    st.tuples(st.just("own"), IDS, WORDS),
    st.tuples(st.just("correct"), IDS, st.integers(0, 3)),
    st.tuples(st.just("withdraw"), IDS, st.sampled_from(["c1", "c2"])),
    st.tuples(st.just("reanalyse"), IDS, st.integers(0, 2)),
    st.tuples(st.just("alias"), st.just(0), WORDS),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("compact"), st.just(0)),
)


def carried_out(library: Library, operation: tuple[Any, ...]) -> None:
    """Do it, if it can be done."""
    what, which, *more = operation
    article = {"title": f"Harbour {which}\u2028", "url": f"https://a.example/{which}"}
    made = a_briefing(QUOTES[which], **article)
    given: Briefing = library.get(made.id) if library.holds(made.article) else made
    corrections: list[Callable[[], Any]] = [
        lambda: headline_correction(given, "Another\u0085 headline"),
        lambda: stance_correction(given, "s1", "warns"),
        lambda: speaker_correction(given, "s1", "the deputy mayor"),
        lambda: removal(given, "s1"),
    ]
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: library.add(made),
        "remove": lambda: library.remove(made.id),
        "note": lambda: library.note(made.id, more[0]),
        "tag": lambda: library.tag(made.id, more[0]),
        "state": lambda: library.set_follow_up(made.id, more[0], state=more[1]),
        "due": lambda: library.set_follow_up(made.id, more[0], due=more[1]),
        "text": lambda: library.set_follow_up(made.id, more[0], text=more[1]),
        "own": lambda: library.add_follow_up(made.id, more[0]),
        "correct": lambda: library.correct(made.id, corrections[more[0]]()),
        "withdraw": lambda: library.withdraw(made.id, more[0]),
        "reanalyse": lambda: library.reanalyse(
            made.id, a_briefing(QUOTES[which], question=f"Question {more[0]}?", **article)
        ),
        "alias": lambda: library.alias("Ada Byron", more[0] + "x"),
        "undo": library.undo,
        "compact": library.compact,
    }
    try:
        acts[what]()
    except ReadoutError:
        return


@settings(max_examples=25, deadline=None)
@example(operations=[("tag", 0, "a b"), ("tag", 0, " a  b ")])
@given(operations=st.lists(OPERATIONS, max_size=14))
def test_any_library_that_goes_out_comes_in_as_it_was(
    operations: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    with Library.open(here, clock=ticking()) as library:
        for operation in [("add", 0), ("add", 1), *operations]:
            carried_out(library, operation)
    lines = exported(here)
    with Library.open(there, by="import") as library:
        imported = library.import_(line.encode().decode() for line in lines)
    assert imported.refused == ()
    assert everything(there) == everything(here)
    assert told(there) == told(here)
    assert exported(there) == lines
