"""Standard input as a source, read so that Ctrl-C can end the command in the middle."""

import os
import sys

from briefing.intake.raw import LIMIT

_PIECE = 1 << 16


def read_all() -> bytes:
    """Return what standard input holds, at most one byte more than a source may have; nothing where it is closed.

    Read without Python's buffer: at its end the interpreter wants the buffer's lock, which a thread that waits for
    input holds, and aborts.
    """
    if sys.stdin is None:
        return b""
    pieces: list[bytes] = []
    left = LIMIT + 1
    while left > 0 and (piece := os.read(sys.stdin.fileno(), min(_PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
