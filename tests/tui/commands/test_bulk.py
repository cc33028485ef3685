"""Many sources at once: folders, failures told again, what is in skipped, and nothing lost where it is cut off."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import COMMAND, Call

from stores import Library

MANY = 20


def article(number: int) -> str:
    """A small article, another for each number."""
    return (
        f"The council keeps pier {number}.\n\n"
        f"“We will not sell pier {number} to anybody,” Mayor Ada Byron told The Harbour Post on Friday.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with six articles in it and below it, and with what is no article."""
    made = tmp_path / "articles"
    (made / "deep" / "er").mkdir(parents=True)
    for number in range(4):
        (made / f"{number}.txt").write_text(article(number))
    (made / "deep" / "4.md").write_text(article(4))
    (made / "deep" / "er" / "5.TXT").write_text(article(5))
    (made / ".hidden.txt").write_text(article(6))
    (made / ".git").mkdir()
    (made / ".git" / "7.txt").write_text(article(7))
    (made / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return made


def headlines(library: Path) -> list[str]:
    """What is kept, in alphabetical order."""
    with Library.open(library, readonly=True) as opened:
        return sorted(entry.headline for entry in opened.entries())


def test_a_folder_stands_for_the_articles_in_it(readout: Call, folder: Path, library: Path) -> None:
    done = readout("add", "articles")
    assert (done.status, done.err) == (0, "readout: Of 6 sources 6 were kept.\n")
    assert headlines(library) == [f"The council keeps pier {n}." for n in range(6)]
    assert len(done.out.splitlines()) == 6


def test_what_is_in_is_skipped(readout: Call, folder: Path, library: Path) -> None:
    assert readout("add", "articles/0.txt", "articles/1.txt").status == 0
    done = readout("add", "articles")
    assert (done.status, done.err) == (0, "readout: Of 6 sources 4 were kept, 2 were in the library already.\n")
    assert len(headlines(library)) == 6
    again = readout("add", "articles")
    assert (again.status, again.err) == (0, "readout: Of 6 sources 6 were in the library already.\n")


def test_what_failed_is_told_as_it_happens_and_again_at_the_end(readout: Call, folder: Path, library: Path) -> None:
    (folder / "2.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "3.txt").write_text(" \n")
    done = readout("add", "articles", "missing.txt")
    assert done.status == 1
    why = [
        "readout: articles/2.txt is an image (PNG), not a text: "
        "give the article as a web page, PDF, mail or plain text.",
        "readout: There is nothing to read in articles/3.txt: it is empty.",
        "readout: There is no file missing.txt: check the path.",
    ]
    said = done.err.splitlines()
    assert said[:3] == why
    assert said[3] == "readout: Of 7 sources 4 were kept, 3 gave no article:"
    assert said[4:] == [line.replace("readout: ", "readout: - ") for line in why]
    assert len(headlines(library)) == 4


def test_a_folder_without_an_article_is_told(readout: Call, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = readout("add", "nothing")
    assert done.status == 1
    assert done.err.startswith("readout: There is no file to read in nothing: Readout reads files that end in ")


def test_details_of_one_source_go_with_no_folder(readout: Call, folder: Path) -> None:
    done = readout("add", "articles", "--outlet", "The Post")
    assert (done.status, done.out) == (2, "")
    assert "--outlet tells of one source, but a folder holds many" in done.err


def test_a_folder_is_briefed_as_one_array(readout: Call, folder: Path) -> None:
    told = json.loads(readout("brief", "articles", "--format", "json").out)
    assert [one["headline"]["text"] for one in told] == [f"The council keeps pier {n}." for n in (0, 1, 2, 3, 4, 5)]


def test_on_a_terminal_there_is_a_bar_with_rate_and_time_left(on_a_terminal: Call, folder: Path) -> None:
    shown = on_a_terminal("add", "articles").out
    assert "6/6" in shown
    assert "/s" in shown
    assert "0:00:0" in shown
    assert shown.endswith("readout: Of 6 sources 6 were kept.\n") or "Of 6 sources 6 were kept." in shown[-200:]


def begun(library: Path, folder: Path) -> subprocess.Popen[bytes]:
    """The command at work on the folder, its first article kept."""
    for number in range(MANY):
        (folder / f"{number}.txt").write_text(article(number) * 20)
    process = subprocess.Popen(
        [COMMAND, "add", "--library", str(library), str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


@pytest.fixture
def many(tmp_path: Path) -> Path:
    made = tmp_path / "many"
    made.mkdir()
    return made


def test_killed_in_the_middle_and_called_again(readout: Call, many: Path, library: Path) -> None:
    process = begun(library, many)
    time.sleep(0.3)
    assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    kept = headlines(library)
    assert 0 < len(kept) < MANY
    done = readout("add", "many")
    assert done.status == 0
    assert f"{len(kept)} {'was' if len(kept) == 1 else 'were'} in the library already" in done.err
    assert headlines(library) == sorted(f"The council keeps pier {n}." for n in range(MANY))
    assert readout("doctor").status == 0


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(readout: Call, many: Path, library: Path) -> None:
    process = begun(library, many)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    kept = headlines(library)
    assert 0 < len(kept) < MANY
    told = said.decode()
    assert f"of {MANY} sources are done: the same call goes on" in told
    assert told.endswith("readout: Stopped.\n")
    assert "Traceback" not in told
    assert readout("add", "many").status == 0
    assert len(headlines(library)) == MANY
