"""What each of the four panes shows of a briefing: its title, its rows, and what it says when there is none."""

from dataclasses import dataclass

from briefing.export import as_markdown
from briefing.export.wording import sourcing
from briefing.model import Briefing, FollowUpState, Stakeholder
from tui.desk.content import shortened
from tui.desk.narrowing import narrowed
from tui.desk.places import FOLLOW_UPS, HEADLINE, POSITIONS, QUOTES, Additions, Row
from tui.desk.rows import follow_up_rows, headline_rows, position_rows, quote_rows

_LONGEST_NAME = 24  # cells, in a title of half a screen


@dataclass(frozen=True, slots=True)
class PaneView:
    """A pane's content. `empty` is the sentence shown in place of rows."""

    number: int
    title: str
    rows: tuple[Row, ...]
    empty: str


def pane_views(
    briefing: Briefing, additions: Additions, *, sample: bool, everything: bool, only: Stakeholder | None = None
) -> list[PaneView]:
    """Return the four panes in their order.

    With `everything` the quotes pane holds all statements. With `only` the three panes below the headline hold what is
    of this stakeholder.
    """
    shown, of = _narrowed(briefing, only), _of(only)
    return [
        PaneView(
            HEADLINE,
            f"Headline ── {sourcing(briefing).partition(';')[0]}",
            tuple(headline_rows(briefing, additions, sample=sample)),
            "No headline was found.",
        ),
        quotes_view(briefing, additions, everything=everything, only=only),
        PaneView(
            POSITIONS,
            f"Positions{of} ({len(shown.positions)})",
            tuple(position_rows(shown, additions)),
            f"No position{of} was found." if only else "No stakeholder was found in this article.",
        ),
        PaneView(
            FOLLOW_UPS,
            _follow_ups_title(shown, of),
            tuple(follow_up_rows(shown)),
            f"No follow-up{of} was found." if only else "Nothing to follow up was found.",
        ),
    ]


def quotes_view(
    briefing: Briefing, additions: Additions, *, everything: bool, only: Stakeholder | None = None
) -> PaneView:
    """Return the quotes pane: the key quotes, or with `everything` all statements; `only` this stakeholder's."""
    shown = _narrowed(briefing, only)
    key, total = len(shown.key_quotes), len(shown.statements)
    rows = tuple(quote_rows(shown, additions, everything=everything))
    name = _quotes_name(everything, only)
    if everything:
        return PaneView(QUOTES, f"{name} ({total})", rows, f"No statement{_of(only)} was found.")
    none = f"No key quote{_of(only)}" if only else "No quotation found"
    return PaneView(QUOTES, f"{name} ({key} of {total})", rows, f"{none}; v shows all statements.")


def pane_as_markdown(
    briefing: Briefing, number: int, rows: list[Row], *, everything: bool = False, only: Stakeholder | None = None
) -> str:
    """Return what a pane shows as Markdown; `rows` are the quotes pane's."""
    if number == HEADLINE:
        return as_markdown.headline_section(briefing)
    if number == QUOTES:
        statements = [briefing.statement(row.key) for row in rows if row.key]
        return as_markdown.quotes_section(briefing, statements, _quotes_name(everything, only))
    shown = _narrowed(briefing, only)
    return as_markdown.positions_section(shown) if number == POSITIONS else as_markdown.follow_ups_section(shown)


def _narrowed(briefing: Briefing, only: Stakeholder | None) -> Briefing:
    return narrowed(briefing, only) if only else briefing


def _of(only: Stakeholder | None) -> str:
    return f" of {shortened(only.name, _LONGEST_NAME).plain}" if only else ""


def _quotes_name(everything: bool, only: Stakeholder | None) -> str:
    if not everything:
        return f"Key quotes{_of(only)}"
    return f"Statements{_of(only)}" if only else "All statements"


def _follow_ups_title(briefing: Briefing, of: str) -> str:
    states = [follow_up.state for follow_up in briefing.follow_ups]
    counts = [(states.count(state), state.value) for state in FollowUpState]
    counted = ", ".join(f"{n} {word}" for n, word in counts if n)
    return f"Follow-ups{of} ({counted})" if counted else f"Follow-ups{of}"
