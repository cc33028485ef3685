"""A text in the user's own editor, on a file that nobody else can read, and no word of it lost on the way back."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import ReadoutError
from tui.desk.lending import Away, lent

_USUAL = ("nano", "vi")


class NotWritten(ReadoutError):
    """What was to be written in an editor could not be taken over."""


@contextmanager
def written(text: str, *, called: str, away: Away) -> Iterator[str]:
    """Let the user edit `text` and yield it as it is then, without the line ends at its end.

    The file goes afterwards; but where what is done with the text fails, it stays, and the error says where.
    Raises NotWritten when there is no editor, it fails, or what it leaves is no text.
    """
    command = _editor()
    file = Path(tempfile.mkdtemp(prefix="readout-")) / f"{called}.txt"  # the directory is of mode 0700
    before = f"{text}\n".encode("utf-8", "surrogatepass") if text else b""
    file.touch(mode=0o600)
    file.write_bytes(before)
    try:
        _run([*command, os.fspath(file)], away)
        yield _read(file)
    except ReadoutError as error:
        if _bytes(file) not in (None, before):
            raise NotWritten(f"{error} What you wrote is in {file}.") from error
        shutil.rmtree(file.parent, ignore_errors=True)
        raise
    shutil.rmtree(file.parent, ignore_errors=True)  # with what the editor may have left beside it


def _editor() -> list[str]:
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        words = shlex.split(named)
    except ValueError as error:
        raise NotWritten(f"The editor is {named!r}, which is no command ({error}): set VISUAL or EDITOR.") from error
    usual = [name for name in _USUAL if shutil.which(name)]
    if not words and not usual:
        raise NotWritten("There is no editor to open: set VISUAL or EDITOR to one.")
    return words or usual[:1]


def _run(command: list[str], away: Away) -> None:
    fault, status = None, 0
    with lent(away):
        try:
            status = subprocess.run(command, check=False).returncode
        except OSError as error:  # told once the desk is back: raised in here, it would never come back
            fault = error
    if fault:
        raise NotWritten(f"The editor {command[0]!r} could not be started ({fault.strerror}): set VISUAL or EDITOR.")
    if status != 0:
        raise NotWritten(f"The editor {command[0]!r} ended with status {status}, so nothing was changed.")


def _read(file: Path) -> str:
    content = _bytes(file)
    if content is None:
        raise NotWritten("The editor left no file, so nothing was changed.")
    try:
        return content.decode("utf-8", "surrogatepass").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise NotWritten("What the editor left is no UTF-8 text, so nothing was changed.") from None


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
