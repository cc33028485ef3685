"""Text from outside, made safe to show: the one function it passes before it meets a terminal.

Control, escape and direction-changing characters become visible signs. The signs are one character each, so
offsets into the text stay true; the stored text is not touched.
"""

import re
import unicodedata

# U+2400-U+2421 are Unicode's own pictures of the C0 controls and DELETE ("Control Pictures").
_SIGNS: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_SIGNS[0x7F] = "\u2421"
_SIGNS |= dict.fromkeys(range(0x80, 0xA0), "\u2426")
# Bidirectional marks, embeddings, overrides and isolates (Unicode Standard Annex 9), and what deprecated them.
_SIGNS |= dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x206A, 0x2070)], "\u21c4"
)
# Invisible characters that hide text or split a word. The joiners U+200C, U+200D stay: scripts and emoji need them.
_SIGNS |= dict.fromkeys([0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB], "\u00b7")
_SIGNS |= dict.fromkeys(range(0xE0000, 0xE0080), "\u00b7")  # tag characters
_SIGNS |= dict.fromkeys([0x2028, 0x2029], "\u2424")
_SIGNS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates cannot be written at all
_SIGNS[0x00AD] = "-"

_SIGNS[0x09] = " "
del _SIGNS[0x0A]

_WHITE = re.compile(r"(?:\r\n|[ \t\n])+")

# More combining marks than this on one letter is no orthography but a way to draw over the lines around.
_MARKS = 3

# The characters met so far that are shown as they are, wherever they stand: most texts have no other.
_harmless: set[str] = set()


def visible(text: str) -> str:
    """Return `text` with every character that could act on a terminal as a visible sign, one for one.

    Line feeds stay, a tab and the carriage return of a line's end become spaces. The result has as many code
    points as `text`.
    """
    if _harmless.issuperset(text):
        return text
    _harmless.update(letter for letter in set(text) if ord(letter) not in _SIGNS and not _is_mark(letter))
    shown = text.replace("\r\n", " \n").translate(_SIGNS)
    return shown if shown.isascii() else _calmed(shown)


def line(text: str) -> str:
    """Return `text` as one line: runs of white space and line ends become one space, the rest is `visible`."""
    if "  " in text or "\n" in text or "\t" in text:
        text = _WHITE.sub(" ", text)
    return visible(text.strip(" "))


def _calmed(text: str) -> str:
    run = 0
    letters = list(text)
    for i, letter in enumerate(text):
        if not _is_mark(letter):
            run = 0
        elif (run := run + 1) > _MARKS:
            letters[i] = "\u00b7"
    return "".join(letters)


def _is_mark(letter: str) -> bool:
    return letter >= "\u0300" and unicodedata.category(letter).startswith("M")
