"""Targets: whom or what a stance is about."""

from collections.abc import Sequence

from briefing.analysis import noun_phrases, stances
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.model import Span, Stakeholder, Stance, Statement

_TARGET = 60
"""Code points of what a stance is about, at most: a longer thing is a sentence."""
_CLOSE = 8
"""Words between what shows a stance and whom it is about, at most."""
ASKED = frozenset({"what", "why", "how", "whether", "if", "when", "where", "who", "that", "to", "no", "nothing"})
"""Words that begin a question, and nothing: no thing that a stance is about."""
_EMPTY = frozenset({"idea", "notion", "claim", "fact", "view", "suggestion", "belief", "possibility"})
"""Nouns that say nothing without the clause behind them: "the idea that it rains"."""
_CUT = frozenset(
    {"as", "for", "from", "that", "who", "which", "by", "because", "after", "when", "over", "during", "before", "amid"}
    | {"despite", "while", "among"}
)
_WHERE = frozenset({"in", "on", "at"})
"""Words that tell of a name where it was done: "criticised *Smith* in parliament", not "the ban on sales"."""


def whom(document: Document, stakeholders: Sequence[Stakeholder], statement: Statement, own: str | None) -> Span | None:
    """Return whom a stance is about: the addressee of an ask, else the other party nearest to what shows it."""
    if statement.stance is Stance.ASKS:
        asked = statement.addressee
        first = document.tokens[document.token_at(asked.start)] if asked is not None else None
        return None if first is None or noun_phrases.is_pronoun(first) or first.low.endswith("ing") else asked
    if statement.stance in (Stance.ASSERTS, Stance.COMMITS, Stance.DECLINES, Stance.NONE):
        return None
    inside = [
        (mention, party.id)
        for party in stakeholders
        if party.id != own
        for mention in party.mentions
        if any(piece.start <= mention.start and mention.end <= piece.end for piece in statement.content)
        and not noun_phrases.is_pronoun(document.tokens[document.token_at(mention.start)])
    ]
    if not inside:
        return None
    stretches = tuple((span.start, span.end) for span in statement.content)
    place = stances.own_words(document, stretches)[1] or stretches[0][0]
    best = min((mention for mention, _ in inside), key=lambda one: (one.start < place, abs(one.start - place)))
    near = abs(document.token_at(best.start) - document.token_at(place)) <= _CLOSE
    here = document.stretch(*document.sentence_of(document.token_at(place))[:2])
    beside = {id for mention, id in inside if here[0] <= mention.start < here[1]}
    only = len(beside) == 1 and here[0] <= best.start < here[1]
    return best if near or only else None


def short(document: Document, thing: Span | None, cue: Span | None) -> Span | None:
    """Return what a verb is about without what is said of it: "accused *him* of sexism", "called *it* a smear".

    "The integrity *of* the vote", "a rise *to* the limit" stay whole; a question, "no evidence" are no thing.
    """
    if thing is None:
        return None
    tokens = document.tokens
    first, end = document.range_of((thing.start, thing.end))
    closed = tokens[first].low in ASKED or tokens[first].low in words("prepositions")
    if closed or noun_phrases.is_pronoun(tokens[first]) or tokens[first].low.endswith("ing"):
        return None
    stop = first + 1
    accused = cue is not None and "accus" in cue.exact.lower()
    while stop < end and tokens[stop].low not in _CUT:
        if tokens[stop].low in _WHERE and tokens[stop - 1].capital:
            break
        noun = tokens[stop - 1].is_word and not tokens[stop - 1].capital and stop - 1 > first
        following = tokens[stop + 1] if stop + 1 < end else None
        whole = following is not None and (following.capital or following.low in words("determiners"))
        if (tokens[stop].low == "of" and (accused or not noun)) or (tokens[stop].low == "to" and not (noun and whole)):
            break
        stop += 1
    while stop - first > 2 and stop < end and noun_phrases.looks_finite(tokens[stop - 1]):
        stop -= 1  # "the compromise *led* (by Ada Smith)"
    quote = next((i for i in range(first + 1, stop) if document.quoted[i] >= 0 > document.quoted[first]), stop)
    cut = Span.of(document.text, *document.stretch(first, quote))
    alone = quote - first == 1 < end - first and not tokens[first].capital
    if alone or (quote - first > 1 and tokens[first + 1].low in words("articles")):
        return None  # "amendments", "called *this a* false narrative"
    if stop + 1 < end and tokens[stop].low == "to" and tokens[stop + 1].low == "be":
        return None
    if stop < end and tokens[stop - 1].low in _EMPTY:
        return None
    return cut if len(cut.exact) <= _TARGET else None
