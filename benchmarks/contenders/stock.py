"""TinyDB as it comes: all briefings in one JSON file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB, where

from benchmarks.contenders import FOLLOW_UP, Contender

if TYPE_CHECKING:
    from briefing.model import Briefing


class Stock(Contender):
    """One table, one row for each briefing."""

    name = "TinyDB"
    at_most = 1000

    @classmethod
    def place(cls, folder: Path, count: int) -> Path:
        path = folder / f"of-{count}.json"
        if not path.exists():
            from benchmarks.briefings import briefings
            from briefing.contract import to_json

            with TinyDB(path) as database:
                database.insert_multiple({"id": b.id, "briefing": to_json(b)} for b in briefings(count))
        return path

    def __init__(self, path: Path) -> None:
        self._database = TinyDB(path)

    def newest(self, limit: int) -> list[tuple[str, str]]:
        rows = self._database.all()[-limit:]
        return [(row["id"], row["briefing"]["headline"]["text"]) for row in reversed(rows)]

    def toggle(self, id: str, state: str) -> None:
        def changed(row: Any) -> None:
            next(f for f in row["briefing"]["follow_ups"] if f["id"] == FOLLOW_UP)["state"] = state

        self._database.update(changed, where("id") == id)

    def add(self, briefing: "Briefing") -> None:
        from briefing.contract import to_json

        self._database.insert({"id": briefing.id, "briefing": to_json(briefing)})

    def get(self, id: str) -> "Briefing":
        from briefing.contract import from_json

        row: Any = self._database.get(where("id") == id)
        return from_json(row["briefing"])

    def search(self, word: str, limit: int) -> list[str]:
        wanted = word.casefold()
        rows = self._database.all()
        return [row["id"] for row in rows if wanted in row["briefing"]["article"]["text"].casefold()][-limit:]

    def close(self) -> None:
        self._database.close()
