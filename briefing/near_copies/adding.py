"""What a story says beyond the one it stands under: the sentences whose words the first one does not have."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefing.analysis import lexicon
from briefing.analysis.document import Document, Sentence, read
from briefing.days import NUMBERS
from briefing.model import Span
from briefing.near_copies.fingerprints import SHINGLE, names, plain, words

_COVERED = 0.9
"""Share of a sentence's words that stand in the first story, in runs of four, from which it is known from there."""
_REWORDED = 75
"""Likeness to a sentence of the first story (rapidfuzz's `ratio`, 0 to 100) from which it is that one, edited."""
_MANY = 500 * 500
"""Pairs of sentences up to which each that is new is compared with each of the first story: more is a book."""
_SHORTER = 0.9
"""Share of the first story's words below which one is shorter."""
_BYLINE = 12
"""Words of a byline at most."""
_WEIGHTY = frozenset({"no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "without", *NUMBERS[1:]})
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’. ]{1,40}[A-Z](?:, [^()—–-]{1,40})?(?: ?\([^()]{1,30}\))?|\([A-Z][^()]{1,30}\))(?: ?[—–] ?| ?--? )"
)
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.)[\])]?$|[\w,;:]$")


def adds(first: str, other: str, excluded: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Return what `other` says beyond `first`: spans of `other`, in order, of sentences that belong together.

    Sentences that follow each other are one span, up to the end of their paragraph. A sentence that was only edited
    adds nothing, unless it has a figure, a name or a negation that what it was edited from has not. Nor does a dateline
    or a byline, nor what is `excluded` from the other.
    """
    document = read(other, excluded)
    return tuple(found.span for found in _added(_Told(first, document), document))


def in_short(first: str, other: str, excluded: Iterable[Span] = ()) -> str:
    """Return in a few words how `other` stands to `first`, whole texts or leads: "shorter, adds 2 paragraphs"."""
    document = read(other, excluded)
    told = _Told(first, document)
    found = list(_added(told, document))
    size = sum(len(words(_line(document, sentence))) for sentence in document.sentences)
    if found and _goes_on(first, document, found):
        return "longer"
    said = ["shorter"] if size < _SHORTER * len(told.words) else []
    whole = sum(one.whole for one in found)
    rest = sum(one.sentences for one in found if not one.whole)
    counted = [f"{n} {what}{'' if n == 1 else 's'}" for n, what in ((whole, "paragraph"), (rest, "sentence")) if n]
    if counted:
        said.append(f"adds {' and '.join(counted)}")
    return ", ".join(said) or "the same words"


class _Added(NamedTuple):
    """Sentences that follow each other in one paragraph, and whether they are all of it, one of several."""

    span: Span
    sentences: int
    whole: bool


class _Told:
    """The first story, as far as another one is compared with it."""

    def __init__(self, text: str, other: Document) -> None:
        document = read(text)
        self._closely = len(document.sentences) * len(other.sentences) <= _MANY
        self.sentences = [words(_line(document, sentence)) for sentence in document.sentences]
        self.words = [word for sentence in self.sentences for word in sentence]
        self._runs = frozenset(zip(*(self.words[i:] for i in range(SHINGLE)), strict=False))
        self._lines = [" ".join(sentence) for sentence in self.sentences]
        self._line = f" {' '.join(self.words)} "

    def has(self, said: Sequence[str], names: set[str]) -> bool:
        """Return whether a sentence is known from here, as it is or edited, these words in it being `names`."""
        if len(said) < SHINGLE:
            return f" {' '.join(said)} " in self._line
        covered = [False] * len(said)
        for i in range(len(said) - SHINGLE + 1):
            if tuple(said[i : i + SHINGLE]) in self._runs:
                covered[i : i + SHINGLE] = [True] * SHINGLE
        weighty = [word for word in said if _weighs(word) or word in names]
        other = {word for word, known in zip(said, covered, strict=True) if not known}
        if sum(covered) >= _COVERED * len(said) and other.isdisjoint(weighty):
            return True
        return self._closely and self._edited(said, weighty)

    def _edited(self, said: Sequence[str], weighty: Sequence[str]) -> bool:
        from rapidfuzz import fuzz, process  # a tenth of a second: asked for where texts differ

        found = process.extractOne(" ".join(said), self._lines, scorer=fuzz.ratio, score_cutoff=_REWORDED)
        return found is not None and set(weighty) <= set(self.sentences[found[2]])


def _added(told: _Told, document: Document) -> Iterator[_Added]:
    for _, found in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(found)
        for is_new, run in groupby(sentences, key=lambda sentence: _is_new(sentence, told, document)):
            if is_new:
                new = list(run)
                span = Span.of(document.text, *document.stretch(new[0].first, new[-1].end))
                yield _Added(span, len(new), len(new) == len(sentences) and len(document.paragraphs) > 1)


def _is_new(sentence: Sentence, told: _Told, document: Document) -> bool:
    sentence = sentence._replace(first=_past_dateline(document, sentence))
    line = _line(document, sentence)
    said = words(line)
    if sentence.end == len(document.tokens) and _breaks_off(document.text):
        said = said[:-1]  # which may be half a word
    if not said or (len(said) <= _BYLINE and _is_byline(line)):
        return False
    named = {name.lower() for name in names(line)}.intersection(said)
    if line.lstrip("“\"'‘(")[:1].isupper() and said[0] not in lexicon.words("starters"):
        named.add(said[0])
    return not told.has(said, named)


def _past_dateline(document: Document, sentence: Sentence) -> int:
    """Return the token after "PORT AMSEL, March 2 (Reuters) -", or the first where the sentence has no dateline."""
    start, end = document.stretch(sentence.first, sentence.end)
    dateline = _DATELINE.match(document.text, start, end)
    return document.range_of((start, dateline.end()))[1] if dateline and dateline.end() < end else sentence.first


def _is_byline(line: str) -> bool:
    """Whether a line is a dateline or a byline: some words have capitals, and none begins with a small letter."""
    spelled = line.split()
    return any(word[0].isupper() for word in spelled) and not any(word[0].islower() for word in spelled)


def _weighs(word: str) -> bool:
    """Whether another word in its place makes another statement: a figure or a negation."""
    return word in _WEIGHTY or word.endswith("n't") or any(sign.isdigit() for sign in word)


def _line(document: Document, sentence: Sentence) -> str:
    start, end = document.stretch(sentence.first, sentence.end)
    return plain(document.text[start:end])


def _goes_on(first: str, document: Document, found: Sequence[_Added]) -> bool:
    """Whether the other one only has more of what the first, a lead, breaks off from."""
    last = document.stretch(0, len(document.tokens))[1]
    at_the_end = len(found) == 1 and found[0].span.end == last and found[0].span.start > 0
    return at_the_end and _breaks_off(first) and "\n" not in first.strip()


def _breaks_off(text: str) -> bool:
    return _BROKEN_OFF.search(text.rstrip()[-4:]) is not None
