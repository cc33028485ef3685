"""Names: runs of capitalised words, what is a title before them, and which full name a surname stands for."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words

_SMALL = frozenset({"of", "de", "la", "von", "van", "der", "den", "al", "bin", "du", "da", "di", "del", "&"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: tokens `first` to `end`, without the titles and roles before it.

    `titled` says that a personal title or role stands there.
    """

    first: int
    end: int
    titled: bool


def name_in(document: Document, first: int, end: int) -> Name | None:
    """Return the last name among tokens `first` to `end`, or None."""
    found = None
    for found in _names(document, first, end):  # noqa: B007 - the last one is wanted
        pass
    return found


def is_organisation(document: Document, first: int, end: int) -> bool:
    """Whether the name at tokens `first` to `end` is an organisation's by one of its words."""
    low = {token.low for token in document.tokens[first:end]}
    return bool(low & (words("organisation_words") | words("company_endings") | {"of", "for"}))


def _names(document: Document, first: int, end: int) -> Iterator[Name]:
    tokens = document.tokens
    i = first
    while i < end:
        if not _is_part(document, i):
            i += 1
            continue
        past = i + 1
        while past < end and (_is_part(document, past) or _joins(document, i, past, end)):
            past += 1
        titles = [k for k in range(i, past - 1) if _is_title(tokens[k].low)]
        start = titles[-1] + 1 if titles and tokens[titles[-1] + 1].capital else i
        yield Name(start, past, start > 0 and _is_title(tokens[start - 1].low))
        i = past


def _is_title(low: str) -> bool:
    return low in words("titles") or low in words("roles") or low in words("labels")


def _is_part(document: Document, i: int) -> bool:
    token = document.tokens[i]
    if not token.capital or token.low in words("days") or token.low in words("subject_pronouns"):
        return False
    closed = token.low in words("starters") or token.low in words("prepositions") or token.low in words("determiners")
    return not closed or (len(token.text) > 1 and token.text.isupper())


def _joins(document: Document, first: int, i: int, end: int) -> bool:
    """Whether a small word keeps a name together: Ursula von der Leyen, Bank of England, Center for Policy Research."""
    word = document.tokens[i].low
    if i + 1 >= end:
        return False
    following = document.tokens[i + 1]
    if word in _SMALL:
        return following.capital or following.low in _SMALL
    return word in ("for", "and", "on") and following.capital and is_organisation(document, first, i)


class FullNames:
    """The full names of the persons in a text, by surname, in the order in which they stand."""

    def __init__(self, document: Document) -> None:
        runs = [
            run
            for sentence in document.sentences
            for run in _names(document, sentence.first, sentence.end)
            if run.end - run.first >= 2 and not is_organisation(document, run.first, run.end)
        ]
        self._document = document
        self._pairs = {self._text(run.first, run.end) for run in runs if run.end - run.first == 2}
        self._by_surname: dict[str, list[tuple[int, str]]] = {}
        for run in runs:
            surname = document.tokens[run.end - 1].low
            self._by_surname.setdefault(surname, []).append((run.first, self.canonical(run)))
        self._places = {surname: [place for place, _ in names] for surname, names in self._by_surname.items()}

    def canonical(self, name: Name) -> str:
        """Return a person's name without what only stands before it, where the article also has it without."""
        pair = self._text(name.end - 2, name.end) if name.end - name.first > 2 else ""
        if pair in self._pairs or name.end - name.first > 4:
            return pair
        return self._text(name.first, name.end)

    def full(self, surname: str, at: int) -> str | None:
        """Return the full name that `surname` stands for at token `at`: the latest before it, else the first after."""
        names = self._by_surname.get(surname.lower())
        if not names:
            return None
        before = bisect_right(self._places[surname.lower()], at)
        return names[before - 1][1] if before else names[0][1]

    def _text(self, first: int, end: int) -> str:
        tokens = self._document.tokens
        return " ".join(self._document.text[tokens[first].start : tokens[end - 1].end].split())
