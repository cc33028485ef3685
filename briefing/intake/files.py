"""Files and standard input as sources of articles."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from briefing.errors import SourceError
from briefing.intake.incoming import Kind
from briefing.intake.raw import LIMIT, LIMIT_NAME, Raw

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".webarchive": "html",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".pdf": "pdf",
}

SUFFIXES = frozenset(_KINDS)
"""How the names of files end that are read as articles where a folder is named."""

# "example.org", "www.example.org/article?id=1": what people type who mean a page.
_LIKE_AN_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)


def read_file(source: str) -> Raw:
    """Return the bytes of the file at the path `source` (a leading `~` is the user's home).

    Raises SourceError when there is no such file, when it is a folder, empty, too large or may not be read.
    """
    path = _path(source)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(_missing(source, path)) from None
    except IsADirectoryError:
        raise SourceError(f"{source} is a folder, not an article: name a file in it.") from None
    except PermissionError:
        raise SourceError(f"{source} may not be read by you: change its permissions, or copy it.") from None
    except OSError as fault:
        raise SourceError(f"{source} cannot be read ({fault.strerror}): check the path and the disk.") from fault
    except ValueError:  # a NUL in the path
        raise SourceError(_missing(source, path)) from None
    _check_size(data, source)
    return Raw(data, _KINDS.get(path.suffix.lower()))


def read_standard_input(stdin: Callable[[], bytes] | None) -> Raw:
    """Return what `stdin()` returns, or without it what the process's standard input holds.

    Raises SourceError when that is empty or too large.
    """
    data = sys.stdin.buffer.read(LIMIT + 1) if stdin is None else stdin()
    _check_size(data, "standard input")
    return Raw(data, None)


def _path(source: str) -> Path:
    path = Path(source)
    if not source.startswith("~"):
        return path
    try:
        return path.expanduser()
    except RuntimeError:  # no such user
        return path


def _missing(source: str, path: Path) -> str:
    if _LIKE_AN_ADDRESS.fullmatch(source) and path.suffix.lower() not in _KINDS:
        return f"There is no file {source}: check the path, or begin with https:// if it is a web page."
    return f"There is no file {source}: check the path."


def _check_size(data: bytes, name: str) -> None:
    if not data.strip():
        raise SourceError(f"There is nothing to read in {name}: it is empty.")
    if len(data) > LIMIT:
        raise SourceError(f"There are more than {LIMIT_NAME} in {name}, which is no article: give the article alone.")
