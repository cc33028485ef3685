"""Folding: texts that differ only in capitals, accents, ligatures or kinds of spaces become the same bytes."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

FORM = f"1-{unicodedata.unidata_version}"
"""Which folding this is: bytes folded in another form (other rules, another Unicode) do not compare with ours."""

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‛ʼ′", "'")
    | dict.fromkeys("‐‒–—―−", "-")
    | {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
)
"""What Unicode does not decompose and keyboards do not have, as people type it."""

BETWEEN = b"\x1a"
"""Stands between texts folded together, and in no folded text."""

_SPACED = bytes(ord("\n" if chr(code).isspace() and code != 32 else chr(code).lower()) for code in range(128))
_LETTERS = _SPACED + bytes(range(128, 256))
_DROPPED = bytes(code for code in range(128) if not chr(code).isprintable() and not chr(code).isspace())
_ASCII = bytes(range(128))
_MANY = 50
"""Different characters from which on it is quicker to fold them one by one."""


def folded(text: str) -> bytes:
    """Return `text` folded, in UTF-8: no control characters, single spaces, none at the ends.

    Each character is folded by itself: compatibility decomposition (NFKD) without combining marks, case folding,
    and typographic apostrophes, dashes and stroked letters as they are typed; invisible characters go. The result
    never holds a capital A to Z or a byte below 32.
    """
    return _single_spaced(_letters(text)).strip(b" ")


def folded_apart(texts: Collection[str]) -> bytes:
    """Return `texts` folded, with `BETWEEN` (and perhaps spaces) between them: quicker than one by one."""
    letters = _letters(BETWEEN.decode().join(texts), _DROPPED.replace(BETWEEN, b""))
    if letters.count(BETWEEN) >= max(1, len(texts)):  # one of the texts holds such a character
        return BETWEEN.join(map(folded, texts))
    return _single_spaced(letters)


folded_name = lru_cache(maxsize=4096)(folded)
"""`folded` for names, which come again and again in a library."""


def letters(text: str) -> bytes:
    """Return what the characters of `text` fold to, one after the other, in UTF-8; spaces are " " or "\\n"."""
    return _letters(text)


def place(text: str, wanted: bytes) -> tuple[int, int] | None:
    """Return start and end, in code points, of the first stretch of `text` that folds to `wanted`; None without one.

    `wanted` is folded and not empty. A character of which only a part is wanted (the `f` of `ﬁ`) counts whole, and
    combining marks stay with the letter before them.
    """
    spaced = re.compile(rb"[ \n]+".join(re.escape(word) for word in wanted.split(b" ")))
    hit = spaced.search(_letters(text))
    if hit is None:
        return None
    start, end = _character(text, hit.start()), _character(text, hit.end() - 1) + 1
    while end < len(text) and not _letters(text[end]) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _single_spaced(letters: bytes) -> bytes:
    flat = b" ".join(filter(None, letters.split(b"\n")))
    while b"  " in flat:
        flat = flat.replace(b"  ", b" ")
    return flat


def _letters(text: str, dropped: bytes = _DROPPED) -> bytes:
    r"""Return what the characters of `text` fold to, one after the other; spaces are " " or "\n"."""
    others = set(_encoded(text).translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    changed = {other: bare for other in others if (bare := _CHARACTERS[other]) != other}
    if len(changed) > _MANY:
        text = "".join(map(_CHARACTERS.__getitem__, text))
    else:
        # In any order, because what a character folds to folds to itself. An article of 5 KB takes 30 µs this way
        # and 230 by str.translate.
        for other, bare in changed.items():
            text = text.replace(other, bare)
    return _encoded(text).translate(_LETTERS, dropped)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _character(text: str, offset: int) -> int:
    """Return which character of `text` the byte at `offset` of its letters comes from."""
    first, past, passed = 0, len(text), 0
    while past - first > 1:
        middle = (first + past) // 2
        length = len(_letters(text[first:middle]))
        if passed + length > offset:
            past = middle
        else:
            first, passed = middle, passed + length
    return first


class _Characters(dict[str, str]):
    """What each character folds to, where those of ASCII stay; worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        if character.isascii():
            return character
        bare = _bare(_bare(character).casefold()).translate(_ALIKE)
        self[character] = "".join(" " if part.isspace() else part for part in bare if not _is_invisible(part))
        return self[character]


def _bare(letters: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(part))


def _is_invisible(letter: str) -> bool:
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return selector or (unicodedata.category(letter) in {"Cc", "Cf"} and not letter.isspace())


_CHARACTERS = _Characters()
