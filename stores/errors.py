"""What can go wrong with a library, each as one sentence for the user."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import ReadoutError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED_TO_US = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EEXIST}


class LibraryError(ReadoutError):
    """The library could not do what was asked. It is as it was before, unless the message says otherwise."""


class ChangedSinceError(LibraryError):
    """What was to be taken back is no longer as the change left it."""


@contextmanager
def system_errors_told(directory: Path) -> Iterator[None]:
    """Turn an OSError met inside into a LibraryError that names the library in `directory`."""
    try:
        yield
    except OSError as error:
        raise LibraryError(_sentence(error, directory)) from error


def _sentence(error: OSError, directory: Path) -> str:
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL:
        what, advice = "found no room left on the disk", "so free some and try again"
    elif error.errno in _CLOSED_TO_US:
        what, advice = "cannot be used", "so allow it or name another directory with --library"
    else:
        what, advice = "could not be read or written", "so try again"
    return f"The library at {directory} {what} ({reason}): nothing was changed, {advice}."
