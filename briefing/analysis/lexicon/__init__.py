"""The lexicon: word lists, cue verbs, countries and outlets, read once from the files beside this one."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """Return the lines of the lexicon file `name` that say something, without comments and blank lines."""
    text = (_HERE / name).read_text(encoding="utf-8")
    return [stripped for line in text.splitlines() if (stripped := line.strip()) and not stripped.startswith("#")]


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """Return the lower-case entries of the lexicon file `name`, by section."""
    found: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in lines(name):
        if line[0] == "[":
            current = found.setdefault(line.strip("[]"), set())
        else:
            current.update(word.replace("_", " ") for word in line.split())
    return {name: frozenset(entries) for name, entries in found.items()}


@cache
def words(section: str) -> frozenset[str]:
    """Return the lower-case words of one section of `words.txt`. Raises KeyError when there is no such section."""
    return sections("words.txt")[section]
