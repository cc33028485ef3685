"""Full-text search: what is asked, the cached lines that answer it, and the words that show a hit."""

from stores.search.cache import SearchCache
from stores.search.excerpts import excerpt
from stores.search.lines import line_of
from stores.search.parsing import parse
from stores.search.query import Query

__all__ = ["Query", "SearchCache", "excerpt", "line_of", "parse"]
