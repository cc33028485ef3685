"""Small programs on PATH that write down what they are given: clipboards, browsers, pagers."""

import shlex
from pathlib import Path


class Program:
    """An executable in a folder of programs. What it is given lies beside it."""

    def __init__(self, folder: Path, name: str, *, reads: bool = False, then: str = "") -> None:
        """Put `name` into `folder`. With `reads` it notes its standard input; then it runs the shell line `then`."""
        folder.mkdir(exist_ok=True)
        self.path = folder / name
        self._input, self._arguments = folder / f"{name}.input", folder / f"{name}.arguments"
        taking = f"/bin/cat > {shlex.quote(str(self._input))}\n" if reads else ""
        noting = f'printf "%s\\n" "$@" > {shlex.quote(str(self._arguments))}\n'
        self.path.write_text(f"#!/bin/sh\n{noting}{taking}{then}\n")
        self.path.chmod(0o755)

    @property
    def was_run(self) -> bool:
        """Whether it was run at all."""
        return self._arguments.exists()

    @property
    def arguments(self) -> list[str]:
        """Its arguments when it was last run."""
        return self._arguments.read_text().splitlines()

    @property
    def input(self) -> str:
        """Its standard input when it was last run."""
        return self._input.read_bytes().decode()
