"""How far a command with many sources is: a bar with rate and time left on standard error, where that is a terminal."""

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Task


class Progress:
    """The bar. Without a terminal it is silent; what is printed meanwhile goes through `aside`."""

    def __init__(self, total: int, *, shown: bool) -> None:
        """Of `total` sources; `shown` is whether there is anybody to show it to."""
        self._bar = _bar(total) if shown else None

    def __enter__(self) -> "Progress":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def at(self, what: str) -> None:
        """Say what is being done."""
        if self._bar:
            from tui.plain import line

            self._bar.update(self._bar.task_ids[0], what=line(what))
            self._bar.refresh()

    def refresh(self) -> None:
        """Draw the bar as it is now: the time goes on."""
        if self._bar:
            self._bar.refresh()

    def step(self) -> None:
        """One source is done."""
        if self._bar:
            self._bar.advance(self._bar.task_ids[0])
            self._bar.refresh()

    def aside(self, say: Callable[[], None]) -> None:
        """Let `say` print something, with the bar out of its way."""
        if self._bar:
            self._bar.stop()
        try:
            say()
        finally:
            if self._bar:
                self._bar.start()


def _bar(total: int) -> "_Bar":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.table import Column
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: "Task") -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed else "")

    class What(ProgressColumn):
        def render(self, task: "Task") -> Text:
            return Text(task.fields["what"], no_wrap=True, overflow="ellipsis")

    bar = Bar(
        BarColumn(20),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        What(table_column=Column(ratio=1, no_wrap=True)),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        expand=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=total, what="")
    return bar


if TYPE_CHECKING:
    from rich.progress import Progress as _Bar
