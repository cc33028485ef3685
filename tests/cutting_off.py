"""A process that ends at one of its calls of the system, as if the plug were pulled: for what it leaves on the disk."""

import os
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

CALLS = ("open", "write", "ftruncate", "fsync", "fdatasync", "link", "replace", "rename", "unlink", "mkdir", "chmod")

_ENDED, _CUT_OFF, _FAILED = 0, 7, 8


def cut_off_at_each_call(act: Callable[[], object], prepare: Callable[[int], None]) -> Iterator[int]:
    """Do `act` again and again, each time in a process of its own that ends before its 1st, 2nd, 3rd … call.

    `prepare` is called with the number before each, and the number is yielded after each, the one that came to its end
    included, which is the last.
    """
    for number in range(10_000):
        prepare(number)
        (status,) = ended(in_a_process(act, cut_off_before=number))
        assert status != _FAILED, "it failed by itself: its traceback is on standard error"
        yield number
        if status == _ENDED:
            return


def in_a_process(act: Callable[[], object], cut_off_before: int | None = None) -> int:
    """Begin to do `act` in a child of this process and return its id; `cut_off_before` is the call at which it ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads of other tests: no lock of theirs is needed
        pid = os.fork()
    if pid == 0:
        status = _FAILED
        try:
            if cut_off_before is not None:
                _end_before(cut_off_before)
            act()
            status = _ENDED
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def ended(*pids: int) -> list[int]:
    """Wait for the processes to end and return their statuses: 0 for those whose act came to its end."""
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def _end_before(number: int) -> None:
    left = number

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*given: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                os._exit(_CUT_OFF)
            left -= 1
            return call(*given, **named)

        return counting

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
