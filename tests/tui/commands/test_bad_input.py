"""Whatever is given instead of an article: one line that names it, exit status 1, and nothing written."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command_line import Call

PAGE_WITHOUT_ARTICLE = b"<html><body><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></body></html>"


class Bad(BaseHTTPRequestHandler):
    """A server on which nothing is an article."""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/large":
                self.answer(200, b"<p>word " + b"x" * 10_000_001)
            case "/inflated":
                self.answer(200, gzip.compress(b"<p>word " + b"x" * 10_000_001), ("Content-Encoding", "gzip"))
            case "/endless":
                self.answer(302, b"", ("Location", f"/endless?{len(self.path)}"))
            case "/elsewhere":
                self.answer(302, b"", ("Location", "file:///etc/passwd"))
            case "/bare":
                self.answer(200, PAGE_WITHOUT_ARTICLE)
            case "/picture":
                self.answer(200, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ("Content-Type", "image/png"))
            case _:
                self.answer(404, b"<p>Not here</p>")

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Keep the test's output to itself."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle of ten megabytes is what this test is about."""


@pytest.fixture
def server() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Bad) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def written_below(directory: Path) -> set[Path]:
    return set(directory.rglob("*"))


def refuses(readout: Call, source: str, directory: Path, *options: str, names: str | None = None) -> str:
    """Assert that both `brief` and `add` refuse `source` in one line that names it, and return that line."""
    before = written_below(directory)
    for command in ("brief", "add"):
        done = readout(command, source, *options)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1), done
        assert done.err.startswith("readout: ")
        assert (source if names is None else names) in done.err
    assert written_below(directory) == before
    return done.err


def test_files_that_are_no_article(readout: Call, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\t\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "page.html").write_bytes(PAGE_WITHOUT_ARTICLE)
    (tmp_path / "large.txt").write_bytes(b"word " * 2_000_001)
    said = {
        name: refuses(readout, name, tmp_path)
        for name in [
            "missing.txt",
            "folder",
            "empty.txt",
            "blank.txt",
            "binary.txt",
            "picture.png",
            "page.html",
            "large.txt",
        ]
    }
    assert len({line.replace(name, "") for name, line in said.items()}) >= 5  # each says what it is that is wrong


def test_a_file_that_may_not_be_read(readout: Call, tmp_path: Path) -> None:
    refuses(readout, "/proc/self/mem", tmp_path)


@pytest.mark.parametrize(
    "address", ["http://", "http:///path", "https://[::1/", "http://a b.example/", "ftp://a.example/x"]
)
def test_what_is_no_web_address(address: str, readout: Call, tmp_path: Path) -> None:
    refuses(readout, address, tmp_path, names="")


def test_a_connection_that_is_refused(readout: Call, tmp_path: Path) -> None:
    refuses(readout, "http://127.0.0.1:1/news", tmp_path, names="127.0.0.1:1")


def test_pages_that_are_no_article(readout: Call, tmp_path: Path, server: str) -> None:
    said = {
        path: refuses(readout, f"{server}/{path}", tmp_path, names=server.removeprefix("http://"))
        for path in ["missing", "bare", "picture", "large", "inflated", "endless", "elsewhere"]
    }
    assert "404" in said["missing"]
    assert "10 MB" in said["large"]
    assert "10 MB" in said["inflated"]
    assert "passwd" in said["elsewhere"] or "http" in said["elsewhere"]


def test_a_page_is_not_even_asked_for_when_offline(readout: Call, tmp_path: Path, server: str) -> None:
    said = refuses(readout, f"{server}/missing", tmp_path, "--offline")
    assert "offline" in said.lower()


@pytest.mark.parametrize("place", ["/proc/readout", "article.txt", "article.txt/library"])
def test_a_library_that_cannot_be_written(place: str, readout: Call, article: Path, tmp_path: Path) -> None:
    before = written_below(tmp_path)
    done = readout("add", "article.txt", "--library", place)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(f"readout: The library at {place} cannot be used")
    assert written_below(tmp_path) == before


def test_one_bad_source_is_one_line_and_the_good_one_is_kept(readout: Call, article: Path, server: str) -> None:
    done = readout("add", f"{server}/missing", "article.txt", "missing.txt")
    assert (done.status, done.out.count("\n"), done.err.count("\n")) == (1, 1, 2)
    assert readout("list").out.count("\n") == 1
