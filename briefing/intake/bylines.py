"""Authors' names out of what pages write where an author should stand: "By ANN DOE and Bob Roe, AP Sports Writer"."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|[\w.+-]+@[\w.-]+\w|(?<!\w)@\w+")
_APART = re.compile(r"\s*(?:[;|•·]| [-–—] |\s[&+]\s|\band\b(?=\s))\s*", re.IGNORECASE)
# Elsewhere the word for "and" may be within one name: Ortega y Gasset. It parts two whole ones only.
_AND = re.compile(r"(?<=\w) (?:und|et|y|e|en|og|och) (?=\w+ \w)")
_COMMA = re.compile(r"\s*[,，、]\s*")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# An account's name and no person's: kevin-r, jsmith42, staff_writer.
_SLUG = re.compile(r"[a-z0-9]+[-_.][a-z0-9_.-]*|[a-z]*[0-9]+[a-z0-9]*")
_BIOGRAPHY = re.compile(r" (?:is|was) (?:an? |the )")
# A longer one is a sentence.
_LONGEST = 60


def names_in(written: Iterable[str], *, but: Iterable[str | None] = ()) -> tuple[str, ...]:
    """Return the names of the authors in `written`, each once, in order.

    Left out are addresses, roles, dates, placeholders like "admin", and what is called as one of `but` (the outlet,
    which many pages give as the author of all they print). A news agency is an author like another.
    """
    outlets = {key_of(outlet) for outlet in but if outlet}
    found: dict[str, str] = {}
    for one in written:
        for name in _names(one[: 20 * _LONGEST]):
            if key_of(name) not in outlets:
                found.setdefault(key_of(name), name)
    return tuple(found.values())


def key_of(name: str) -> str:
    """Return what of a name counts when two are compared: its words, without case, article and a site's suffix."""
    words = "".join(re.findall(r"\w+", re.sub(r"\.(?:com|net|org|co\.uk)$", "", name.casefold().strip())))
    return words.removeprefix("the") or words


def _names(written: str) -> list[str]:
    plain = _opened(" ".join(_ADDRESS.sub(" ", written).replace("()", " ").replace("<>", " ").split()))
    plain = _BIOGRAPHY.split(plain)[0]
    found: list[str] = []
    for half in (half for part in _APART.split(plain) for half in _halves(part)):
        pieces = [_trimmed(piece) for piece in _COMMA.split(_opened(half))]
        if len(pieces) == 2 and all(len(piece.split()) == 1 for piece in pieces) and not _is("agency", pieces[1]):
            pieces = [", ".join(pieces)]  # Doe, Jane
        for piece in pieces:
            if found and _is("suffix", piece.replace(".", "")):
                found[-1] = f"{found[-1]}, {piece}"
            elif _is_name(piece):
                found.extend(_without_agency(piece))
    return found


def _halves(part: str) -> list[str]:
    halves = _AND.split(part)
    return halves if all(" " in half for half in halves) else [part]


def _opened(written: str) -> str:
    opening = "|".join(map(re.escape, sorted(_listed()["opening"], key=len, reverse=True)))
    return re.sub(rf"^(?:{opening})(?:\s*:)?\s+", "", written.strip(" \t:,"), flags=re.IGNORECASE)


def _trimmed(piece: str) -> str:
    """Return the piece without a day or month or `Published` that ran into its end."""
    words = piece.strip(' .:/()[]<>-–—"').split()
    while len(words) > 1 and (
        _is("calendar", words[-1].strip(".")) or words[-1].casefold() in ("published", "updated")
    ):
        words.pop()
    return " ".join(words)


def _is_name(piece: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(piece)]
    return (
        bool(words)
        and len(piece) <= _LONGEST
        and not any(_is("role", word) for word in words)
        and not (len(words) == 1 and _is("calendar", words[0]))
        and not _is("nobody", piece)
        and not _SLUG.fullmatch(piece)
        and any(character.isalpha() for character in piece)
        and not any(word.isdigit() for word in words)
    )


def _without_agency(piece: str) -> list[str]:
    """Return the person and the agency that run into each other: JILL LAWLESS Associated Press."""
    words = piece.split()
    for start in range(2, len(words)):
        if _is("agency", " ".join(words[start:])):
            return [" ".join(words[:start]), " ".join(words[start:])]
    return [piece]


def _is(section: str, written: str) -> bool:
    return written.casefold() in _listed()[section]


@cache
def _listed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    section = ""
    for line in Path(__file__).with_name("bylines.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, set()).update(line.split() if section in ("role", "calendar") else [line])
    return {name: frozenset(entries) for name, entries in found.items()}
