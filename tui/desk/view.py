"""What each of the four panes shows of a briefing: its title, its rows, and what it says when there is none."""

from dataclasses import dataclass

from briefing.export import as_markdown
from briefing.export.wording import sourcing
from briefing.model import Briefing, FollowUpState
from tui.desk.places import FOLLOW_UPS, HEADLINE, POSITIONS, QUOTES, Additions, Row
from tui.desk.rows import follow_up_rows, headline_rows, position_rows, quote_rows


@dataclass(frozen=True, slots=True)
class PaneView:
    """A pane's content. `empty` is the sentence shown in place of rows."""

    number: int
    title: str
    rows: tuple[Row, ...]
    empty: str


def pane_views(briefing: Briefing, additions: Additions, *, sample: bool, everything: bool) -> list[PaneView]:
    """Return the four panes in their order. With `everything` the quotes pane holds all statements."""
    return [
        PaneView(
            HEADLINE,
            f"Headline ── {sourcing(briefing).partition(';')[0]}",
            tuple(headline_rows(briefing, additions, sample=sample)),
            "No headline was found.",
        ),
        quotes_view(briefing, additions, everything=everything),
        PaneView(
            POSITIONS,
            f"Positions ({len(briefing.positions)})",
            tuple(position_rows(briefing, additions)),
            "No stakeholder was found in this article.",
        ),
        PaneView(
            FOLLOW_UPS,
            _follow_ups_title(briefing),
            tuple(follow_up_rows(briefing)),
            "Nothing to follow up was found.",
        ),
    ]


def quotes_view(briefing: Briefing, additions: Additions, *, everything: bool) -> PaneView:
    """Return the quotes pane: the key quotes, or with `everything` all statements."""
    key, total = len(briefing.key_quotes), len(briefing.statements)
    rows = tuple(quote_rows(briefing, additions, everything=everything))
    if everything:
        return PaneView(QUOTES, f"All statements ({total})", rows, "No statement was found.")
    return PaneView(QUOTES, f"Key quotes ({key} of {total})", rows, "No quotation found; v shows all statements.")


def pane_as_markdown(briefing: Briefing, number: int, rows: list[Row]) -> str:
    """Return what a pane shows as Markdown; `rows` are the quotes pane's."""
    if number == HEADLINE:
        return as_markdown.headline_section(briefing)
    if number == QUOTES:
        return as_markdown.quotes_section(briefing, [briefing.statement(row.key) for row in rows if row.key])
    if number == POSITIONS:
        return as_markdown.positions_section(briefing)
    return as_markdown.follow_ups_section(briefing)


def _follow_ups_title(briefing: Briefing) -> str:
    states = [follow_up.state for follow_up in briefing.follow_ups]
    counts = [(states.count(state), state.value) for state in FollowUpState]
    counted = ", ".join(f"{n} {word}" for n, word in counts if n)
    return f"Follow-ups ({counted})" if counted else "Follow-ups"
