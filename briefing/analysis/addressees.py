"""Addressees: to whom a statement is made: told *reporters*, urged *allies*, in a letter to *the minister*."""

from briefing.analysis import noun_phrases
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import at
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range


def addressee(document: Document, one: Attribution) -> Stretch | None:
    """Return the noun phrase of those the statement is addressed to, where the article says so."""
    if one.cue is None:
        return None
    first, end = document.range_of(one.cue)
    sentence = document.sentence_of(first)
    cue = at(document, first, end)
    if cue is not None and (cue.takes("hearer") or cue.takes("infinitive")):
        phrase = noun_phrases.after(document, cue.end, sentence.end)
        if phrase is not None and _is_done_to(document, phrase, sentence.end):
            phrase = None
        if phrase is not None and (cue.takes("hearer") or _has_to_do(document, phrase, sentence.end)):
            stretch = document.stretch(*phrase)
            return None if stretch == one.speaker or _is_said(document, phrase, one) else stretch
    content = document.range_of(one.content[0])[0]
    return _by_letter(document, sentence.first, content if content >= end else sentence.end)


def _has_to_do(document: Document, phrase: Range, end: int) -> bool:
    """Whether "to do" follows, so that the phrase is who is to do it."""
    tokens = document.tokens[phrase[1] : min(end, phrase[1] + 10)]
    to = next((k for k, token in enumerate(tokens) if token.low == "to"), None)
    return to is not None and not any(token.text == "," for token in tokens[:to])


def _is_done_to(document: Document, phrase: Range, end: int) -> bool:
    """Whether something is to be done to the phrase, and nobody is asked: "called for *the film* to be shown"."""
    following = document.tokens[phrase[1] : min(end, phrase[1] + 2)]
    return [token.low for token in following] == ["to", "be"]


def _is_said(document: Document, phrase: Range, one: Attribution) -> bool:
    """Whether the phrase is the subject of what is said ("warned he would …") and nobody spoken to."""
    start = document.tokens[phrase[0]].start
    return start == one.content[0][0] and not _has_to_do(document, phrase, document.sentence_of(phrase[0]).end)


def _by_letter(document: Document, first: int, end: int) -> Stretch | None:
    """Return to whom a letter or message in the sentence went, or with whom an interview was."""
    tokens = document.tokens
    for i in range(first, end - 1):
        sent = tokens[i].low in words("speech_nouns") and tokens[i + 1].low == "to"
        talked = tokens[i].low == "interview" and tokens[i + 1].low in ("to", "with")
        if (sent or talked) and document.quoted[i] < 0:
            phrase = noun_phrases.after(document, i + 2, end)
            if phrase is not None:
                return document.stretch(*phrase)
    return None
