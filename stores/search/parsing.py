"""From what is typed into a search to what is asked: words, "phrases", and fields such as speaker:byron."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from stores.errors import LibraryError
from stores.search.folding import folded
from stores.search.query import Query
from stores.search.records import Name, asking

_FIELDS = ("speaker", "stakeholder", "stance", "outlet", "tag", "after", "before")
_QUOTES = '"“”„‟＂'
_TERM = re.compile(
    rf"(?:(?P<field>{'|'.join(_FIELDS)}):)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|$)|(?P<word>[^\s{_QUOTES}]+)|(?<=:))",
    re.IGNORECASE,
)
_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def parse(words: str, aliases: Mapping[str, Sequence[str]] | None = None) -> Query:
    """Return what is asked by `words`.

    Words and "phrases" (straight or curly quotes; an unclosed one runs to the end) must all occur, as parts of
    words too, anywhere in the briefing. `speaker:`, `stakeholder:` and `stance:` must hold of one statement, where
    a position of that stakeholder will do for the stance; where one of them is given several times, each must hold
    with the others. `outlet:` is part of the outlet's name, `tag:` a whole tag. `after:` and `before:` take 2026,
    2026-03 or 2026-03-01 and ask for the day it was published, or else added: after:2026-03-01 includes that day,
    before:2026-03-01 excludes it. A value with spaces is quoted: speaker:"Ada Byron". Other fields are plain words.

    `aliases` are those that hold, from a name to the others of the same party: a name that is part of one of them
    stands for them all.

    Raises LibraryError, in one sentence, when there is nothing to search for or a value cannot be.
    """
    terms = _terms(words)
    if not any(terms.values()):
        raise LibraryError("There is nothing to search for: give a word.")
    groups = [{folded(name) for name in (first, *others)} for first, others in (aliases or {}).items()]
    named = {field: [_name(value, groups) for value in terms[field]] for field in ("speaker", "stakeholder", "outlet")}
    together = (named["speaker"], named["stakeholder"], [_stance(value) for value in terms["stance"]])
    return Query(
        words=tuple(terms[""]),
        said=_said(*together) if any(together) else (),
        names=tuple(name.part for name in named["speaker"] + named["stakeholder"] if not name.others),
        outlets=tuple(named["outlet"]),
        tags=tuple(terms["tag"]),
        since=max((_day(value, "after") for value in terms["after"]), default=None),
        until=min((_day(value, "before") for value in terms["before"]), default=None),
    )


def _terms(words: str) -> dict[str, list[bytes]]:
    """Return the folded values of each field, plain words under ""."""
    terms: dict[str, list[bytes]] = {field: [] for field in ("", *_FIELDS)}
    for term in _TERM.finditer(words):
        field = (term["field"] or "").casefold()
        value = folded(term["quoted"] or term["word"] or "")
        if value:
            terms[field].append(value)
        elif field:
            raise LibraryError(f"There is nothing right after '{field}:': put its value there, a longer one in quotes.")
    return terms


def _name(value: bytes, groups: list[set[bytes]]) -> Name:
    of_same_party = [group for group in groups if any(value in name for name in group)]
    return Name(value, frozenset().union(*of_same_party))


def _said(speakers: list[Name], stakeholders: list[Name], stances: list[str]) -> tuple[re.Pattern[bytes], ...]:
    """Return what is asked of statements: each value together with each value of the other fields."""
    anyone: list[Name | None] = [None]
    anything: list[str | None] = [None]
    return tuple(
        asking(speaker, stakeholder, stance)
        for speaker in speakers or anyone
        for stakeholder in stakeholders or anyone
        for stance in stances or anything
    )


def _stance(value: bytes) -> str:
    from briefing.model import Stance  # most searches ask for no stance

    stance = value.decode("utf-8", "replace")
    if stance not in list(Stance):
        raise LibraryError(f"A stance cannot be '{stance}', only {', '.join(Stance)}.")
    return stance


def _day(value: bytes, field: str) -> str:
    """Return the first day of a date."""
    written = value.decode("utf-8", "replace")
    try:
        if not _DATE.fullmatch(written):
            raise ValueError(written)
        return date.fromisoformat((written + "-01-01")[:10]).isoformat()
    except ValueError:
        raise LibraryError(
            f"'{written}' is no date: write {field}:2026, {field}:2026-03 or {field}:2026-03-01."
        ) from None
