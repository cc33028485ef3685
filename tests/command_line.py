"""The real command: in this process, or as a process of its own, in a pipe or on a pseudo-terminal."""

import contextlib
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from unittest.mock import patch

from tui.main import main

COMMAND = str(Path(sys.executable).with_name("readout"))

NEWS = (
    "The council keeps the harbour.\n\n"
    "“We will not sell the harbour to anybody,” Mayor Ada Byron told The Harbour Post on Friday.\n\n"
    "The council urged the government to pay for the new pier.\n"
)


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended. On a terminal all it said is `out`."""

    status: int
    out: str
    err: str = ""


Call = Callable[..., Done]


def run_here(*arguments: str | bytes, directory: Path, stdin: str | bytes = b"") -> Done:
    """Run the command line in this process, in `directory`, with files in place of its standard streams.

    What the command imports and the model it reads are here already: most of what a process of its own takes.
    """
    with ExitStack() as stack:
        given, out, err = (stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline="")) for _ in range(3))
        given.buffer.write(stdin.encode() if isinstance(stdin, str) else stdin)
        given.seek(0)
        for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
            stack.enter_context(patch.object(sys, name, stream))
        stack.enter_context(contextlib.chdir(directory))
        try:
            status = main([os.fsdecode(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        for stream in (out, err):
            stream.flush()
            stream.seek(0)
        return Done(status, out.buffer.read().decode("utf-8"), err.buffer.read().decode("utf-8"))


def run(*arguments: str | bytes, directory: Path, stdin: str | bytes = b"") -> Done:
    """Run `readout` in `directory` with pipes around it."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [COMMAND, *arguments], input=given, capture_output=True, cwd=directory, timeout=60, check=False
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_on_a_terminal(*arguments: str | bytes, directory: Path, term: str = "xterm-256color") -> Done:
    """Run `readout` in `directory` on a pseudo-terminal that hands through every byte as it was written."""
    ours, its = pty.openpty()
    settings = termios.tcgetattr(its)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(its, termios.TCSANOW, settings)
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=directory,
        env=os.environ | {"TERM": term},
        start_new_session=True,
    )
    os.close(its)
    written = b""
    with contextlib.suppress(OSError):  # Linux says the end of a terminal by EIO
        while piece := os.read(ours, 65536):
            written += piece
    os.close(ours)
    return Done(process.wait(60), written.decode("utf-8"))
