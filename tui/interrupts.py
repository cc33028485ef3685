"""Ctrl-C while another program has the terminal."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_not_ours() -> Iterator[None]:
    """Leave Ctrl-C to a program that is run inside: unlike an ignored signal, this is not handed on to it."""
    ours = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, ours)
