"""Only a source on the network makes Readout touch the network: a guard inside the process sees every attempt."""

import os
import socket
import time
from pathlib import Path

import pyte
import pytest
from briefings import a_briefing, numbered
from command_line import COMMAND, NEWS, Done, run

from benchmarks.terminal import Terminal
from stores import Library

# Python runs a `sitecustomize` before anything else, and its audit hooks (PEP 578) cannot be taken off again: every
# look-up of a name, every connection and every other program that could make one is written down.
GUARD = """
import os, sys
_log = os.open(os.environ["READOUT_GUARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_watched = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.getnameinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "subprocess.Popen", "os.system", "os.posix_spawn", "os.exec",
)
def _hook(event, arguments):
    if event in _watched:
        os.write(_log, f"{event} {arguments[1:] if event.startswith('socket.c') else arguments}\\n".encode())
sys.addaudithook(_hook)
os.write(_log, b"on guard\\n")
"""

URL = "http://127.0.0.1:9/harbour"


class Guard:
    """What the guard in the processes that were started has seen."""

    def __init__(self, log: Path) -> None:
        self._log = log

    @property
    def seen(self) -> list[str]:
        """Each attempt, in order. Fails where the guard was not there to see."""
        lines = self._log.read_text().splitlines()
        assert lines[:1] == ["on guard"]
        return [line for line in lines if line != "on guard"]


@pytest.fixture
def guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guard:
    """A guard in every Python process that this test starts."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "guard"))
    monkeypatch.setenv("READOUT_GUARD", str(tmp_path / "guard.log"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return Guard(tmp_path / "guard.log")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the newest of three briefings in the library that READOUT_LIBRARY names; its article has a URL."""
    monkeypatch.setenv("READOUT_LIBRARY", os.fspath(tmp_path / "library"))
    with Library.open(tmp_path / "library") as library:
        for number in (1, 2):
            library.add(numbered(number))
        return library.add(a_briefing(title="The council keeps the harbour", url=URL, canonical_url=URL))


def call(*arguments: str, tmp_path: Path) -> Done:
    return run(*arguments, directory=tmp_path)


# The commands


@pytest.mark.parametrize("command", ["brief", "add"])
@pytest.mark.parametrize("url", [URL, "https://news.example/harbour"])
def test_offline_refuses_a_url_and_makes_no_connection(
    command: str, url: str, guard: Guard, library: str, tmp_path: Path
) -> None:
    done = call("--offline", command, url, tmp_path=tmp_path)
    assert done.err == f"readout: {url} is on the network and Readout is offline: give a saved copy of the page.\n"
    assert done.status == 1
    assert guard.seen == []


def test_offline_a_text_is_briefed_without_a_connection(guard: Guard, library: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(NEWS)
    done = call("brief", "--offline", "article.txt", tmp_path=tmp_path)
    assert "“We will not sell the harbour to anybody,”" in done.out
    assert guard.seen == []


@pytest.mark.parametrize("arguments", [["list"], ["show", "ID"], ["search", "harbour"], []])
def test_reading_the_library_makes_no_connection(
    arguments: list[str], guard: Guard, library: str, tmp_path: Path
) -> None:
    done = call(*(library if argument == "ID" else argument for argument in arguments), tmp_path=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "harbour" in done.out
    assert guard.seen == []


# The desk


# The keys of a reader who looks at everything, and what each shows.
ESC = ("\x1b", "▶2 Quotes")
WALK = (
    ("3", "second-hand only"),
    ("4", "Confirm the price of the harbour."),
    (" ", "[ ] confirm"),
    ("u", "Follow-up suggested again"),
    ("1", URL),
    ("2", "▶2 Quotes"),
    ("\r", "Evidence"),
    ESC,
    ("J", "“Not for 2 million,”"),
    ("b", "Briefings (3), newest first"),
    ESC,
    ("S", "Search"),
    ("million", "2 briefings"),
    ESC,
    ("F", "Agenda"),
    ESC,
    ("/", "\n Find"),
    ("million", "1 line"),
    ESC,
    ("y", "Copied"),
    ("?", "Go to the key quotes."),
    ESC,
    ("\x10", "Search for commands"),
    ESC,
    ("a", "Add an article"),
    ESC,
)


class Reader:
    """Someone at a desk in a terminal of 80 × 24."""

    def __init__(self, desk: Terminal) -> None:
        self._desk = desk
        self._display = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._display)
        self._fed = 0

    @property
    def screen(self) -> str:
        for _, chunk in self._desk.chunks[self._fed :]:
            self._stream.feed(chunk)
        self._fed = len(self._desk.chunks)
        return "\n".join(self._display.display)

    def until_seen(self, words: str) -> None:
        end = time.monotonic() + 20
        while words not in self.screen:
            assert time.monotonic() < end, f"waited for {words!r}; on the screen:\n{self.screen}"
            self._desk.until_quiet(0.05)

    def press(self, key: str, then: str) -> None:
        self._desk.press(key)
        self.until_seen(then)
        self._desk.until_quiet(0.2 if (key, then) == ESC else 0.05)  # Esc and a key at once would be Alt and that key


def desk(*arguments: str) -> Terminal:
    return Terminal([COMMAND, *arguments], columns=80, lines=24, env=dict(os.environ))


def test_the_desk_starts_and_is_walked_through_without_a_connection(guard: Guard, library: str) -> None:
    with desk() as running:
        reader = Reader(running)
        reader.until_seen("“We will not sell it,”")
        for key, then in WALK:
            reader.press(key, then)
        running.press("q")
        running.until_quiet(0.5)
    assert guard.seen == []


def test_the_desk_offline_refuses_a_url_without_a_connection(guard: Guard, library: str) -> None:
    with desk("--offline") as running:
        reader = Reader(running)
        reader.until_seen("“We will not sell it,”")
        reader.press("a", "Add an article")
        reader.press(f"{URL}\r", "Readout is offline")
    assert guard.seen == []


# The guard


def test_the_guard_sees_what_a_source_on_the_network_needs(guard: Guard, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    done = call("brief", f"http://127.0.0.1:{port}/", tmp_path=tmp_path)
    assert "refused the connection" in done.err
    assert [line.split()[0] for line in guard.seen] == ["socket.getaddrinfo", "socket.connect"]
    assert f"('127.0.0.1', {port})" in guard.seen[1]
