"""What a library should hold, as plain dictionaries: for tests that do anything to a real one and compare."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.corrections import Correction, corrected, told
from briefing.model import Briefing, FollowUp, FollowUpKind, FollowUpState, Span
from stores import Entry, Library
from stores.aliases import together

Path = tuple[str, ...]
Tree = dict[str, Any]

GONE = object()
"""Stands for what is not there."""

NOWHERE = object()
"""Stands for what could not be there, because what it would be part of is not."""


@dataclass(frozen=True)
class Done:
    """One commit: which places of the tree it changed, from what and to what, and which commit it took back."""

    number: int
    by: str
    places: tuple[tuple[Path, Any, Any], ...]
    undoes: int | None = None


@dataclass
class Model:
    """A library: `tree` is what is so now, `done` all commits, `ever` how many analyses an id ever had."""

    tree: Tree = field(default_factory=lambda: {"kept": {}, "removed": {}, "aliases": {}})
    done: list[Done] = field(default_factory=list)
    ever: dict[str, int] = field(default_factory=dict)

    def copied(self) -> "Model":
        """Return another that is changed apart from this one."""
        return Model(_copy(self.tree), list(self.done), dict(self.ever))

    # What is done

    def add(self, briefing: Briefing, at: str, by: str = "") -> str:
        """Keep a briefing, unless one of its article is kept."""
        for id, kept in self.tree["kept"].items():
            if kept["analyses"][-1][1].article.sha256 == briefing.article.sha256:
                return str(id)
        id = briefing.id
        head = {"added": at, "analyses": ((self._number(id), briefing),), "rows": {}, "corrections": {}}
        self._change(by, lambda tree: tree["kept"].__setitem__(id, head))
        return id

    def remove(self, id: str, at: str, by: str = "") -> None:
        """Keep a briefing no longer."""
        numbers = {number for number, _ in self.tree["kept"][id]["analyses"]}
        earlier = self.tree["removed"].get(id, {"numbers": frozenset()})["numbers"]

        def change(tree: Tree) -> None:
            del tree["kept"][id]
            tree["removed"][id] = {"at": at, "numbers": earlier | numbers}

        self._change(by, change)

    def reanalyse(self, id: str, briefing: Briefing, by: str = "") -> int:
        """Keep a further analysis: follow-ups that were worked on are found again, or stay as they were."""
        kept = self.tree["kept"][id]
        was = {f.id: f for f in self._follow_ups(kept, laid_over=False)}
        free, rows, ids = list(briefing.follow_ups), {}, {}
        for fid, row in kept["rows"].items():
            old = was[fid]
            rest = {name: value for name, value in row.items() if name != "copy"}
            match = next((f for f in free if _alike(old, f)), None)
            if match is None:
                rows[fid] = rest | {"copy": old}
            else:
                free.remove(match)
                rows[fid] = rest
                ids[match.id] = fid
        taken = {*kept["rows"], *(f.id for f in free)}
        for f in free:
            if f.id in kept["rows"]:
                ids[f.id] = next(f"f{n}" for n in range(1, 100) if f"f{n}" not in taken)
                taken.add(ids[f.id])
        ids = {there: here for there, here in ids.items() if there != here}
        further = (self._number(id), briefing)

        def change(tree: Tree) -> None:
            head = tree["kept"][id]
            head["analyses"] = (*head["analyses"], further)
            head["rows"] = rows
            head.pop("ids", None)
            if ids:
                head["ids"] = ids

        self._change(by, change)
        return len(kept["analyses"])

    def set_follow_up(self, id: str, follow_up: str, by: str = "", **values: str) -> None:
        """Change what is given and another than now."""
        now = self.get(id).follow_up(follow_up)
        was = {"state": now.state.value, "due": now.due or "", "text": now.text}
        changes = {name: value for name, value in values.items() if value != was[name]}
        if changes:
            self._change(by, lambda tree: tree["kept"][id]["rows"].setdefault(follow_up, {}).update(changes))

    def add_follow_up(self, id: str, text: str, due: str | None, spans: Sequence[Span], by: str = "") -> str:
        """Add one of the user's own."""
        numbers = [int(fid[1:]) for fid in self.tree["kept"][id]["rows"] if re.fullmatch(r"o\d+", fid)]
        fid = f"o{max(numbers, default=0) + 1}"
        copy = FollowUp(fid, FollowUpKind.OWN, text, None, FollowUpState.OPEN, tuple(spans))
        row = {"state": "open", "copy": copy} | ({"due": due} if due else {})
        self._change(by, lambda tree: tree["kept"][id]["rows"].__setitem__(fid, row))
        return fid

    def tag(self, id: str, add: Sequence[str], remove: Sequence[str], by: str = "") -> tuple[str, ...]:
        """Add and take away tags."""
        had = {tag.casefold(): tag for tag in self.tree["kept"][id].get("tags", ())}
        now = {tag.casefold(): tag for tag in add} | had
        for tag in remove:
            now.pop(tag.casefold(), None)
        tags = tuple(sorted(now.values(), key=str.casefold))
        self._set(id, "tags", tags, by)
        return tags

    def note(self, id: str, text: str, by: str = "") -> None:
        """Write the note, an empty one takes it away."""
        self._set(id, "note", text.strip("\n") if text.strip() else "", by)

    def correct(self, id: str, correction: Correction, by: str = "") -> str:
        """Keep a correction."""
        numbers = [int(cid[1:]) for cid in self.tree["kept"][id]["corrections"]]
        cid = f"c{max(numbers, default=0) + 1}"
        self._change(by, lambda tree: tree["kept"][id]["corrections"].__setitem__(cid, correction))
        return cid

    def withdraw(self, id: str, cid: str, by: str = "") -> None:
        """Keep a correction no longer."""
        self._change(by, lambda tree: tree["kept"][id]["corrections"].pop(cid))

    def alias(self, name: str, alias: str, by: str = "") -> None:
        """Let `alias` stand for `name`."""
        had = self.tree["aliases"].get(name, ())
        if alias not in had:
            self._change(by, lambda tree: tree["aliases"].__setitem__(name, (*had, alias)))

    def unalias(self, name: str, by: str = "") -> None:
        """Let nothing stand for `name`."""
        if name in self.tree["aliases"]:
            self._change(by, lambda tree: tree["aliases"].pop(name))

    # Taking back

    def last_to_undo(self) -> int | None:
        """The last commit that takes nothing back and is not taken back."""
        undone = self.undone()
        return next((d.number for d in reversed(self.done) if d.undoes is None and d.number not in undone), None)

    def undone(self) -> set[int]:
        """The commits that are taken back now."""
        found: set[int] = set()
        for one in reversed(self.done):
            if one.undoes is not None and one.number not in found:
                found.add(one.undoes)
        return found

    def undo(self, number: int, by: str = "") -> bool:
        """Take the commit back, unless what it changed is no longer as it left it."""
        places = self.done[number - 1].places
        if any(_at(self.tree, path) != after for path, _, after in places) or self._worked_on_since(number):
            return False
        for path, before, _ in places:
            _put(self.tree, path, before)
        self.done.append(Done(len(self.done) + 1, by, tuple((p, a, b) for p, b, a in places), number))
        return True

    def _worked_on_since(self, number: int) -> bool:
        """Whether follow-ups were changed since, each of which belongs to the analysis that would go."""
        analysed = {path[1] for path, _, _ in self.done[number - 1].places if path[2:] == ("analyses",)}
        tree = _copy(self.tree)
        for later in reversed(self.done[number:]):
            for path, before, _ in later.places:
                _put(tree, path, before)
        return any(_at(tree, ("kept", id, "rows")) != _at(self.tree, ("kept", id, "rows")) for id in analysed)

    # What is so

    def get(self, id: str) -> Briefing:
        """The briefing as the user sees it."""
        kept = self.tree["kept"][id]
        follow_ups = tuple(self._follow_ups(kept))
        made = replace(kept["analyses"][-1][1], id=id, follow_ups=follow_ups)
        corrections = [kept["corrections"][cid] for cid in sorted(kept["corrections"], key=lambda cid: int(cid[1:]))]
        if not corrections and not self.tree["aliases"]:
            return made
        result = corrected(made, corrections, together(self.tree["aliases"], {}))
        orphans = tuple(f"Not applied, its words are gone: {told(corrections[n])}" for n in result.orphaned)
        return replace(result.briefing, notices=result.briefing.notices + orphans)

    def entry(self, id: str) -> Entry:
        """The briefing as a list shows it."""
        kept = self.tree["kept"][id]
        newest: Briefing = kept["analyses"][-1][1]
        states = [f.state.value for f in self._follow_ups(kept)]
        return Entry(
            id,
            self.get(id).headline.text,
            newest.article.outlet,
            newest.article.published,
            kept["added"],
            tuple(kept.get("tags", ())),
            states.count("open"),
            states.count("suggested"),
        )

    def seen(self) -> Tree:
        """All that can be seen of it, as `seen` tells of a real library."""
        kept = self.tree["kept"]
        return {
            "entries": [self.entry(id) for id in sorted(kept, key=lambda id: kept[id]["added"], reverse=True)],
            "briefings": {id: self.get(id) for id in kept},
            "notes": {id: kept[id].get("note", "") for id in kept},
            "analyses": {id: len(kept[id]["analyses"]) for id in kept},
            "corrections": {
                id: {cid: kept[id]["corrections"][cid] for cid in sorted(kept[id]["corrections"])} for id in kept
            },
            "aliases": dict(sorted(self.tree["aliases"].items())),
        }

    def _follow_ups(self, kept: Tree, laid_over: bool = True) -> Iterator[FollowUp]:
        ids, rows = kept.get("ids", {}), kept["rows"]
        text = kept["analyses"][-1][1].article.text
        found = [replace(f, id=ids.get(f.id, f.id)) for f in kept["analyses"][-1][1].follow_ups]
        found += [
            replace(row["copy"], id=id, spans=tuple(s for s in row["copy"].spans if text[s.start : s.end] == s.exact))
            for id, row in rows.items()
            if "copy" in row
        ]
        for follow_up in found:
            row = rows.get(follow_up.id, {}) if laid_over else {}
            yield replace(
                follow_up,
                state=FollowUpState(row.get("state", follow_up.state)),
                due=row.get("due", follow_up.due) or None,
                text=row.get("text", follow_up.text),
            )

    def _number(self, id: str) -> int:
        self.ever[id] = self.ever.get(id, 0) + 1
        return self.ever[id]

    def _set(self, id: str, name: str, value: Any, by: str) -> None:
        def change(tree: Tree) -> None:
            tree["kept"][id].pop(name, None)
            if value:
                tree["kept"][id][name] = value

        self._change(by, change)

    def _change(self, by: str, change: Callable[[Tree], object]) -> None:
        before = _copy(self.tree)
        change(self.tree)
        places = tuple(_differences(before, self.tree))
        if places:
            self.done.append(Done(len(self.done) + 1, by, places))


def seen(library: Library) -> Tree:
    """All that can be seen of a real library."""
    entries = library.entries()
    ids = [entry.id for entry in entries]
    return {
        "entries": entries,
        "briefings": {id: library.get(id) for id in ids},
        "notes": {id: library.note_of(id) for id in ids},
        "analyses": {id: len(library.analyses(id)) for id in ids},
        "corrections": {id: dict(sorted((held.id, held.correction) for held in library.corrections(id))) for id in ids},
        "aliases": dict(sorted(library.aliases().items())),
    }


def _alike(one: FollowUp, other: FollowUp) -> bool:
    if one.kind != other.kind or one.kind is FollowUpKind.OWN:
        return False
    words, others = ([span.exact for span in f.spans] for f in (one, other))
    return (bool(words) and words == others) or one.text.casefold() == other.text.casefold()


def _copy(tree: Any) -> Any:
    return {name: _copy(value) for name, value in tree.items()} if isinstance(tree, dict) else tree


def _differences(before: Tree, after: Tree, at: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name, GONE), after.get(name, GONE)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _differences(one, other, (*at, name))
        elif one != other:
            yield (*at, name), _copy(one), _copy(other)


def _at(tree: Any, path: Path) -> Any:
    *way, last = path
    for name in way:
        if not isinstance(tree, dict) or name not in tree:
            return NOWHERE
        tree = tree[name]
    return tree.get(last, GONE)


def _put(tree: Tree, path: Path, value: Any) -> None:
    *way, last = path
    for name in way:
        tree = tree[name]
    if value is GONE:
        del tree[last]
    else:
        tree[last] = _copy(value)
