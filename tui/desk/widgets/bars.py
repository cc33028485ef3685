"""The two lines over a single pane: which briefing is open, and which of the four panes is shown."""

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.desk.content import shortened
from tui.desk.widgets.pane import Pane

_NAME = 22  # cells: what the tabs leave of 80


class TitleBar(Static):
    """The program's name, the headline as far as it fits, and the briefing's place in the list."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="title-bar", markup=False)
        self._headline, self._place = "", ""

    def show(self, headline: str, place: str) -> None:
        """Show a headline, cut to the width, and a place such as "3/12" or "SAMPLE"."""
        self._headline, self._place = headline, place
        self._draw()

    def on_resize(self) -> None:
        """Cut the headline anew."""
        self._draw()

    def _draw(self) -> None:
        name = " Readout · "
        room = self.size.width - len(name) - len(self._place) - 3
        headline = shortened(self._headline, room)
        gap = " " * max(1, room - headline.cell_length + 2)
        self.update(Content.assemble((name, "bold $text-accent"), headline, gap, (self._place, "bold"), " "))


class TabStrip(Static):
    """The panes by number and name, the one shown marked by a pointer and bold; and who alone is shown in them."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="tab-strip", markup=False)
        self.auto_links = False

    def show(self, panes: list[Pane], active: int, only: str = "") -> None:
        """Show these panes; `active` is the number of the one on the screen, `only` the name of a stakeholder."""
        tabs = []
        for pane in panes:
            here = pane.number == active
            click = Style.from_meta({"@click": f"screen.pane({pane.number})"})
            label = Content(f"{pane.number} {pane.short_title}").stylize(click)
            tabs.append(
                Content.assemble("▶" if here else " ", label.stylize("bold $text" if here else "$foreground-muted"))
            )
        if only:
            tabs.append(Content.assemble("  only ", shortened(only, _NAME)).stylize("bold $text-warning"))
        self.update(Content(" ").join(tabs))
