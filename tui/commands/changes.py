"""What the publisher changed in an article, as `readout show --changes` prints it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.export.wording import one_line
from briefing.versions import SIGNS, ChangeKind, Changes, ParagraphChange, changes, summary, told, which
from tui.commands.output import say, say_value

if TYPE_CHECKING:
    from briefing.model import Briefing, Span


def show(versions: "Sequence[Briefing]", format: str) -> None:
    """Print what changed between versions of an article, the first one first: the newest change first.

    As JSON an object {"id", "versions": [{"version", "read", "sha256"}], "changes": [{"from", "to", "summary",
    "quotes": [{"kind", "who", "was", "now"}], "paragraphs": [{"before": Span or null, "after": Span or null}]}]}.
    """
    steps = [(number, before, after) for number, (before, after) in enumerate(pairwise(versions), 2)][::-1]
    if format == "json":
        say_value(
            {
                "id": versions[-1].id,
                "versions": [
                    {"version": number, "read": one.article.retrieved, "sha256": one.article.sha256}
                    for number, one in enumerate(versions, 1)
                ],
                "changes": [_as_json(*step) for step in steps],
            }
        )
    elif not steps:
        say("The article has been read in one version only: add its address again to look for changes.\n")
    else:
        say("\n".join(line for step in steps for line in _as_text(*step)) + "\n")


def _as_text(number: int, before: "Briefing", after: "Briefing") -> Iterator[str]:
    found = changes(before, after)
    yield f"{which(number, before, after)}: {summary(found)}"
    for change in found.quotes:
        who, was, now = told(before, after, change)
        yield f"  {SIGNS[change.kind]} {change.kind:<10} {who}".rstrip()
        if was:
            yield f"      was {was}"
        if now:
            yield f"      now {now}" if change.kind is not ChangeKind.SPEAKER else f"      {now}"
    yield from _paragraphs(found)


def _paragraphs(found: Changes) -> Iterator[str]:
    if found.paragraphs:
        yield "  The text, [-words that went-] and {+words that came+}:"
    for paragraph in found.paragraphs:
        if paragraph.pieces:
            yield f"  ~ {''.join(_piece(piece.where, piece.text) for piece in paragraph.pieces).strip()}"
        elif paragraph.after:
            yield f"  + {one_line(paragraph.after.exact)}"
        elif paragraph.before:
            yield f"  − {one_line(paragraph.before.exact)}"


def _piece(where: str, text: str) -> str:
    words = one_line(text)
    return {"both": f"{words} ", "before": f"[-{words}-] ", "after": f"{{+{words}+}} "}[where]


def _as_json(number: int, before: "Briefing", after: "Briefing") -> dict[str, object]:
    found = changes(before, after)
    quotes = []
    for change in found.quotes:
        who, was, now = told(before, after, change)
        quotes.append({"kind": str(change.kind), "who": who or None, "was": was or None, "now": now or None})
    return {
        "from": number - 1,
        "to": number,
        "summary": summary(found),
        "quotes": quotes,
        "paragraphs": [_of_paragraph(paragraph) for paragraph in found.paragraphs],
    }


def _of_paragraph(paragraph: ParagraphChange) -> dict[str, object]:
    return {"before": _span(paragraph.before), "after": _span(paragraph.after)}


def _span(span: "Span | None") -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "exact": span.exact}
