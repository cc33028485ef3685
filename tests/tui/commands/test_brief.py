"""`readout brief`: briefings on standard output, errors on standard error, nothing kept."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from command_line import COMMAND, NEWS, Call

from briefing import __version__
from briefing.contract import from_json


def test_a_briefing_is_printed_to_read_and_nothing_is_kept(apart: Call, article: Path, library: Path) -> None:
    done = apart("brief", "article.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Headline\nThe council keeps the harbour.\n")
    assert "“We will not sell the harbour to anybody,” — " in done.out
    assert "Ada Byron, to The Harbour Post" in done.out
    assert not library.exists()


def test_what_is_told_of_a_bare_text_is_in_every_format(readout: Call, article: Path) -> None:
    told = ["--title", "Kept", "--outlet", "The Post", "--date", "2026-03", "--author", "Ada", "--author", "Bob"]
    told += ["--url", "https://a.example/1"]
    known = "The Post · 2026-03 · Ada, Bob · "
    assert "Headline\nKept\n" in (text := readout("brief", "article.txt", *told).out)
    assert f"{known}https://a.example/1" in text
    markdown = readout("brief", "article.txt", *told, "--format", "markdown").out
    assert markdown.startswith("# Kept\n")
    assert f"{known}<https://a.example/1>" in markdown
    made = json.loads(readout("brief", "article.txt", *told, "--format", "json").out)["article"]
    assert (made["title"], made["outlet"], made["published"], made["url"]) == (
        "Kept", "The Post", "2026-03", "https://a.example/1"
    )  # fmt: skip
    assert made["authors"] == ["Ada", "Bob"]


def test_json_of_one_source_is_one_object_of_the_contract(readout: Call, article: Path) -> None:
    made = from_json(json.loads(readout("brief", "article.txt", "--format", "json").out))
    assert made.article.source == "article.txt"
    assert made.article.text == NEWS
    assert made.key_quotes


def test_json_of_several_is_an_array_and_jsonl_a_line_each(readout: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(NEWS.replace("harbour", "market"))
    array = readout("brief", "article.txt", "other.txt", "--format", "json")
    lines = readout("brief", "article.txt", "other.txt", "--format", "jsonl")
    assert array.status == lines.status == 0
    assert [made["article"]["source"] for made in json.loads(array.out)] == ["article.txt", "other.txt"]
    assert [json.loads(line)["article"]["source"] for line in lines.out.splitlines()] == ["article.txt", "other.txt"]


def test_one_that_fails_does_not_stop_the_others(readout: Call, article: Path) -> None:
    for format, count in (("jsonl", 1), ("json", 1)):
        done = readout("brief", "missing.txt", "article.txt", "none.html", "--format", format)
        assert done.status == 1
        assert [line.startswith("readout: ") for line in done.err.splitlines()] == [True, True]
        assert "missing.txt" in done.err
        assert "none.html" in done.err
        assert done.out.count('"schema"') == count
    assert json.loads(readout("brief", "missing.txt", "none.html", "--format", "json").out) == []


def test_a_single_source_that_fails_prints_nothing(readout: Call) -> None:
    for format in ("text", "markdown", "json", "jsonl"):
        done = readout("brief", "missing.txt", "--format", format)
        assert (done.status, done.out) == (1, "")


def test_standard_input_is_a_source_called_by_its_sign(apart: Call) -> None:
    done = apart("brief", "-", "--format", "json", stdin=NEWS)
    assert done.status == 0
    assert json.loads(done.out)["article"]["source"] == "-"


def test_standard_input_and_files_go_together(apart: Call, article: Path) -> None:
    done = apart("brief", "article.txt", "-", "--format", "jsonl", stdin=NEWS.replace("harbour", "market"))
    assert [json.loads(line)["article"]["source"] for line in done.out.splitlines()] == ["article.txt", "-"]


def test_nothing_on_standard_input_is_one_line(apart: Call) -> None:
    done = apart("brief", "-")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


def test_a_closed_standard_input_is_one_line(library: Path) -> None:
    closing = ["sh", "-c", 'exec "$0" brief - <&-', COMMAND]
    done = subprocess.run(closing, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("readout: ")


@pytest.mark.parametrize(
    "call",
    [
        ["brief"],
        ["brief", "-", "-"],
        ["brief", "article.txt", "-", "-"],
        ["brief", "article.txt", "article.txt", "--title", "Kept"],
        ["brief", "article.txt", "article.txt", "--author", "Ada"],
        ["add", "article.txt", "article.txt", "--url", "https://a.example/"],
        ["brief", "article.txt", "--date", "yesterday"],
        ["brief", "article.txt", "--format", "pdf"],
        ["brief", "article.txt", "--colour"],
        ["brief", "article.txt", "--library", ""],
        ["list", "--format", "markdown"],
        ["show"],
        ["reticulate"],
    ],
)
def test_a_wrong_call_is_one_line_and_leaves_with_2(
    call: list[str], readout: Call, article: Path, library: Path
) -> None:
    done = readout(*call, stdin=NEWS)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("readout: ")
    assert not library.exists()


def test_help_and_version_are_results(apart: Call) -> None:
    assert apart("--version").out == apart("--offline", "--version").out == f"readout {__version__}\n"
    done = apart("brief", "--help")
    assert (done.status, done.err) == (0, "")
    assert "SOURCE" in done.out


@pytest.mark.parametrize("count", [1, 40], ids=["less than a pipe holds", "more than a pipe holds"])
def test_a_reader_that_has_enough_ends_the_command_quietly(count: int, article: Path, library: Path) -> None:
    command = [COMMAND, "brief", "-", *[str(article)] * count, "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        if count > 1:
            process.stdin.write(NEWS.encode())
            process.stdin.close()
            assert process.stdout.read(9) == b'{"schema"'
            process.stdout.close()
        else:
            process.stdout.close()
            process.stdin.write(NEWS.encode())
            process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_device_is_one_line(article: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([COMMAND, "brief", article], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("readout: The output could not be written")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("closed", "said"), [(">&-", "readout: Standard output is closed"), ("2>&-", "")])
def test_a_closed_output_or_error_is_no_traceback(closed: str, said: str, article: Path, library: Path) -> None:
    for call in (f"brief {article.name} --format json", "brief missing.txt"):
        command = ["sh", "-c", f'exec "$0" {call} {closed}', COMMAND]
        done = subprocess.run(command, cwd=article.parent, capture_output=True, text=True, check=False)
        if "missing" in call:
            assert (done.returncode, done.stdout) == (1, "")
        else:
            assert done.stderr.startswith(said)
            assert done.stderr.count("\n") == (1 if said else 0)
            assert done.returncode == (1 if said else 0)


def test_ctrl_c_ends_in_one_line(library: Path) -> None:
    ours, its = os.pipe()
    with subprocess.Popen([COMMAND, "brief", "-"], stdin=ours, stderr=subprocess.PIPE, text=True) as process:
        os.write(its, b"The beginning of an article")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=10)
        finally:
            process.kill()
    os.close(its)
    os.close(ours)
    assert (process.returncode, said) == (130, "readout: Stopped.\n")


def test_an_encoding_without_quotation_marks_prints_all_the_same(article: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    text, made = (
        subprocess.run(
            [COMMAND, "brief", article, "--format", format], env=environment, capture_output=True, check=True
        )
        for format in ("text", "json")
    )
    assert b"?We will not sell the harbour to anybody,?" in text.stdout
    assert json.loads(made.stdout)["article"]["text"] == NEWS
