"""One flipped bit found by a checksum: a crc32 does not only tell that a bit is wrong, it tells which.

The crc32 is linear: what a flipped bit changes in it depends on how far from the end the bit stands alone, and is
another value for each place (W. W. Peterson and D. T. Brown, Cyclic Codes for Error Detection, 1961). Going back from
the difference byte by byte leads to the bit. Of other damage one piece in some ten thousands is taken for it, so
whoever asks must see whether the result makes sense.
"""

from functools import cache
from zlib import crc32

_POLYNOMIAL = 0xEDB88320
_CRC = 8
_COUNTED = 9
"""Offsets in a line of a journal: after its checksum, and where begins what that is of."""


def mended(content: bytes, crc: int) -> bytes | None:
    """Return `content` with the one bit flipped that gives it the checksum `crc`, None where no one bit does."""
    table, entry_of, bit_of = _tables()
    difference = crc32(content) ^ crc
    for at in range(len(content) - 1, -1, -1):
        bit = bit_of.get(difference)
        if bit is not None:
            return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
        entry = entry_of[difference >> 24]
        difference = ((difference ^ table[entry]) << 8 | entry) & 0xFFFFFFFF
    return None


def mended_line(line: bytes) -> bytes | None:
    """Return a line of a journal with the one bit flipped that makes it a sound one, None where no one bit does."""
    if len(line) <= _COUNTED or not line.endswith(b"\n"):
        return None
    counted = line[_COUNTED:-1]
    sealed = b"%08x " % crc32(counted)
    if sum((one ^ other).bit_count() for one, other in zip(sealed, line, strict=False)) == 1:
        return sealed + line[_COUNTED:]
    try:
        crc = int(line[:_CRC], 16)
    except ValueError:
        return None
    whole = mended(counted, crc) if line[:_COUNTED] == b"%08x " % crc else None
    return None if whole is None else line[:_COUNTED] + whole + b"\n"


@cache
def _tables() -> tuple[list[int], dict[int, int], dict[int, int]]:
    """Return the crc32 of each byte, the byte by the highest byte of that, and the single bits by theirs."""
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
        table.append(value)
    return table, {value >> 24: byte for byte, value in enumerate(table)}, {table[1 << n]: 1 << n for n in range(8)}
