"""Where briefings are kept: `Library` is all that the rest of the program sees of it."""

from stores.entry import Entry, Hit
from stores.errors import LibraryError
from stores.library import Library
from stores.location import library_directory

__all__ = ["Entry", "Hit", "Library", "LibraryError", "library_directory"]
