"""What a story's own words leave behind: enough to tell whether another story is made of them, in little space.

Quotations are left out: two desks that were in the same room print the same ones. What remains is read as shingles,
each run of four words as a number (Broder 1997, "On the resemblance and containment of documents").
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from unicodedata import is_normalized
from zlib import crc32

from briefing.analysis.quotations import WHOLE, quotations
from briefing.analysis.sentences import paragraphs
from briefing.versions.folding import folded

SHINGLE = 4
"""Words of a shingle. Of 3 to 8 tried in benchmarks/near_copies.py, 3 to 5 do best and 4 by a little."""
_WINDOW = 4
"""Shingles of which one is an anchor: with words in common for seven on end, two stories have an anchor in common."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_NAME = re.compile(r"(?<=[\w,;:] )[^\W\d_][^\W_]*")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_MARK = re.compile(r"[\"“”„«»‘‚`]|''|(?<!\w)['’]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SIZES = Struct("<III")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as numbers: its shingles, its facts (names and figures), each once; some shingles are its anchors."""

    shingles: "array[int]"
    anchors: "array[int]"
    facts: "array[int]"

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """Return the fingerprint of a text, which is the same in every process and on every machine."""
        shingles: dict[int, None] = {}
        anchors: dict[int, None] = {}
        facts: dict[str, None] = {}
        for run in _unquoted(text):
            line = plain(run)
            numbers = _shingled(words(line))
            shingles.update(dict.fromkeys(numbers))
            anchors.update(dict.fromkeys(_anchors(numbers)))
            facts.update(dict.fromkeys(names(line)))
            facts.update(dict.fromkeys(_FIGURE.findall(line)))
        return cls(array("I", shingles), array("I", anchors), array("I", map(_number, facts)))

    def packed(self) -> bytes:
        """Return it as bytes to keep: some 12 for each 5 words of prose."""
        parts = self.shingles, self.anchors, self.facts
        return _SIZES.pack(*map(len, parts)) + b"".join(Struct(f"<{len(part)}I").pack(*part) for part in parts)

    @classmethod
    def unpacked(cls, kept: bytes) -> "Fingerprint":
        """Return the fingerprint that `packed` made these bytes of. Raises ValueError where they are others."""
        sizes = _SIZES.unpack(kept[: _SIZES.size]) if len(kept) >= _SIZES.size else (0, 0, 0)
        if len(kept) != _SIZES.size + 4 * sum(sizes):
            raise ValueError("these bytes are no fingerprint")
        numbers = Struct(f"<{sum(sizes)}I").unpack(kept[_SIZES.size :])
        first, second = sizes[0], sizes[0] + sizes[1]
        return cls(array("I", numbers[:first]), array("I", numbers[first:second]), array("I", numbers[second:]))


def plain(text: str) -> str:
    """Return the text on one line, folded as far as words show: most texts need less for that than `folded` takes."""
    if not text.isascii():
        text = folded(text) if _UNSEEN.search(text) or not is_normalized("NFC", text) else text.replace("’", "'")
    return " ".join(text.split())


def words(line: str) -> list[str]:
    """Return the words of a plain line as they are compared: in lower case, without marks; each sign of Chinese."""
    return _WORD.findall(line.lower())


def names(line: str) -> list[str]:
    """Return the words of a plain line with a capital, apart from those that begin a sentence."""
    return [name for name in _NAME.findall(line) if name[0].isupper()]


def _shingled(words: list[str]) -> list[int]:
    codes = [_number(word) for word in words]
    return [
        (a * 0x9E3779B1 + b * 0x85EBCA77 + c * 0xC2B2AE3D + d * 0x27D4EB2F) & 0xFFFFFFFF  # odd, the bits well mixed
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    ]


def _number(said: str) -> int:
    return crc32(said.encode("utf-8", "surrogatepass"))


def _anchors(numbers: list[int]) -> Iterator[int]:
    """Return the least of each four (Schleimer, Wilkerson, Aiken 2003, "Winnowing"); of fewer, the least."""
    if len(numbers) < _WINDOW:
        return iter(sorted(numbers)[:1])
    return map(min, numbers, numbers[1:], numbers[2:], numbers[3:])


def _unquoted(text: str) -> Iterator[str]:
    """Yield what stands before, between and after the quotations of a text; words in scare quotes are its own."""
    at = 0
    if _MARK.search(text):
        for quotation in quotations(text, paragraphs(text)):
            if quotation.words >= WHOLE:
                for start, end in quotation.pieces:
                    yield text[at:start]
                    at = end
    yield text[at:]
