"""A text in the user's own editor, on a file that nobody else can read, and no word of it lost on the way back."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from briefing.errors import ReadoutError
from tui.interrupts import interrupts_not_ours

_USUAL = ("nano", "vi")


class EditingError(ReadoutError):
    """What was to be written in an editor could not be taken over."""


@contextmanager
def edited(
    text: str, *, called: str, lent: Callable[[], AbstractContextManager[None]] = interrupts_not_ours
) -> Iterator[str]:
    """Let the user edit `text` and yield it as it is then, without the line ends at its end.

    The editor runs while `lent` gives it the terminal. The file goes afterwards; but where what is done with the text
    fails, what was written stays in it, and the error says where. Raises EditingError when there is no editor, it
    fails, or what it leaves is no text.
    """
    command = _editor()
    before = f"{text}\n".encode("utf-8", "surrogatepass") if text else b""
    file = _private_file(f"{called}.txt", before)
    try:
        _run([*command, os.fspath(file)], lent)
        yield _read(file)
    except ReadoutError as error:
        if _bytes(file) not in (None, before):
            raise EditingError(f"{error} What you wrote is in {file}.") from error
        shutil.rmtree(file.parent, ignore_errors=True)
        raise
    shutil.rmtree(file.parent, ignore_errors=True)  # with what the editor may have left beside it


def _editor() -> list[str]:
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        words = shlex.split(named)
    except ValueError as error:
        raise EditingError(f"The editor is {named!r}, which is no command ({error}): set VISUAL or EDITOR.") from error
    usual = [name for name in _USUAL if shutil.which(name)]
    if not words and not usual:
        raise EditingError("There is no editor to open: set VISUAL or EDITOR to one.")
    return words or usual[:1]


def _private_file(name: str, content: bytes) -> Path:
    try:
        file = Path(tempfile.mkdtemp(prefix="readout-")) / name  # the directory is of mode 0700
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except OSError as error:
        raise EditingError(f"There is no place for a file to edit ({error.strerror}): nothing was changed.") from error
    return file


def _run(command: list[str], lent: Callable[[], AbstractContextManager[None]]) -> None:
    fault, status = None, 0
    with lent():
        try:
            status = subprocess.run(command, check=False).returncode
        except OSError as error:  # told once the terminal is back: raised in here, it would never come back
            fault = error
    if fault:
        raise EditingError(f"The editor {command[0]!r} could not be started ({fault.strerror}): set VISUAL or EDITOR.")
    if status != 0:
        raise EditingError(f"The editor {command[0]!r} ended with status {status}, so nothing was changed.")


def _read(file: Path) -> str:
    content = _bytes(file)
    if content is None:
        raise EditingError("The editor left no file, so nothing was changed.")
    try:
        return content.decode("utf-8", "surrogatepass").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise EditingError("What the editor left is no UTF-8 text, so nothing was changed.") from None


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
