"""Pages for tests, many in a file: each below a line that begins with = and says what it is like."""

from pathlib import Path


def pages_in(name: str) -> dict[str, str]:
    """The pages in the file `name` beside this one (HTML), by what they are like."""
    found: dict[str, str] = {}
    for block in Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n= ")[1:]:
        like, html = block.split("\n", 1)
        found[like] = html
    return found
