"""Fresh processes as a user has them: bytecode is on the disk, no file of a developer's settings is read."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

READOUT = str(Path(sys.executable).with_name("readout"))


_NOT_HANDED_ON = ("PYTHON", "XDG_", "READOUT_", "COLUMNS", "LINES")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a child: its home and its bytecode are in `folder`; `more` is added.

    Where PYTHONDONTWRITEBYTECODE is set, as in many containers, Python would compile Readout anew at each start, and
    nothing but Readout: an installed one has its bytecode beside it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)}
    return kept | {"HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")} | more


def seconds(command: Sequence[str], env: dict[str, str]) -> float:
    """Return how long `command` takes from its start to its end. Raises CalledProcessError when it fails."""
    begin = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin
