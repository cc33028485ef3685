"""Outlets: which stretches of a text name a newspaper, broadcaster or agency."""

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines, words

_Forms = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
_Endings = dict[str, tuple[tuple[str, ...], ...]]


class Outlet(NamedTuple):
    """An outlet's name in the text: tokens `first` to `end`, its "the" included, and the full name."""

    first: int
    end: int
    name: str


@cache
def _listed() -> tuple[_Forms, _Endings]:
    """Return the outlets by the first word of their names, longest first, and the endings that make one by their last.

    Of one last word the endings stand in the order of the file.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    endings: dict[str, list[tuple[str, ...]]] = {}
    section = ""
    for line in lines("outlets.txt"):
        if line[0] == "[":
            section = line
        elif section:
            endings.setdefault(line.split()[-1], []).append(tuple(line.split()))
        else:
            name, _, others = line.partition("|")
            name = name.strip()
            for form in (name, *(other.strip() for other in others.split(",") if other.strip())):
                parts = tuple(form.removeprefix("The ").split())
                by_first.setdefault(parts[0], []).append((parts, name))
    forms = {first: tuple(sorted(several, key=lambda n: -len(n[0]))) for first, several in by_first.items()}
    return forms, {last: tuple(several) for last, several in endings.items()}


def canonical(name: str | None) -> str | None:
    """Return an outlet's full name as the list has it: "HuffPost" for "The Huffington Post"; any other as it is."""
    if name is None:
        return None
    parts = tuple(name.removeprefix("The ").split())
    listed = _listed()[0].get(parts[0], ()) if parts else ()
    return next((full for form, full in listed if form == parts), name)


class Outlets:
    """The outlets that a text names, in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: list[Outlet] = []
        forms, endings = _listed()
        short: dict[str, str] = {}
        i = 0
        while i < len(document.tokens):
            if not document.tokens[i].text[0].isupper() and document.tokens[i].text not in forms:
                i += 1
                continue
            match = self._short(i, short) or self._of_list(i, forms) or self._by_ending(i, endings)
            if match is None:
                i += 1
                continue
            end, name = match
            the = i > 0 and document.tokens[i - 1].low == "the"
            self._found.append(Outlet(i - the, end, name))
            last = name.split()[-1]
            if len(name.split()) > 1 and last in endings:
                short[last] = name
            i = end
        self._starts = [outlet.first for outlet in self._found]

    def before(self, at: int) -> Outlet | None:
        """Return the outlet named last before token `at`, else the first behind it that is no dateline."""
        place = bisect_left(self._starts, at)
        if place:
            return self._found[place - 1]
        tokens = self._document.tokens
        told = (outlet for outlet in self._found if not outlet.first or tokens[outlet.first - 1].text != "(")
        return next(told, self._found[0] if self._found else None)

    def within(self, first: int, end: int) -> list[Outlet]:
        """Return the outlets named among tokens `first` to `end`; a "the" before `first` does not matter."""
        at = bisect_left(self._starts, first - 1)
        found: list[Outlet] = []
        while at < len(self._found) and self._found[at].first < end:
            outlet = self._found[at]
            if outlet.end <= end and (outlet.first >= first or outlet.end > first):
                found.append(Outlet(max(first, outlet.first), outlet.end, outlet.name))
            at += 1
        return found

    def _of_list(self, i: int, forms: _Forms) -> tuple[int, str] | None:
        tokens = self._document.tokens
        for parts, name in forms.get(tokens[i].text.replace("’", "'"), ()):
            end = i + len(parts)
            if any(token.text != part for token, part in zip(tokens[i:end], parts, strict=False)) or end > len(tokens):
                continue
            goes_on = end < len(tokens) and tokens[end].capital
            everyday = len(parts) == 1 and parts[0].lower() in words("everyday_outlets")
            the = i > 0 and tokens[i - 1].low == "the"
            if not everyday or (the and name.startswith("The ") and not goes_on):
                return end, name
        return None

    def _by_ending(self, i: int, endings: _Endings) -> tuple[int, str] | None:
        """Return a name like "Boston Globe": up to three capitals before one of the endings, and no capital after."""
        tokens = self._document.tokens
        low = tokens[i].low
        if not tokens[i].capital or low in words("determiners") or low in words("starters"):
            return None
        if low in words("times") and low not in ("morning", "evening", "today"):
            return None  # "a *September* Boston Globe poll"
        end = i + 1
        while end < min(len(tokens), i + 5) and tokens[end].capital:
            end += 1
        if end < len(tokens) and tokens[end].capital:
            return None
        for ending in endings.get(tokens[end - 1].text, ()):
            if end - len(ending) > i and tuple(token.text for token in tokens[end - len(ending) : end]) == ending:
                the = "The " if i > 0 and tokens[i - 1].low == "the" else ""
                return end, the + " ".join(self._document.text[tokens[i].start : tokens[end - 1].end].split())
        return None

    def _short(self, i: int, short: dict[str, str]) -> tuple[int, str] | None:
        """Return "the Journal" once the article has named The Wall Street Journal."""
        tokens = self._document.tokens
        name = short.get(tokens[i].text)
        if name is None or not i or tokens[i - 1].low != "the" or (i + 1 < len(tokens) and tokens[i + 1].capital):
            return None
        return i + 1, name
