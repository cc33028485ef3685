"""The command `readout`: a command of `tui.commands`, or the desk."""

import os
import sys
from collections.abc import Sequence

from briefing import __version__
from briefing.errors import ReadoutError

_INTERRUPTED, _NOBODY_READS = 130, 141  # what a shell says of a program ended by SIGINT and by SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name; None: this process's own) and return the exit status.

    0 all went well, 1 something failed, 2 a wrong call. Raises SystemExit after `--help` and after a wrong call.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    if words == ["--version"]:  # answered before anything else is imported
        print(f"readout {__version__}")
        return 0
    from tui.commands import output
    from tui.commands.errors import WrongCall

    output.prepare()
    try:
        return _run(words)
    except ReadoutError as error:
        output.complain(str(error))
        return 2 if isinstance(error, WrongCall) else 1
    except BrokenPipeError:
        output.stop_output()
        return _NOBODY_READS
    except KeyboardInterrupt:
        output.complain("Stopped.")
        return _INTERRUPTED


def _run(words: list[str]) -> int:
    library, offline = None, False
    if words:  # `readout` alone needs no parser, and its first screen is waited for
        from tui.commands.arguments import parser

        options = parser().parse_args(words)
        if options.version:
            print(f"readout {__version__}")
            return 0
        if options.run is not None:
            status: int = options.run(options)
            return status
        library, offline = options.library, options.offline
    from stores import library_directory

    directory = library_directory(library)
    if not _has_a_terminal_to_draw_on():
        from tui.commands import newest

        return newest.run(directory)
    from tui.desk.app import run

    return run(directory, offline=offline)


def _has_a_terminal_to_draw_on() -> bool:
    # Textual reads keys from standard input and draws on standard error; with standard output elsewhere the user
    # wants text there.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"
