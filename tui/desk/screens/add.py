"""Adding an article: ask for a URL, a path or pasted text, brief it with visible progress, keep it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError, SourceError
from briefing.intake import Incoming, Original, article_of_text, take
from tui import keeping
from tui.desk.content import plain
from tui.desk.session import Session
from tui.keeping import Fate, Kept

_ASK = "Type or paste a URL or a path, or paste the article's text. Enter reads it, Esc closes."
_STOPPED = "Stopped; nothing was kept. Enter tries again, Esc closes."
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

# One line with this many words that is neither URL nor file is taken for an article's text.
_WORDS_OF_A_TEXT = 12


def source_of(typed: str) -> str:
    """Return the source that was typed or dropped on the terminal, without the quotation marks around it."""
    quoted = len(typed) > 2 and typed[0] == typed[-1] and typed[0] in "'\""
    return typed[1:-1] if quoted else typed


class SourceInput(Input):
    """A line for a source that takes pasted text of many lines as an article."""

    class TextPasted(Message):
        """The user pasted a text of several lines."""

        def __init__(self, text: str) -> None:
            """`text` is what was pasted, with line feeds."""
            super().__init__()
            self.text = text

    def _on_paste(self, event: events.Paste) -> None:
        # Terminals send a pasted line's end as a carriage return.
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if "\n" in text:
            event.stop()
            event.prevent_default()
            self.post_message(self.TextPasted(text))


class AddScreen(ModalScreen[str]):
    """The dialog. Gives back what to tell the user when an article was kept, None when not."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("escape", "stop", "Stop or close", show=False)]  # type: ignore[assignment]

    def __init__(self, session: Session, *, offline: bool, clock: Callable[[], datetime]) -> None:
        """Add to `session`. With `offline` URLs are refused without a connection."""
        super().__init__()
        self._session = session
        self._offline = offline
        self._clock = clock
        self._pasted = ""
        self._worker: Worker[None] | None = None
        self._doing = ""
        self._turn = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical(id="add", classes="dialog"):
            with Horizontal(classes="dialog-line"):
                yield SourceInput(placeholder="https://…  or  ~/articles/…", compact=True)
            yield Static(_ASK, id="add-status", classes="dialog-status", markup=False)

    def on_mount(self) -> None:
        """Name the box, and take what is typed from now on."""
        self.set_focus(self.query_one(SourceInput))
        self.query_one("#add").border_title = "Add an article"
        self._timer = self.set_interval(0.1, self._spin, pause=True)

    @on(SourceInput.TextPasted)
    def _take_text(self, event: SourceInput.TextPasted) -> None:
        self._pasted = event.text
        field = self.query_one(SourceInput)
        field.value = ""
        field.placeholder = f"pasted text of {len(event.text.split()):,} words"
        self._say(Content("Enter reads the pasted text, Esc drops it."))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed and not self._pasted:
            self._say(Content(_ASK))
        elif not self._at_work:
            self._worker = self._add(typed)

    @property
    def _at_work(self) -> bool:
        return self._worker is not None and not self._worker.is_finished

    @work(exclusive=True, group="add", exit_on_error=False)
    async def _add(self, typed: str) -> None:
        self._busy("reading")
        try:
            incoming = await self._incoming(typed)
            self._busy("finding who said what")
            made = await asyncio.to_thread(keeping.made, self._session.library, incoming, clock=self._clock)
            kept = self._session.keep(made)
        except ReadoutError as error:
            self._fail(str(error))
            return
        self.dismiss(f"{_told(kept)}: {self._session.briefing.headline.text}")

    @on(Worker.StateChanged)
    def _broken(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            fault = event.worker.error
            self._fail(f"Readout broke on this article ({type(fault).__name__}: {fault}). Nothing was kept; report it.")

    async def _incoming(self, typed: str) -> Incoming:
        if self._pasted and not typed:
            return self._of_text(self._pasted)
        source = source_of(typed)
        if source == "-":
            raise SourceError("Standard input is where the desk reads your keys: paste the text here instead.")
        if len(source.split()) >= _WORDS_OF_A_TEXT:
            return self._of_text(typed)
        return await take(source, at=self._clock(), offline=self._offline, progress=self._busy)

    def _of_text(self, text: str) -> Incoming:
        article = article_of_text(text, source="pasted text", at=self._clock())
        return Incoming(article, Original(article.text.encode(), "text"))

    def action_stop(self) -> None:
        """Stop what is under way, or drop the pasted text, or close."""
        if self._worker and self._at_work:
            self._worker.cancel()
            self._rest()
            self._say(Content(_STOPPED))
        elif self._pasted:
            self._pasted = ""
            self.query_one(SourceInput).placeholder = ""
            self._say(Content(_ASK))
        else:
            self.dismiss(None)

    def _busy(self, doing: str) -> None:
        self._doing = doing
        self._spin()
        if self._timer:
            self._timer.resume()

    def _fail(self, why: str) -> None:
        self._rest()
        self._say(Content.assemble(("! ", "bold $text-error"), plain(why)))

    def _rest(self) -> None:
        self._doing = ""
        if self._timer:
            self._timer.pause()

    def _spin(self) -> None:
        if not self._doing:  # a last tick of the timer may be on its way still
            return
        self._turn = (self._turn + 1) % len(_SPINNER)
        self._say(Content.assemble((_SPINNER[self._turn], "bold"), " ", plain(self._doing), " … Esc stops"))

    def _say(self, words: Content) -> None:
        self.query_one("#add-status", Static).update(words)


def _told(kept: Kept) -> str:
    if kept.fate is Fate.NEW_VERSION:
        return f"The publisher changed this article ({kept.changed}; V shows it)"
    return "Kept" if kept.fate is Fate.ADDED else "Already in your library"
