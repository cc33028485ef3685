"""A text in the user's own editor, on a file that nobody else can read, and no word of it lost on the way back."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.commands.errors import InputError
from tui.commands.output import complain


@contextmanager
def edited(text: str, *, called: str) -> Iterator[str]:
    """Let the user edit `text` and yield it as it is then, without the line ends at its end.

    The file goes afterwards; but what the user wrote stays in it, and is told where, if what is done with it fails.
    Raises InputError when there is no editor, it fails, or what it leaves is no text.
    """
    editor = _editor()
    written = f"{text}\n".encode("utf-8", "surrogatepass") if text else b""
    file = _private_file(f"{called}.txt", written)
    try:
        _run([*editor, os.fspath(file)])
        yield _read(file)
    except BaseException:
        if _is_changed(file, written):
            complain(f"What you wrote is in {file}.")
        else:
            shutil.rmtree(file.parent, ignore_errors=True)
        raise
    shutil.rmtree(file.parent, ignore_errors=True)  # with what the editor may have left beside it


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise InputError(f"VISUAL or EDITOR is no command: {named}") from None
    if not words:
        raise InputError("There is no editor to open: set VISUAL or EDITOR to one, or use --set.")
    return words


def _private_file(name: str, content: bytes) -> Path:
    try:
        file = Path(tempfile.mkdtemp(prefix="readout-")) / name  # the directory is of mode 0700
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except OSError as error:
        raise InputError(f"There is no place for a file to edit ({error.strerror}): nothing was changed.") from error
    return file


def _run(command: list[str]) -> None:
    # Ctrl-C is the editor's; unlike an ignored signal, a handler of one's own is not handed on to it.
    ours = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise InputError(f"The editor {command[0]} cannot be started ({error.strerror}).") from error
    finally:
        signal.signal(signal.SIGINT, ours)
    if status != 0:
        raise InputError(f"The editor {command[0]} ended with {status}, so nothing was changed.")


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "surrogatepass").replace("\r\n", "\n").rstrip("\n")
    except OSError as error:
        raise InputError(f"What the editor left cannot be read ({error.strerror}), so nothing was changed.") from error
    except UnicodeDecodeError:
        raise InputError("What the editor left is no UTF-8 text, so nothing was changed.") from None


def _is_changed(file: Path, written: bytes) -> bool:
    try:
        return file.read_bytes() != written
    except OSError:
        return False
