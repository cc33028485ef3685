"""The real `readout` in a real terminal: how it starts, what it leaves behind, and where it prints text instead."""

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from acting import ACTING
from command_line import COMMAND, run, run_on_a_terminal
from desk_in_a_terminal import DeskInATerminal
from harbour_news import HEADLINE, harbour_news
from libraries import keep

from briefing import sample
from stores.journal.framing import framed

QUOTE = "“We will not sell the harbour, and we will not close it either,”"


@pytest.mark.parametrize("key", ["q", "\x11"], ids=["q", "ctrl+q"])
def test_it_opens_on_the_sample_and_leaves_the_terminal_as_it_was(key: str, tmp_path: Path) -> None:
    with DeskInATerminal(tmp_path / "library") as desk:
        desk.until_open()
        assert desk.modes()["1049"]
        assert not desk.modes()["25"]
        desk.press(key)
        assert desk.ended() == 0
        assert {mode for mode, is_set in desk.modes().items() if is_set} == {"7", "25"}
        assert desk.bytes.count(b"\x1b[>25u") == desk.bytes.count(b"\x1b[<u") == 1
        assert b"Traceback" not in desk.bytes
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_desk_that_is_told_to_end_leaves_the_terminal_as_it_was(number: signal.Signals, tmp_path: Path) -> None:
    with DeskInATerminal(tmp_path / "library") as desk:
        desk.until_open()
        os.kill(desk.pid, number)
        assert desk.ended() == 128 + number
        assert {mode for mode, is_set in desk.modes().items() if is_set} == {"7", "25"}
        assert b"Traceback" not in desk.bytes


def test_it_opens_on_the_library_and_the_keys_of_a_real_terminal_work(tmp_path: Path) -> None:
    keep(tmp_path / "library", harbour_news())
    with DeskInATerminal(tmp_path / "library") as desk:
        desk.until_open()
        for key, words in {
            "4": "Check the 400 jobs.",
            "\x1b[Z": "× opposes Northline",
            "\t": "Check the 400 jobs.",
            "\x1b[D": "× opposes Northline",
            "\x1b[F\r": "Mention of Islands Association",
            "\x1b": "× opposes Northline",
            "\x1bOP": "Esc closes",
            "?": "× opposes Northline",
        }.items():
            desk.press(key)
            desk.until_seen(words)
        desk.press("q")
        assert desk.ended() == 0


def test_a_library_named_on_the_command_line(tmp_path: Path) -> None:
    keep(tmp_path / "named", harbour_news())
    with DeskInATerminal(tmp_path / "other", "--library", str(tmp_path / "named")) as desk:
        desk.until_open()


def test_a_library_that_cannot_be_opened_is_one_line_and_no_desk(tmp_path: Path) -> None:
    keep(tmp_path / "library", harbour_news())
    journal = tmp_path / "library" / "catalogue.log"
    header = b'{"format":"readout.journal","schema":99,"base":0}'
    journal.write_bytes(framed(header))
    with DeskInATerminal(tmp_path / "library") as desk:
        assert desk.ended() == 1
        assert "1049" not in desk.modes()
        assert desk.screen.strip().startswith("readout: ")
        assert "newer Readout" in desk.screen
        assert "Traceback" not in desk.screen


def test_an_interrupt_from_outside_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with DeskInATerminal(tmp_path / "library") as desk:
        desk.until_open()
        os.kill(desk.pid, signal.SIGINT)
        assert desk.ended() == 0
        assert {mode for mode, is_set in desk.modes().items() if is_set} == {"7", "25"}


def test_a_dumb_terminal_gets_the_sample_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_LIBRARY", str(tmp_path / "library"))
    done = run_on_a_terminal(directory=tmp_path, term="dumb")
    assert done.status == 0
    assert "SAMPLE" in done.out
    assert sample.headline() in " ".join(done.out.split())
    assert not ACTING.findall(done.out)


def test_a_pipe_gets_the_newest_briefing_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_LIBRARY", str(tmp_path / "library"))
    keep(tmp_path / "library", harbour_news())
    done = run(directory=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert HEADLINE in done.out
    assert QUOTE in " ".join(done.out.split())
    assert not ACTING.findall(done.out)


@pytest.mark.parametrize("elsewhere", ["stdin", "stdout", "stderr"])
def test_with_one_stream_elsewhere_than_on_the_terminal_it_is_text(elsewhere: str, tmp_path: Path) -> None:
    keep(tmp_path / "library", harbour_news())
    ours, its = pty.openpty()
    streams = {"stdin": its, "stdout": its, "stderr": its, elsewhere: subprocess.PIPE}
    with subprocess.Popen(
        [COMMAND],
        **streams,
        env=os.environ | {"READOUT_LIBRARY": str(tmp_path / "library"), "TERM": "xterm-256color"},
        start_new_session=True,
    ) as process:
        os.close(its)
        try:
            said, complained = process.communicate(timeout=20)
        finally:
            process.kill()  # a desk that was opened after all would stay
    if elsewhere != "stdout":
        said = os.read(ours, 1 << 16)
    os.close(ours)
    assert process.returncode == 0
    assert not complained
    assert HEADLINE.encode() in said
    assert b"\x1b" not in said
