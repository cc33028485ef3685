"""Verbs: whether one may stand among the words of a clause, found without a parser."""

from briefing.analysis import noun_phrases
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words


def is_auxiliary(document: Document, i: int, first: int) -> bool:
    """Whether token `i` of a clause that begins at `first` is an auxiliary; the "'s" of "Ada's plan" is none."""
    tokens = document.tokens
    if tokens[i].low != "'s":
        return tokens[i].low in words("auxiliaries")
    return i > first and (tokens[i - 1].low in words("personal_pronouns") or tokens[i - 1].low in ("that", "there"))


def may_stand(document: Document, first: int, end: int) -> bool:
    """Whether a verb may stand among the tokens: an auxiliary, a past form, an "-s" behind its subject."""
    tokens = document.tokens
    if noun_phrases.is_pronoun(tokens[first]):
        return True
    closed = ("determiners", "possessives", "prepositions", "conjunctions")
    for i in range(first, end):
        if is_auxiliary(document, i, first) or noun_phrases.looks_finite(tokens[i]):
            return True
        low, before = tokens[i].low, tokens[max(first, i - 1)]
        subject = i > first and before.is_word and before.low != "'s"
        ends = low.endswith("s") and not low.endswith(("ss", "us", "'s")) and not tokens[i].capital
        if ends and subject and not any(before.low in words(name) for name in closed):
            return True
    return False
