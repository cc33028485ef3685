"""Quotations that are signed: “We loved it.” — Ada Smith, teacher. The name after the dash has the last word."""

from collections.abc import Sequence

from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.document import Document, Stretch
from briefing.analysis.names import Names
from briefing.analysis.quotations import WHOLE, Quotation
from briefing.model import Origin

SIGNED = 0.9
"""Confidence of a signed quotation, set by hand: only two stand in the articles looked at, and both were right."""
_DASHES = frozenset({"—", "–", "--", "-", "―"})
_BIOGRAPHY = 60
"""Words of a paragraph that says who the author is, at most."""
_LONGEST = 14
"""Words of a signature with what it tells of the one who signs, at most."""


def signed(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with each signed quotation its signer's, and no other's."""
    signers = [(q, who) for q in document.quotations if q.words >= WHOLE and (who := _signer(document, q)) is not None]
    if not signers:
        return list(found)
    taken = [piece for quotation, _ in signers for piece in quotation.pieces]
    left = [one._replace(content=_without(one.content, taken)) for one in found]
    made = [Attribution(quotation.pieces, None, who, SIGNED, Origin.RULE) for quotation, who in signers]
    return [*(one for one in left if one.content), *made]


def contributor(document: Document, names: Names) -> str | None:
    """Return who signs an article as its author at its end: "*Ada Smith* is a farmer in Iowa."; None where nobody does.

    It is a person of whom the last paragraph alone speaks, in an article that says "I" outside of quotation marks.
    """
    if not document.sentences or not any(
        token.low in ("i", "my", "me") and document.quoted[i] < 0 for i, token in enumerate(document.tokens)
    ):
        return None
    last = document.sentences[-1].paragraph
    first = next(sentence.first for sentence in document.sentences if sentence.paragraph == last)
    run = next(names.among(first, len(document.tokens)), None)
    if run is None or any(not (t.is_word and t.capital) for t in document.tokens[first : run.first]):
        return None
    past = run.end
    if past < len(document.tokens) and document.tokens[past].text == ",":
        past = next((i for i in range(past + 1, len(document.tokens)) if document.tokens[i].text == ","), past) + 1
    verb = document.tokens[past].low if past < len(document.tokens) else ""
    name = names.person(run)
    before = {names.person(one) for one in names.runs if one.first < first}
    signs = verb in ("is", "was") and len(document.tokens) - first <= _BIOGRAPHY
    return name if signs and name is not None and " " in name and name not in before else None


def _signer(document: Document, quotation: Quotation) -> Stretch | None:
    """Return the name that a dash after a quotation leads to: in its own line, all of it, or in the next paragraph."""
    tokens = document.tokens
    first, dash = document.range_of((quotation.start, quotation.end))
    if dash + 1 >= len(tokens) or tokens[dash].text not in _DASHES or not _opens_line(document, first):
        return None
    end = past = dash + 1
    while end < len(tokens) and (end == dash + 1 or not _opens_line(document, end)):
        end += 1
        if end - dash > _LONGEST:
            return None
    while past < end and tokens[past].capital:
        past += 1
    named = past > dash + 1 and (past == end or tokens[past].text in (",", "(", "."))
    return document.stretch(dash + 1, past) if named else None


def _opens_line(document: Document, token: int) -> bool:
    """Whether a line of the text begins with the token."""
    if token == 0 or document.opens_paragraph(token):
        return True
    return "\n" in document.text[document.tokens[token - 1].end : document.tokens[token].start]


def _without(content: Sequence[Stretch], taken: Sequence[Stretch]) -> tuple[Stretch, ...]:
    return tuple(piece for piece in content if not any(overlap(piece, other) for other in taken))
