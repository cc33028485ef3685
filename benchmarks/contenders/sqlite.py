"""sqlite3: heads, bodies and follow-ups in tables, with a write-ahead log, synchronous=FULL."""

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contenders import FOLLOW_UP, Contender

if TYPE_CHECKING:
    from briefing.model import Briefing


class Sqlite(Contender):
    """Three tables, one connection."""

    name = "sqlite3"

    @classmethod
    def place(cls, folder: Path, count: int) -> Path:
        path = folder / f"of-{count}.sqlite"
        if not path.exists():
            from benchmarks.briefings import briefings

            made = cls(folder / f"of-{count}-unfinished.sqlite")
            made._database.executescript(
                """CREATE TABLE heads (number INTEGER PRIMARY KEY, id TEXT UNIQUE, headline, outlet, published, sha256);
                CREATE TABLE bodies (id TEXT PRIMARY KEY, briefing);
                CREATE TABLE follow_ups (briefing, id, state, due, text, PRIMARY KEY (briefing, id));"""
            )
            with made._database:
                for briefing in briefings(count):
                    made._insert(briefing)
            made.close()
            (folder / f"of-{count}-unfinished.sqlite").rename(path)
        return path

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")

    def newest(self, limit: int) -> list[tuple[str, str]]:
        return self._database.execute(
            "SELECT id, headline FROM heads ORDER BY number DESC LIMIT ?", (limit,)
        ).fetchall()

    def toggle(self, id: str, state: str) -> None:
        with self._database:
            self._database.execute(
                "UPDATE follow_ups SET state = ? WHERE briefing = ? AND id = ?", (state, id, FOLLOW_UP)
            )

    def add(self, briefing: "Briefing") -> None:
        with self._database:
            self._insert(briefing)

    def get(self, id: str) -> "Briefing":
        from briefing.contract import from_json

        (body,) = self._database.execute("SELECT briefing FROM bodies WHERE id = ?", (id,)).fetchone()
        return from_json(json.loads(body))

    def search(self, word: str, limit: int) -> list[str]:
        pattern = f"%{word}%"
        found = self._database.execute("SELECT id FROM bodies WHERE briefing LIKE ? LIMIT ?", (pattern, limit))
        return [id for (id,) in found]

    def close(self) -> None:
        self._database.close()

    def _insert(self, briefing: "Briefing") -> None:
        from briefing.contract import to_json

        article, plain = briefing.article, to_json(briefing)
        self._database.execute(
            "INSERT INTO heads (id, headline, outlet, published, sha256) VALUES (?, ?, ?, ?, ?)",
            (briefing.id, briefing.headline.text, article.outlet, article.published, article.sha256),
        )
        self._database.execute("INSERT INTO bodies VALUES (?, ?)", (briefing.id, json.dumps(plain)))
        self._database.executemany(
            "INSERT INTO follow_ups VALUES (?, ?, ?, ?, ?)",
            ((briefing.id, f.id, str(f.state), f.due, f.text) for f in briefing.follow_ups),
        )
