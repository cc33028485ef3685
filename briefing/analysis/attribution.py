"""Attribution: who says what, as stretches of the text. The seam where a trained model takes the rules' place.

Whatever fills it, model or rules, gives `Attribution`s; all that follows (kind, hedges, addressee, chain, stance,
stakeholders) is read from the text and these stretches.
"""

from briefing.analysis import direct, indirect
from briefing.analysis.attributions import Attribution
from briefing.analysis.cues import find
from briefing.analysis.document import Document


def attribute(document: Document) -> list[Attribution]:
    """Return the document's attributions in the order of their content, found by rules: first quotations, then clauses."""
    cues = find(document)
    quoted, used = direct.attribute(document, cues)
    clauses = indirect.attribute(document, [cue for cue in cues if cue.verb not in used])
    found = quoted + clauses
    found += direct.unattributed(document, found)
    return sorted(found, key=lambda a: (a.content[0], a.content[-1][1], a.cue or (0, 0)))
