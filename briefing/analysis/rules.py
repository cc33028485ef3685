"""Attribution by rules: quotations and their speakers first, then what cues report in the article's own words."""

from briefing.analysis import cues, direct, indirect
from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document


def attribute(document: Document) -> list[Attribution]:
    """Return the document's attributions in the order of their content."""
    found = cues.find(document)
    quoted, speakers = direct.attribute(document, found)
    attributions = quoted + indirect.attribute(document, found, speakers)
    attributions += direct.unattributed(document, attributions)
    return sorted(attributions, key=lambda one: (one.content[0], one.content[-1][1], one.cue or (0, 0)))
