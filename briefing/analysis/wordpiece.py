"""WordPiece: a text as the pieces that the encoder knows, each with its place in the untouched text.

Uncased BERT's own normalisation (control characters go, accents go, lower case), its splitting at white space, marks
and ideographs, and greedy longest-match pieces: Devlin et al., 2019; equal to its reference implementation, which
`python -m training.same_pieces` shows on the corpus.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_CHUNK = re.compile("[^ \t\n\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What stands between white space. Other control characters are no space: they go without a trace."""
_PLAIN = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")
_LONGEST = 100
"""Characters of a word; a longer one is unknown."""
_MOST_KEPT = 20_000
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)

Piece = tuple[int, int, int]
"""A piece as its number in the vocabulary and its start and end in the text, in code points."""


class WordPiece:
    """The pieces of texts, by one vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """`vocabulary` are the pieces in the order of their numbers; those inside a word begin with ##."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._numbers["[UNK]"]
        self.first = self._numbers["[CLS]"]
        self.separator = self._numbers["[SEP]"]
        self.padding = self._numbers["[PAD]"]
        self._kept: dict[str, tuple[Piece, ...]] = {}

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of `text` from `start` to `end`, in order and without overlap."""
        kept = self._kept
        for match in _CHUNK.finditer(text, start, end):
            chunk, at = match.group(), match.start()
            found = kept.get(chunk)
            if found is None:
                found = tuple(self._of_chunk(chunk))
                if len(chunk) <= _LONGEST and len(kept) < _MOST_KEPT:
                    kept[chunk] = found
            for number, first, past in found:
                yield number, at + first, at + past

    def _of_chunk(self, chunk: str) -> Iterator[Piece]:
        if chunk.isascii() and chunk.isprintable():
            for match in _PLAIN.finditer(chunk):
                yield from self._of_word(match.group().lower(), range(match.start(), match.end() + 1))
            return
        word: list[str] = []
        starts: list[int] = []
        for at, character in enumerate(chunk):
            for letter in _CHARACTERS[character]:
                if _stands_alone(letter):
                    yield from self._of_word("".join(word), [*starts, at])
                    yield from self._of_word(letter, [at, at + 1])
                    word, starts = [], []
                else:
                    word.append(letter)
                    starts.append(at)
        yield from self._of_word("".join(word), [*starts, len(chunk)])

    def _of_word(self, word: str, starts: range | list[int]) -> Iterator[Piece]:
        """Yield the pieces of a word; `starts` are the places of its letters, and where the last one ends."""
        if not word:
            return
        number = self._numbers.get(word)
        if number is not None and len(word) <= _LONGEST:
            yield number, starts[0], starts[len(word)]
            return
        found: list[Piece] = []
        at = 0
        while at < len(word) <= _LONGEST:
            for past in range(len(word), at, -1):
                number = self._numbers.get(("##" if at else "") + word[at:past])
                if number is not None:
                    found.append((number, starts[at], max(starts[past], starts[past - 1] + 1)))
                    at = past
                    break
            else:
                break
        yield from found if at == len(word) else [(self.unknown, starts[0], starts[len(word)])]


def _stands_alone(letter: str) -> bool:
    code = ord(letter)
    if code < 128:
        return not letter.isalnum()
    return unicodedata.category(letter)[0] == "P" or any(low <= code <= high for low, high in _IDEOGRAPHS)


class _Characters(dict[str, str]):
    """What each character becomes: nothing, itself, or other letters; worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        if character == "\ufffd" or unicodedata.category(character)[0] == "C":
            bare = ""
        else:
            parts = unicodedata.normalize("NFD", character)
            bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
        self[character] = bare.lower()
        return self[character]


_CHARACTERS = _Characters()
