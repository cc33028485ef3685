"""The one way by which the commands say anything: results on standard output, all else on standard error.

Whatever is printed passes `tui.plain`, so that no text from outside acts on a terminal; JSON says the same value in
escapes.
"""

import io
import json
import os
import re
import sys
from typing import TextIO

from tui.commands.errors import OutputError
from tui.plain import line, visible

_NEITHER_ASCII_NOR_LINE_END = re.compile(r"[^\n -~]")


def prepare() -> None:
    """Make standard output take every letter: one that its encoding lacks becomes a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print text as it is, with whatever could act on a terminal as visible signs.

    Raises OutputError when it cannot be written, BrokenPipeError when nobody reads any more.
    """
    _write(visible(text))


def say_rows(*rows: tuple[str, ...]) -> None:
    """Print each row on one line, whatever line ends are in its cells, with two spaces between them.

    Raises what `say` raises.
    """
    _write("".join(f"{'  '.join(line(cell) for cell in row)}\n" for row in rows))


def say_json(text: str) -> None:
    """Print JSON text: the same value, with whatever could act on a terminal escaped. Raises what `say` raises."""
    _write(escaped(text, only_ascii=not _is_unicode(sys.stdout)) + "\n")


def say_bytes(data: bytes) -> None:
    """Print bytes as they are. Raises OutputError, or BrokenPipeError, when they cannot be written."""
    say("")  # which says so where nothing can be printed at all
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        stop_output()
        raise OutputError(f"The output could not be written ({error.strerror}): not all was printed.") from error


def say_value(value: object) -> None:
    """Print a value of lists, dicts, strings, numbers, booleans and None as JSON to read. Raises what `say` raises."""
    say_json(json.dumps(value, ensure_ascii=False, indent=2))


def complain(sentence: str) -> None:
    """Print one line on standard error. One that cannot be printed is lost: there is nowhere left to say so."""
    if sys.stderr is None:
        return
    try:
        print(f"readout: {line(sentence)}", file=sys.stderr, flush=True)
    except OSError:
        _lead_nowhere(sys.stderr)


def ask(question: str) -> str | None:
    """Ask the user on standard error and return the line that is answered; None where nobody is there to be asked."""
    if sys.stdin is None or sys.stderr is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    print(f"{line(question)} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def escaped(text: str, *, only_ascii: bool = False) -> str:
    r"""Return JSON text of the same value in which nothing acts on a terminal: U+009B is `\u009b`."""

    def letter(found: re.Match[str]) -> str:
        return _escape(found[0]) if only_ascii or visible(found[0]) != found[0] else found[0]

    return _NEITHER_ASCII_NOR_LINE_END.sub(letter, text)


def stop_output() -> None:
    """Let what standard output still holds go, so that Python does not stumble over it at its end."""
    _lead_nowhere(sys.stdout)


def _write(text: str) -> None:
    if sys.stdout is None:
        raise OutputError("Standard output is closed: there is nowhere to print to.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        stop_output()
        raise OutputError(f"The output could not be written ({error.strerror}): nothing more was printed.") from error


def _escape(letter: str) -> str:
    code = ord(letter)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _is_unicode(stream: TextIO | None) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def _lead_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
