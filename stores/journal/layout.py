"""The files of a library's catalogue, by name, and whether a directory holds a library at all."""

from pathlib import Path

from stores.journal.framing import framed
from stores.journal.rows import compact
from stores.journal.snapshot import SCHEMA

CATALOGUE, JOURNAL, HISTORY, TEMPORARY = "catalogue.json", "catalogue.log", "history.log", "tmp"
PREVIOUS = ".prev"
"""Ending of the names of the generation before."""

BODIES, ORIGINALS, BACKUPS = "b", "o", "backups"
FEEDS = "feeds"
"""The directory of the feeds in a library: they have a catalogue of their own there."""
OLDER = "library.json"
"""The file of the first Readout: its library, or a mark that says where that has gone."""

JOURNAL_FORMAT, HISTORY_FORMAT = "readout.journal", "readout.history"


def journal_header(base: int) -> bytes:
    """Return the first line of a journal that goes on after commit `base`."""
    return framed(compact({"format": JOURNAL_FORMAT, "schema": SCHEMA, "base": base}))


def history_header() -> bytes:
    """Return the first line of a history."""
    return framed(compact({"format": HISTORY_FORMAT, "schema": SCHEMA}))


def is_begun(directory: Path) -> bool:
    """Whether a library was ever made in `directory`, even if its catalogue is gone.

    A journal that nothing was written to yet is what a creation that was cut off leaves.
    """
    try:
        names = {file.name for file in directory.iterdir()}
    except FileNotFoundError:
        return False
    if names & {CATALOGUE, CATALOGUE + PREVIOUS, JOURNAL + PREVIOUS, HISTORY, BODIES, ORIGINALS, BACKUPS}:
        return True
    if FEEDS in names and (directory / FEEDS / JOURNAL).exists():
        return True  # a library is made before the feeds in it are
    return JOURNAL in names and (directory / JOURNAL).read_bytes() != journal_header(0)
