"""The names of the analyses' files: an id and a number as a path in a library, and back.

Strings, because a library has ten thousands of them: a Path for each takes longer than to read it.
"""

import re

from stores.journal.layout import BODIES

_NAME = re.compile(r"([0-9a-z][0-9a-z_-]{0,63})(?:\.([1-9]\d*))?\.json")


def folder_of(id: str) -> str:
    """Return the folder of a briefing's analyses, as a path from the library's directory."""
    return f"{BODIES}/{id[:2]}"


def name_of(id: str, number: int) -> str:
    """Return the file of an analysis, as a path from the library's directory."""
    return f"{folder_of(id)}/{id}.json" if number == 1 else f"{folder_of(id)}/{id}.{number}.json"


def named_by(folder: str, name: str) -> tuple[str, int] | None:
    """Return the id and the number that a file of this name in a folder of this name has, None if it has none."""
    found = _NAME.fullmatch(name)
    if found is None or found[1][:2] != folder:
        return None
    return found[1], int(found[2] or 1)
