"""Importing the intake costs nothing; reading imports only what it needs."""

import subprocess
import sys

HEAVY = ("httpx", "trafilatura", "lxml", "asyncio", "charset_normalizer", "ssl")


def modules_after(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint(*(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_intake_imports_no_network_and_no_parser() -> None:
    assert modules_after("import briefing.intake") == set()


def test_a_pasted_text_needs_none_of_them_either() -> None:
    code = (
        "from datetime import datetime\n"
        "from briefing.intake import article_of_text\n"
        "article_of_text('Some text.', source='-', at=datetime(2026, 3, 1))"
    )
    assert modules_after(code) == set()


def test_reading_a_text_file_imports_neither_httpx_nor_trafilatura() -> None:
    code = (
        "import asyncio\n"
        "from datetime import datetime\n"
        "from briefing.intake import take\n"
        "asyncio.run(take('-', at=datetime(2026, 3, 1), stdin=lambda: b'Some text.'))"
    )
    assert modules_after(code) & {"httpx", "trafilatura", "lxml"} == set()
