"""Addressees: to whom a statement is made: told *reporters*, urged *allies*, in a letter to *the minister*."""

from briefing.analysis import noun_phrases
from briefing.analysis.attributions import Attribution
from briefing.analysis.cues import at
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words


def addressee(document: Document, one: Attribution) -> Stretch | None:
    """Return the noun phrase of those the statement is addressed to, where the article says so."""
    if one.cue is None:
        return None
    first, end = document.range_of(one.cue)
    sentence = document.sentence_of(first)
    cue = at(document, first, end)
    if cue is not None and (cue.takes("hearer") or cue.takes("infinitive")):
        phrase = noun_phrases.after(document, cue.end, sentence.end)
        if phrase is not None and _is_hearer(document, phrase, hearer=cue.takes("hearer"), end=sentence.end):
            return document.stretch(*phrase)
    limit = min(document.range_of(one.content[0])[0], sentence.end)
    past_cue = sentence.end if limit < end else limit
    return _by_letter(document, sentence.first, past_cue)


def _is_hearer(document: Document, phrase: tuple[int, int], *, hearer: bool, end: int) -> bool:
    tokens = document.tokens
    if hearer and tokens[phrase[0]].low not in ("he", "she", "they", "it", "i", "we", "that"):
        return True
    following = next((k for k in range(phrase[1], min(end, phrase[1] + 10)) if tokens[k].low == "to"), None)
    return following is not None and not any(tokens[k].text == "," for k in range(phrase[1], following))


def _by_letter(document: Document, first: int, end: int) -> Stretch | None:
    """Return who a letter, an interview or a message in the sentence went to."""
    tokens = document.tokens
    for i in range(first, end - 1):
        sent = tokens[i].low in words("speech_nouns") and tokens[i + 1].low == "to"
        talked = tokens[i].low == "interview" and tokens[i + 1].low in ("to", "with")
        if (sent or talked) and document.quoted[i] < 0:
            phrase = noun_phrases.after(document, i + 2, end)
            if phrase is not None:
                return document.stretch(*phrase)
    return None
