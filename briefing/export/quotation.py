"""A quotation to paste into a report: the whole quote, and all that a reader needs to find and to weigh it."""

from briefing.export import wording
from briefing.model import Briefing, Statement


def quotation(briefing: Briefing, statement: Statement) -> str:
    """Return the statement whole, then who says it, to whom and through whom, and the article, on one line.

    “We remind them of those concerns.” — unnamed US official, to the Journal; second-hand via The Wall Street
    Journal (CNN Business · 2018-11-23 · https://…). A paraphrase says that it is in the article's words.
    """
    parts = (wording.attribution(briefing, statement), wording.kind_note(statement))
    line = f"{wording.quoted(statement)} — {'; '.join(filter(None, parts))}"
    source = wording.dateline(briefing.article)
    return f"{line} ({source})" if source else line
