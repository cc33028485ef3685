"""`readout show --original`: what an article was read from comes out as it came in, and acts on no terminal."""

import os
import resource
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from analysed import analysed
from command_line import COMMAND, NEWS, Call

from briefing.intake import Original
from stores import Library

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>The harbour stays</title></head><body><nav>\x1b[2JHome</nav><article>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in NEWS.split("\n\n") * 3)
    + "</article></body></html>"
).encode("utf-8")

NOTICE = "The page is an archive's copy."


def added(library: Path, original: Original | None) -> str:
    """Return the id of a briefing that was read from this."""
    with Library.open(library) as opened:
        return opened.add(replace(analysed(NEWS), notices=original.notices if original else ()), original)


def shown(*arguments: str) -> bytes:
    """The bytes that `readout show` writes into a pipe."""
    done = subprocess.run([COMMAND, "show", *arguments], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", PAGE),
        ("plain.txt", NEWS.encode()),
        ("marked.txt", b"\xef\xbb\xbf" + NEWS.replace("\n", "\r\n").encode()),
        ("old.txt", NEWS.replace("harbour", "Hörder Hafen").encode("cp1252")),
    ],
)
def test_what_was_added_comes_out_byte_for_byte(readout: Call, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    id = readout("add", name).out.split()[0]
    assert shown(id[:4], "--original") == content


@pytest.mark.parametrize(("kind", "named"), [("html", "a web page"), ("pdf", "a PDF document")])
def test_a_terminal_gets_no_page_but_is_told_what_to_do(
    on_a_terminal: Call, library: Path, kind: str, named: str
) -> None:
    id = added(library, Original(PAGE, kind))  # type: ignore[arg-type]
    done = on_a_terminal("show", id, "--original")
    assert done.status == 1
    assert done.out == (
        f"readout: This is {named}, which is not for a terminal: redirect it to a file, as in "
        f"'readout show {id} --original > original.{kind}'.\n"
    )


@pytest.mark.parametrize("kind", ["text", "mail"])
def test_a_text_is_read_on_a_terminal_and_nothing_in_it_acts(on_a_terminal: Call, library: Path, kind: str) -> None:
    id = added(library, Original("“Größe”\x1b[2J\x9b31m\n".encode("cp1252", "replace"), kind))  # type: ignore[arg-type]
    done = on_a_terminal("show", id, "--original")
    assert done.status == 0
    assert "“Größe”" in done.out
    assert not {"\x1b", "\x9b"} & set(done.out)


def test_what_was_never_kept_is_said_so(command: Call, library: Path) -> None:
    id = added(library, None)
    done = command("show", id, "--original")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert f"What {id} was read from is not kept" in done.err


def test_what_is_damaged_is_not_printed(command: Call, library: Path) -> None:
    id = added(library, Original(PAGE, "html"))
    (file,) = (library / "o").rglob("*.gz")
    file.write_bytes(file.read_bytes()[:-20])
    done = command("show", id, "--original")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "is damaged" in done.err
    assert command("show", id).status == 0


def test_it_has_no_format(command: Call, library: Path) -> None:
    assert command("show", added(library, Original(PAGE, "html")), "--original", "--format", "json").status == 2


def test_output_that_cannot_be_written_is_told(library: Path, tmp_path: Path) -> None:
    id = added(library, Original(os.urandom(200_000), "pdf"))

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    with (tmp_path / "page.pdf").open("wb") as file:
        done = subprocess.run(
            [COMMAND, "show", id, "--original"], stdout=file, stderr=subprocess.PIPE, preexec_fn=small, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"readout: The output could not be written (File too large): not all was printed.\n"


def test_analysed_again_what_was_told_of_how_it_came_is_still_told(command: Call, library: Path) -> None:
    original = Original(PAGE, "html", (NOTICE,))
    id = added(library, original)
    assert command("reanalyse", id).out.split("  ")[1] == "as before"
    with Library.open(library) as opened:
        opened.reanalyse(id, replace(analysed(NEWS), statements=(), positions=(), key_quotes=()))
    assert command("reanalyse", id).out.split("  ")[1] == "analysis 3"
    with Library.open(library, readonly=True) as opened:
        assert opened.get(id).notices == (NOTICE,)
        assert opened.original(id) == original


def test_the_moment_of_an_analysis_is_not_that_of_its_original(library: Path) -> None:
    id = added(library, Original(PAGE, "html"))
    with Library.open(library, clock=lambda: datetime.now(UTC)) as opened:
        opened.reanalyse(id, analysed(NEWS))
        assert opened.original(id) == Original(PAGE, "html")
