"""What can go wrong with a command that is not the fault of a source or of the library."""

from briefing.errors import ReadoutError


class WrongCall(ReadoutError):
    """The command was given what does not go together: exit status 2."""


class InputError(ReadoutError):
    """What a command was to read from a file, standard input or an editor is not there, or is not what it needs."""


class OutputError(ReadoutError):
    """Standard output takes no more, and not because its reader has read enough; or a file cannot be written."""
