"""Removed briefings go for good after thirty days: until then a removal can be taken back."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from stores import head as heads
from stores.catalogue import REMOVED, Catalogue
from stores.history import PURGED

DAYS = 30


def when_gone(at: str) -> datetime:
    """Return the moment after which the files of a briefing removed at `at` (ISO 8601) go."""
    return datetime.fromisoformat(at) + timedelta(days=DAYS)


def purge(catalogue: Catalogue, now: datetime) -> int:
    """Let go of the analyses of briefings removed more than thirty days ago, and return of how many briefings.

    Their originals go too. First the catalogue forgets them, then their files go, but for what a head names, or another
    removed briefing. Raises LibraryError, OSError.
    """
    if not any(_is_due(row["at"], now) for row in catalogue.removed().values()):
        return 0
    gone: set[tuple[str, int]] = set()
    originals: set[str] = set()
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about: dict[str, int] = {}
    with catalogue.storage.transaction(at=at, by="library", about=about) as transaction:
        due = {id: row for id, row in catalogue.removed().items() if _is_due(row["at"], now)}
        for id, row in due.items():
            transaction.take_out(REMOVED, id)
            gone |= {(id, number) for number in row["analyses"]}
            originals.update(row.get("originals", ()))
        about[PURGED] = len(due)
    with catalogue.storage.locked():
        paths = [catalogue.bodies.path(id, number) for id, number in gone - set(_named(catalogue))]
        paths += [catalogue.originals.path(sha256) for sha256 in originals - set(_named_originals(catalogue))]
        for path in paths:
            with suppress(FileNotFoundError):
                path.unlink()
    return about[PURGED]


def _is_due(at: str, now: datetime) -> bool:
    return when_gone(at) < now


def _named(catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    for id, head in catalogue.heads().items():
        yield from ((id, kept["n"]) for kept in head["analyses"])
    for id, row in catalogue.removed().items():
        yield from ((id, number) for number in row["analyses"])


def _named_originals(catalogue: Catalogue) -> Iterator[str]:
    for head in catalogue.heads().values():
        yield from heads.originals(head)
    for row in catalogue.removed().values():
        yield from row.get("originals", ())
