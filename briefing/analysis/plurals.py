"""Plurals: whom "they" leads back to."""

from itertools import pairwise

from briefing.analysis import countries, noun_phrases
from briefing.analysis.document import Document, Sentence
from briefing.analysis.lexicon import words
from briefing.analysis.names import Names
from briefing.analysis.noun_phrases import Range


def meant(document: Document, names: Names, at: int) -> Range | None:
    """Return the tokens of those whom "they" at token `at` stands for, where the text makes it plain.

    They are the subject of its sentence or of the one told before it, or two whom that one names as one (centering,
    Grosz et al. 1995).
    """
    own = document.sentence_of(at)
    for sentence, end in ((own, at), (before := _before(document, own), before.end if before else 0)):
        if sentence is None:
            return None
        fronted = document.tokens[sentence.first].low in words("subordinators")
        for low in (sentence.first, sentence.first + 1)[: 1 + (fronted and sentence is own)]:
            found = noun_phrases.subject(document, end, low)
            if found is not None and _is_plural(document, names, *found):
                return found
        if sentence is not own:
            return _two(document, names, sentence)
    return None


def _before(document: Document, sentence: Sentence) -> Sentence | None:
    """Return the last sentence before one that has words outside of quotation marks."""
    at = sentence.first
    while at > 0:
        one = document.sentence_of(at - 1)
        if any(document.quoted[i] < 0 and document.tokens[i].is_word for i in range(one.first, one.end)):
            return one
        at = one.first
    return None


def _two(document: Document, names: Names, sentence: Sentence) -> Range | None:
    """Return the last two persons whom a sentence names as one: "Sens. *Ada Smith and Ben Lee*"."""
    persons = [run for run in names.among(sentence.first, sentence.end) if names.person(run) is not None]
    for one, other in reversed(list(pairwise(persons))):
        if other.first == one.end + 1 and document.tokens[one.end].low == "and" and document.quoted[one.end] < 0:
            return one.first, other.end
    return None


def _is_plural(document: Document, names: Names, first: int, end: int) -> bool:
    tokens = document.tokens
    head = noun_phrases.head_end(document, first, end) - 1
    low = tokens[head].low
    joined = any(t.low == "and" and tokens[i - 1].capital for i, t in enumerate(tokens[first + 1 : end], first + 1))
    if joined and any(names.person(run) for run in names.among(first, end)):
        return True
    if low in words("group_nouns") or low == "police":
        return True
    if tokens[head].capital and any(run.end == head + 1 and names.person(run) for run in names.among(first, end)):
        return False
    one = low.removesuffix("s")
    known = ("roles", "persons", "labels", "bodies", "company_nouns", "spokespeople", "group_nouns")
    return one != low and (any(one in words(section) for section in known) or countries.is_people(tokens[head].text))
