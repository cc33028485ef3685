"""The palette: every command of the table and every briefing of the library, found by typing."""

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import ModalScreen

from tui.desk.command_table import ALWAYS, COMMANDS, Command, Place, keys_shown
from tui.desk.content import plain
from tui.desk.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class DeskCommands(Provider):
    """Offers what can be done on the screen below the palette, then the briefings by their headlines."""

    async def discover(self) -> Hits:
        """Yield all commands, in the order of the table."""
        for command in self._commands():
            yield DiscoveryHit(Content(command.title), self._run(command), command.title, command.help)

    async def search(self, query: str) -> Hits:
        """Yield the commands and briefings whose words match `query`."""
        desk, matcher = cast("Desk", self.app), self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.title)) > 0:
                run = self._run(command)
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    run,
                    command.title,
                    f"{keys_shown(command, desk.own_keys)}  {command.help}",
                )
        for entry in desk.session.shelf.entries:
            title = plain(entry.headline)
            if (score := matcher.match(title.plain)) > 0:
                yield Hit(score * 0.9, title, partial(desk.open_briefing, entry.id), title.plain, "Open this briefing")

    def _commands(self) -> Iterator[Command]:
        if isinstance(self.screen, ModalScreen):  # a dialog, whose own keys do the rest
            return (command for command in COMMANDS if command.palette and command.group == ALWAYS)
        place = self.screen.where if isinstance(self.screen, ReadingScreen) else Place.DESK
        return (command for command in COMMANDS if command.palette and place in command.places)

    def _run(self, command: Command) -> Callable[[], Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, command.action or command.name, self.screen)
