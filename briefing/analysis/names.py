"""Names of persons and organisations in a text: runs of capitals, titles, and which full name a short one stands for."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words, tokens `first` to `end`, without the titles and roles before it.

    `titled` says that a personal title or role stood there.
    """

    first: int
    end: int
    titled: bool


def run_in(document: Document, first: int, end: int) -> Run | None:
    """Return the name among tokens `first` to `end`: the last run of capitals, without titles; None without one."""
    runs = list(_runs(document, first, end))
    return runs[-1] if runs else None


def _runs(document: Document, first: int, end: int) -> Iterator[Run]:
    tokens = document.tokens
    i = first
    while i < end:
        if not _in_name(document, i):
            i += 1
            continue
        past = i + 1
        while past < end and (_in_name(document, past) or _joins(document, past, end)):
            past += 1
        start = i
        titled = False
        while start < past - 1 and (tokens[start].low in words("titles") or tokens[start].low in words("roles")):
            start += 1
            titled = True
        before = tokens[start - 1].low if start > 0 else ""
        titled = titled or before in words("roles") or before in words("titles")
        last_title = next((k for k in range(past - 2, start - 1, -1) if _is_title(document, k)), None)
        if last_title is not None:
            start, titled = last_title + 1, True
        yield Run(start, past, titled)
        i = past


def _is_title(document: Document, i: int) -> bool:
    low = document.tokens[i].low
    return low in words("titles") or low in words("roles")


def _in_name(document: Document, i: int) -> bool:
    token = document.tokens[i]
    if not token.capital:
        return False
    starts = token.low in words("starters") or token.low in words("prepositions") or token.low in words("determiners")
    if starts and not (len(token.text) > 1 and token.text.isupper()):
        return False
    return token.low not in words("days") and token.low not in words("subject_pronouns")


def _joins(document: Document, i: int, end: int) -> bool:
    """Whether a small word keeps a name together: Ursula von der Leyen, Bank of England."""
    small = document.tokens[i].low in (
        "of",
        "de",
        "la",
        "von",
        "van",
        "der",
        "den",
        "al",
        "bin",
        "du",
        "da",
        "di",
        "del",
        "&",
    )
    following = i + 1 < end and document.tokens[i + 1]
    if not small or not following:
        return False
    return bool(following.capital or following.low in ("la", "der", "den"))


class FullNames:
    """The full names of a text's persons, by surname, in the order in which they stand."""

    def __init__(self, document: Document) -> None:
        self._by_surname: dict[str, list[tuple[int, str]]] = {}
        text, tokens = document.text, document.tokens
        for sentence in document.sentences:
            for run in _runs(document, sentence.first, sentence.end):
                first = run.first
                if run.end - first < 2 or run.end - first > 4 or _organisational(document, first, run.end):
                    continue
                name = text[tokens[first].start : tokens[run.end - 1].end]
                self._by_surname.setdefault(tokens[run.end - 1].low, []).append((first, " ".join(name.split())))
        self._places = {surname: [place for place, _ in names] for surname, names in self._by_surname.items()}

    def full(self, surname: str, at: int) -> str | None:
        """Return the full name that `surname` stands for at token `at`: the latest before it, else the first after."""
        names = self._by_surname.get(surname.lower())
        if not names:
            return None
        before = bisect_right(self._places[surname.lower()], at)
        return names[before - 1][1] if before else names[0][1]


def _organisational(document: Document, first: int, end: int) -> bool:
    """Whether a run of capitals names no person: it has a word of organisations, an "of" or "the"."""
    low = [document.tokens[i].low for i in range(first, end)]
    return any(word in words("organisation_words") or word in words("company_endings") or word == "of" for word in low)


def is_organisation(document: Document, first: int, end: int) -> bool:
    """Whether the name at tokens `first` to `end` is an organisation's by one of its words."""
    return _organisational(document, first, end)
