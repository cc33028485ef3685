"""Where the library lies: what the user says, else the platform's own place for data."""

import os
from pathlib import Path


def library_directory(option: str | None) -> Path:
    """Return the directory of the library: `option` (`--library DIR`), else READOUT_LIBRARY, else the platform's.

    A leading `~` is the home directory. Nothing is created.
    """
    said = option or os.environ.get("READOUT_LIBRARY")
    if said:
        return Path(said).expanduser()
    from platformdirs import user_data_path  # its import takes longer than all the rest here

    return user_data_path("readout") / "library"
