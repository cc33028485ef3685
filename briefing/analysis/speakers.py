"""Speakers: a model's words for one cut to the noun phrase."""

from collections.abc import Iterator, Sequence

from briefing.analysis import cues, noun_phrases
from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.cues import is_adverb
from briefing.analysis.document import Document, Stretch
from briefing.analysis.given_names import given_gender
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range
from briefing.analysis.tokens import Token

_LIST = 6
"""Words of the second and third speaker of "A, B and C", at most."""
_BETWEEN = frozenset({",", "—", "–", "--", "(", ")", ";", ":"})


def noun_phrase(document: Document, one: Attribution) -> Stretch | None:
    """Return the noun phrase in the words for a speaker: without apposition and occasion and what leads to it.

    Of a role and a name between commas it is the name; a list stays whole. Where a model found nobody it is the name
    before the cue, if one stands there.
    """
    if one.speaker is None:
        return _before_cue(document, one)
    first, past = document.range_of(one.speaker)
    ranges = (_tight(document, *part) for part in _parts(document, first, past))
    parts = [part for part in ranges if part is not None]
    if not parts:
        return None
    if _is_list(document, parts):
        return document.stretch(parts[0][0], parts[-1][1])
    second = len(parts) > 1 and (_is_adverbial(document, parts[0], one) or _only_describes(document, *parts[:2]))
    part = parts[1 if second else 0]
    return document.stretch(*(_behind_role(document, part, one) or part))


def _behind_role(document: Document, part: Range, one: Attribution) -> Range | None:
    """Return the name that a role goes on to before the cue: "Former Secretary of State and candidate *Ada Smith*"."""
    tokens = document.tokens
    cue = document.range_of(one.cue)[0] if one.cue is not None else 0
    if not part[1] < cue <= part[1] + _LIST + 1 or tokens[part[1]].low != "and":
        return None
    if not any(token.low in words("roles") for token in tokens[slice(*part)]) or _has_name(tokens[slice(*part)]):
        return None
    between = range(part[1] + 1, cue)
    roles = [i for i in between if tokens[i].low in words("roles") or tokens[i].low in words("describing")]
    named = roles and all(tokens[i].capital for i in range(roles[-1] + 1, cue)) and roles[-1] + 2 < cue
    return (part[1] + 1, cue) if named and all(tokens[i].is_word for i in between) else None


def _has_name(tokens: Sequence[Token]) -> bool:
    """Whether a person's given name stands among the tokens, or none of them can be part of a title at the end."""
    return not tokens[-1].capital or any(given_gender(token.text) is not None for token in tokens)


def _before_cue(document: Document, one: Attribution) -> Stretch | None:
    """Return the name before a cue that has no speaker: "Huawei, which sells phones, is surprised by"."""
    if one.cue is None or (cue := cues.at(document, *document.range_of(one.cue))) is None:
        return None
    who = noun_phrases.before(document, cue.group, document.sentence_of(cue.verb).first)
    if who is None or not any(token.capital for token in document.tokens[slice(*who)]):
        return None
    phrase = document.stretch(*who)
    return phrase if not any(overlap(phrase, piece) for piece in (*one.content, one.cue)) else None


def _tight(document: Document, first: int, past: int) -> Range | None:
    """Return the noun phrase in a part; a possessive is one: "his attacks on"."""
    if past - first == 1 and document.tokens[first].low in words("possessives"):
        return first, past
    phrase = noun_phrases.trimmed(document, first, past)
    if phrase is None:
        return None
    first, past = phrase
    while past - first > 1 and _trails(document.tokens[past - 1]):
        past -= 1
    past = _before_time(document, first, past)
    number = document.quoted[past - 1]
    if number >= 0 and past < len(document.tokens) and document.tokens[past].end == document.quotations[number].end:
        past += 1
    return first, past


def _before_time(document: Document, first: int, past: int) -> int:
    """Return where a phrase ends before a time behind it: "Trump *this week*", "officials *last Friday*"."""
    end = past
    while end - first > 1 and document.tokens[end - 1].low in words("times"):
        end -= 1
    if end < past and end - first > 1 and document.tokens[end - 1].low in ("this", "last", "next", "that", "on"):
        end -= 1
    return end


def _trails(token: Token) -> bool:
    """Whether a noun phrase cannot end with the token: "a poll released Monday", "senators reportedly"."""
    return noun_phrases.looks_finite(token) or is_adverb(token)


def _parts(document: Document, first: int, past: int) -> Iterator[Range]:
    """Yield what stands between commas, dashes and brackets; a title's comma ("Prime Minister, Ada Smith") is none."""
    tokens = document.tokens
    start = first
    for at in range(first, past):
        if tokens[at].is_word or tokens[at].text not in _BETWEEN or noun_phrases.before_name(document, first, at, past):
            continue
        yield start, at
        start = at + 1
    yield start, past


def _is_list(document: Document, parts: Sequence[Range]) -> bool:
    """Whether the parts are several speakers: "Carson, Cruz and Paul", "stars, athletes and officials"."""
    firsts = [document.tokens[part[0]] for part in parts]
    joined = any(token.low in ("and", "or") for token in document.tokens[slice(*parts[-1])])
    alike = len({token.capital for token in firsts}) == 1
    long = len(parts) == 2 and parts[1][1] - parts[1][0] > _LIST
    return joined and alike and not long and not any(_describes(token) for token in firsts[1:])


def _describes(token: Token) -> bool:
    return token.low in words("appositive_leads") or token.low == "including" or token.low[0].isdigit()


def _is_adverbial(document: Document, part: Range, one: Attribution) -> bool:
    """Whether a preposition outside the cue leads to the part: "As per the Journal, officials said"."""
    before = part[0] - 1
    if before < document.sentence_of(part[0]).first or document.tokens[before].low not in ("per", "to"):
        return False
    return one.cue is None or not overlap(one.cue, document.stretch(before, part[0]))


def _only_describes(document: Document, part: Range, following: Range) -> bool:
    """Whether the first part is a role and the next one a name: "the firm's lawyer, Ada Smith"."""
    tokens = document.tokens
    named = all(token.capital for token in tokens[slice(*following)]) and following[1] - following[0] <= 4
    role = not tokens[part[1] - 1].capital or tokens[part[0]].low in words("possessives")
    return named and role
