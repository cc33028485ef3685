"""TinyDB under a journal: a checksummed snapshot, a log of commits, one lock. Knows nothing of briefings."""

from stores.journal.storage import JournalStorage
from stores.journal.table import JournalTable

__all__ = ["JournalStorage", "JournalTable"]
