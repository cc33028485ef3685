"""Names: runs of capitalised words, what is a title before them, and which full name a surname stands for."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from briefing.analysis import countries
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words

_SMALL = frozenset({"of", "de", "la", "von", "van", "der", "den", "al", "bin", "du", "da", "di", "del", "&"})


class Name(NamedTuple):
    """A name in the text: tokens `first` to `end`, without the titles and roles before it.

    `titled` says that a personal title or role stands there.
    """

    first: int
    end: int
    titled: bool


def is_organisation(document: Document, first: int, end: int) -> bool:
    """Whether the name at tokens `first` to `end` is an organisation's by one of its words."""
    low = {token.low for token in document.tokens[first:end]}
    return bool(low & (words("organisation_words") | words("company_endings") | {"of", "for"}))


def _is_title(low: str) -> bool:
    return low in words("titles") or low in words("roles") or low in words("labels")


def _joins(document: Document, first: int, i: int, end: int) -> bool:
    """Whether a small word keeps a name together: Ursula von der Leyen, Bank of England, Center for Policy Research."""
    word = document.tokens[i].low
    if i + 1 >= end:
        return False
    following = document.tokens[i + 1]
    if word in _SMALL:
        return following.capital or following.low in _SMALL
    return word in ("for", "and", "on") and following.capital and is_organisation(document, first, i)


class Names:
    """The names in a text, and the full names of its persons by surname, in the order in which they stand."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._common = self._common_words()
        runs = [
            run
            for sentence in document.sentences
            for run in self.among(sentence.first, sentence.end)
            if run.end - run.first >= 2 and not is_organisation(document, run.first, run.end)
        ]
        self._pairs = {self._text(run.first, run.end) for run in runs if run.end - run.first == 2}
        self._by_surname: dict[str, list[tuple[int, str]]] = {}
        for run in runs:
            self._by_surname.setdefault(self.surname(run).lower(), []).append((run.first, self.canonical(run)))
        self._places = {surname: [place for place, _ in names] for surname, names in self._by_surname.items()}

    def among(self, first: int, end: int) -> Iterator[Name]:
        """Yield the names among tokens `first` to `end`."""
        tokens = self._document.tokens
        i = first
        while i < end:
            if not self._is_part(i):
                i += 1
                continue
            past = i + 1
            while past < end and (self._is_part(past) or _joins(self._document, i, past, end)):
                past += 1
            start = self._past_country(i, past)
            start = self._past_titles(start, past)
            yield Name(start, past, start > i or (start > 0 and _is_title(tokens[start - 1].low)))
            i = past

    def _past_country(self, first: int, end: int) -> int:
        """Return where a person's name begins after a country's: "(ambassador to) Britain Liu Xiaoming"."""
        places = countries.find(self._document, first, end)
        past = places[0].end if places and places[0].first == first else first
        return past if end - past >= 2 and not is_organisation(self._document, past, end) else first

    def surname(self, name: Name) -> str:
        """Return the name's last word that is no "Jr."."""
        tokens = self._document.tokens
        last = name.end - 1
        suffix = tokens[last].low in ("jr", "jr.", "sr", "sr.", "ii", "iii", "iv")
        return tokens[last - 1 if suffix and last > name.first else last].text

    def _past_titles(self, first: int, end: int) -> int:
        """Return where the name begins after "Senator", "US President", "Secretary of State"; `first` without one."""
        tokens = self._document.tokens
        title = next((k for k in range(end - 2, first - 1, -1) if _is_title(tokens[k].low)), None)
        if title is None or tokens[title + 1].low in words("organisation_words"):
            return first
        start = title + 3 if tokens[title + 1].low == "of" and title + 4 < end else title + 1
        return start if tokens[start].capital else first

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

    def _common_words(self) -> frozenset[int]:
        """Return the first tokens of sentences that are common words: elsewhere they have no capital."""
        tokens = self._document.tokens
        starts = {sentence.first for sentence in self._document.sentences}
        proper = {token.low for i, token in enumerate(tokens) if token.capital and i not in starts}
        small = {token.low for token in tokens if token.is_word and not token.capital}
        return frozenset(i for i in starts if tokens[i].low in small and tokens[i].low not in proper)

    def _is_part(self, i: int) -> bool:
        token = self._document.tokens[i]
        if (
            not token.capital
            or i in self._common
            or token.low in words("days")
            or token.low in words("subject_pronouns")
        ):
            return False
        closed = any(token.low in words(section) for section in ("starters", "prepositions", "determiners"))
        return not closed or (len(token.text) > 1 and token.text.isupper())

    def _text(self, first: int, end: int) -> str:
        tokens = self._document.tokens
        return " ".join(self._document.text[tokens[first].start : tokens[end - 1].end].split())
