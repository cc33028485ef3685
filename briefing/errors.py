"""The errors that reach the user: one sentence that says what happened, to what, and what to do."""


class ReadoutError(Exception):
    """Base of every error that is shown to the user as its message, without a traceback."""


class SourceError(ReadoutError):
    """A source (URL, path, standard input) gave no article."""


class ContractError(ReadoutError):
    """JSON that was expected to be a briefing is not one."""
