"""Handles on one library of rows, each as another process would have it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stores.journal import JournalStorage


class Handle:
    """The table `heads` of one storage, in few words."""

    def __init__(self, directory: Path) -> None:
        self.storage = JournalStorage(directory)

    def put(self, id: str, **document: Any) -> None:
        """Keep the document under `id`, in a commit of its own unless a transaction is under way."""
        with self.storage.transaction() as transaction:
            transaction.put("heads", id, document)

    def all(self) -> dict[str, Any]:
        """All documents by their ids."""
        return dict((self.storage.read() or {}).get("heads", {}))


Open = Callable[[], Handle]
