"""Who said what in an article: what the model finds, and what the text itself proves about it."""

from collections.abc import Sequence

from briefing.analysis import cues, going_on, reports, signatures, speakers
from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.encoder import encoder
from briefing.analysis.lexicon import words

_STOPS = frozenset({".", ",", ";", ":", "…", "...", "—", "–", "--", "-"})


def attributions(document: Document) -> list[Attribution]:
    """Return the attributions of an English document, in the order of their content."""
    found, heard = encoder().read(document)
    return encoder().acts.told(made_exact(document, found), heard)


def made_exact(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return what a model found, each speaker a noun phrase, with the quotations that it did not find."""
    near = (one._replace(content=_near(document, one)) for one in found)
    tight = (_tight(document, one) for one in near)
    cut = (one._replace(speaker=speakers.noun_phrase(document, one)) for one in tight if one.content)
    told = [reports.active(document, _by_its_verb(document, one)) for one in cut]
    return going_on.completed(document, signatures.signed(document, told))


def _by_its_verb(document: Document, one: Attribution) -> Attribution:
    """Return "held meetings to urge them to leave" with the verb that leads to the content for a cue: "urge"."""
    if one.cue is None or cues.at(document, *document.range_of(one.cue)) is not None:
        return one
    longest = max(one.content, key=lambda piece: piece[1] - piece[0])
    first, past = document.range_of(one.cue)[1], document.range_of(longest)[0]
    verb = cues.at(document, max(first, past - 1), past) if first < past else None
    if verb is None or verb.end != past or verb.weak:
        return one
    cue = document.stretch(verb.first, verb.end)
    content = tuple(piece for piece in one.content if piece[0] >= cue[1] or piece == longest)
    return one._replace(content=content, cue=cue)


def _tight(document: Document, one: Attribution) -> Attribution:
    """Return the attribution without the stops at the edges of its pieces and its cue: a colon alone is no cue.

    Whole sentences keep their full stops.
    """
    pieces = (_without_stops(document, piece) for piece in one.content)
    cue = _without_day(document, _without_stops(document, one.cue)) if one.cue is not None else None
    return one._replace(content=tuple(piece for piece in pieces if piece is not None), cue=cue)


def _without_stops(document: Document, piece: Stretch) -> Stretch | None:
    first, past = document.range_of(piece)
    while first < past and document.tokens[first].text in _STOPS and document.quoted[first] < 0:
        first += 1
    whole = first < past and document.sentence_of(first).first == first and document.tokens[past - 1].text == "."
    while first < past and document.tokens[past - 1].text in _STOPS and document.quoted[past - 1] < 0 and not whole:
        past -= 1
    return document.stretch(first, past) if first < past else None


def _without_day(document: Document, cue: Stretch | None) -> Stretch | None:
    """Return a cue without the day behind it: "said" of "said Tuesday"."""
    if cue is None:
        return None
    first, past = document.range_of(cue)
    while past - first > 1 and document.tokens[past - 1].low in words("days"):
        past -= 1
    return document.stretch(first, past)


def _near(document: Document, one: Attribution) -> tuple[Stretch, ...]:
    """Return the content without pieces in the article's own words that stand apart, in another sentence."""
    if one.cue is None or len(one.content) == 1:
        return one.content
    home = document.sentence_of(document.token_at(one.cue[0]))
    parts = sorted([*one.content, one.cue, *([one.speaker] if one.speaker else [])])

    def belongs(piece: Stretch) -> bool:
        first, past = document.range_of(piece)
        if (home.first < past and first < home.end) or any(document.quoted[i] >= 0 for i in range(first, past)):
            return True
        at = parts.index(piece)
        gaps = [(parts[i][1], parts[i + 1][0]) for i in (at - 1, at) if 0 <= i < len(parts) - 1]
        return not all(any(t.is_word for t in document.tokens[slice(*document.range_of(gap))]) for gap in gaps)

    return tuple(piece for piece in one.content if belongs(piece))
