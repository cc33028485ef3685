"""The fault tests count, and what they counted is printed at the end."""

from collections.abc import Callable

import pytest

_COUNTED: list[str] = []


@pytest.fixture
def counted() -> Callable[[str], None]:
    """Take down one line of figures for the end of the run."""
    return _COUNTED.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    if _COUNTED:
        terminalreporter.section("faults")
        for line in _COUNTED:
            terminalreporter.write_line(line)
