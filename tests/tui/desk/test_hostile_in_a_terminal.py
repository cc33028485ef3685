"""Hostile briefings in the real `readout` on a real terminal: none of their control characters reaches it."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from acting import ACTING
from briefings import a_briefing
from desk_in_a_terminal import DeskInATerminal
from libraries import keep

from briefing.corrections import speaker_correction
from stores.library import Library

# What the desk itself may send: CSI sequences, single-character ones, the pointer's shape (OSC 22), line ends.
_OWN = re.compile(r"\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\x1b[78=>]|\x1b\]22;[a-z]+\x07|\r?\n")

_OSC_52 = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


@pytest.fixture(scope="session")
def hostile(shared: Path) -> list[str]:
    """The strings of `hostile.jsonl`."""
    return [json.loads(string) for string in (shared / "hostile.jsonl").read_text().splitlines()]


@pytest.fixture
def directory(hostile: list[str], tmp_path: Path) -> Path:
    """The directory of a library with a hostile briefing for each string, the first one's newest."""
    briefings = [
        a_briefing(
            quote=f"“We {string} will not,”",
            speaker=f"Mayor {string} Byron",
            told=f"The {string} Post",
            question=f"Confirm {string}.",
            source=f"{string}.txt",
            title=f"{string} №{number}.",
            outlet=f"Outlet {string}",
            authors=(string,),
            url=f"ftp://{string}",
        )
        for number, string in enumerate(hostile)
    ]
    keep(tmp_path / "library", *(replace(made, notices=(made.headline.text,)) for made in reversed(briefings)))
    with Library.open(tmp_path / "library") as library:
        for entry, string in zip(library.entries(), hostile, strict=True):
            library.tag(entry.id, f"tag {string}")
            library.note(entry.id, f"Note {string} mine.")
            library.correct(entry.id, speaker_correction(library.get(entry.id), "s1", f"Reeve {string}"))
    return tmp_path / "library"


def unharmed(desk: DeskInATerminal) -> None:
    """Check that all that came is text and the desk's own sequences, and that the terminal is as the desk left it."""
    came = _OSC_52.sub("", desk.bytes.decode())
    assert set(ACTING.findall(_OWN.sub("", came))) == set()
    assert "\x1b[2Jgone" not in came
    assert "\x1b[31mred" not in came
    assert desk.screen
    assert desk.title in {"", ";default"}  # pyte takes OSC 22 for OSC 2 followed by "2;"


def until_drawn(desk: DeskInATerminal, words: str, since: int) -> None:
    """Read until `words` have come, after the first `since` bytes (pyte drops what follows a joiner in a line)."""
    desk.until(lambda: words.encode() in desk.bytes[since:], f"{words!r} was drawn")


def test_walking_through_hostile_briefings_and_their_evidence(hostile: list[str], directory: Path) -> None:
    with DeskInATerminal(directory, size=(200, 60)) as desk:  # where all that there is stands on the screen at once
        until_drawn(desk, "№0.", 0)
        for number, string in enumerate(hostile):
            if number:
                since = len(desk.bytes)
                desk.press("J")
                until_drawn(desk, f"№{number}.", since)
            if not string.isprintable():
                since = len(desk.bytes)
                desk.press("1234"[number % 4])
                desk.press("\r")
                until_drawn(desk, "Esc", since)
                desk.until_quiet(0.03)
                since = len(desk.bytes)
                desk.press("\x1b")
                until_drawn(desk, "Follow-ups (2 suggested)", since)
        unharmed(desk)
        desk.press("q")
        assert desk.ended() == 0
        unharmed(desk)


def test_listing_telling_finding_and_taking_out_hostile_briefings(hostile: list[str], directory: Path) -> None:
    with DeskInATerminal(directory) as desk:
        desk.until_open()
        desk.press("b")
        desk.until_seen(f"Briefings ({len(hostile)}), newest first")
        for number in range(len(hostile)):
            until_drawn(desk, f"№{number}.", 0)
            desk.press("j")
        desk.press("\x10")
        desk.until_seen("Search for commands")
        for letter in "gone №":
            desk.press(letter)
        desk.until_seen("Open this briefing")
        desk.until_quiet(0.1)
        desk.press("\r")
        at = next(number for number, string in enumerate(hostile) if "gone" in string)
        desk.until_seen(f"{at + 1}/{len(hostile)}")
        for number in range(at, len(hostile)):
            since = len(desk.bytes)
            for key, told in {
                "o": "Only http",
                "D": "Removed",
                "u": f"{number + 1}/{len(hostile)}",
                "y": "Copied",
                "J": "",
            }.items():
                desk.press(key)
                until_drawn(desk, told, since)
                since = len(desk.bytes)
            desk.until_quiet(0.02)
        unharmed(desk)
        payloads = _OSC_52.findall(desk.bytes.decode())
        assert len(payloads) == len(hostile) - at
        for payload in payloads:
            copied = base64.b64decode(payload).decode()
            assert "will not" in copied
            assert not ACTING.findall(copied)
        desk.press("q")
        assert desk.ended() == 0


def test_pasting_hostile_strings_into_each_line_that_is_typed_in(hostile: list[str], tmp_path: Path) -> None:
    pasted = " ".join(string for string in hostile if string.splitlines() == [string] and "\u200d" not in string)
    with DeskInATerminal(tmp_path / "library", "--offline") as desk:
        desk.until_open()
        for key, shown in {"a": "Add an article", "/": "\n Find ", "\x10": "Search for commands"}.items():
            desk.press(key)
            desk.until(lambda shown=shown: shown in desk.screen, f"{shown!r} was seen")
            since = len(desk.bytes)
            desk.press(f"\x1b[200~{pasted}\x1b[201~")
            until_drawn(desk, "calc'!A0", since)
            unharmed(desk)
            desk.press("\x1b")
            desk.until(lambda: "calc'!A0" not in desk.screen, "the line was left")
            desk.until_quiet(0.2)
        desk.press("q")
        assert desk.ended() == 0
