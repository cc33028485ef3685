"""How often a fault is tried: a few times in `make test`, as often as it takes to believe it in `make faults`."""

import os

FULL = os.environ.get("READOUT_FAULTS") == "full"


def trials(few: int, all_of_them: int) -> int:
    """Return how many trials this run makes."""
    return all_of_them if FULL else few
