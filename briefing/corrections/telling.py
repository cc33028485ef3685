"""A correction in words, on one line, for people."""

from collections.abc import Sequence

from briefing.corrections.correction import Correction, CorrectionKind
from briefing.export.wording import BETWEEN_PIECES, one_line
from briefing.model import Span

_LONGEST = 60  # code points of a quotation in a line about it
_OPENING = "“„«‘\"'"
_CLOSING = "”“»’\"'"


def told(correction: Correction) -> str:
    """Return what the correction says, and what was said before, in one line of plain text.

    “Speaker of “We will not …”: Ada Byron (was: a spokesman)”. Text from the article stands in it as it is.
    """
    words, value = quote(correction.words), one_line(correction.value or "")
    was = f" (was: {one_line(correction.was)})" if correction.was else ""
    match correction.kind:
        case CorrectionKind.SPEAKER:
            return f"Speaker of {words}: {value}{was}"
        case CorrectionKind.STANCE:
            return f"Stance of {words}: {value}{was}"
        case CorrectionKind.STAKEHOLDER:
            return f"Stakeholder: {value}{was}"
        case CorrectionKind.REMOVED:
            return f"Statement removed: {words}" + (f" ({one_line(correction.was)})" if correction.was else "")
        case CorrectionKind.ADDED:
            return f"Statement added: {words}{_made(correction)}"
        case CorrectionKind.HEADLINE:
            return f"Headline: {value}{was}"


def quote(words: Sequence[Span]) -> str:
    """Return the words in quotation marks, on one line; long ones cut at a word's end, with " …" where they are cut."""
    text = BETWEEN_PIECES.join(one_line(span.exact) for span in words)
    if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 1:
        text = text[1:-1]
    if len(text) > _LONGEST:
        text = text[: text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST].rstrip(" ,.;:") + " …"
    return f"“{text}”"


def _made(correction: Correction) -> str:
    statement = correction.statement
    if statement is None:
        return ""
    parts = [*([one_line(statement.speaker.name)] if statement.speaker is not None else []), statement.stance.value]
    return f" ({', '.join(parts)})"
