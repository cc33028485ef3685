"""The matter: what an article is about, by the words of its headline and lead."""

from collections.abc import Iterator, Sequence

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.model import Span

_STEM, _SHORT_WORD = 6, 3
"""Letters by which two words are one ("allied", "allies"), and of words that tell nothing of what a text is about."""
_FEW = 5
"""Words of which a share tells something, at least."""


class Matter:
    """What one article is about: the words before token `lead`."""

    def __init__(self, document: Document, lead: int) -> None:
        self._document = document
        self._stems = frozenset(self._stems_of(0, lead))

    def share(self, content: Sequence[Span]) -> float:
        """Return which share of the words of a content, from 0 to 1, the headline and the lead have too."""
        ranges = [self._document.range_of((span.start, span.end)) for span in content]
        own = {stem for first, end in ranges for stem in self._stems_of(first, end)}
        return len(own & self._stems) / max(_FEW, len(own))

    def _stems_of(self, first: int, end: int) -> Iterator[str]:
        """Yield the beginnings of the words that tell what a stretch of the text is about."""
        closed = ("auxiliaries", "determiners", "prepositions", "conjunctions", "personal_pronouns", "times")
        for token in self._document.tokens[first:end]:
            if token.is_word and len(token.low) > _SHORT_WORD and not any(token.low in words(name) for name in closed):
                yield token.low[:_STEM]
