"""What `readout` prints where there is no terminal to draw on: the newest briefing, or the sample, marked as such."""

from pathlib import Path

from tui.commands import formats, opening
from tui.commands.output import say


def run(directory: Path) -> int:
    """Print the newest briefing of the library in `directory`, of an empty one the sample; return the exit status."""
    with opening.reading(directory) as library:
        newest = library.entries(limit=1)
        if newest:
            formats.show(library.get(newest[0].id), "text")
            return 0
        from briefing.sample import briefing  # only while the library is empty

        say("SAMPLE: your library is empty, so this is the built-in example. 'readout add SOURCE' keeps your own.\n\n")
        formats.show(library.named(briefing()), "text")
        return 0
