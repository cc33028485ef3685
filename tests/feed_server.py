"""A real server of feeds on loopback, in threads: answers can be changed while it runs, what it was asked is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; `until` is waited for before it is given."""

    body: str | bytes = ""
    status: int = 200
    media: str = "application/rss+xml; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    until: Callable[[], object] | None = None


@dataclass(frozen=True)
class Asked:
    """A request: its path, the host it was for, its headers by their names in small letters."""

    path: str
    host: str
    headers: dict[str, str]


class FeedServer:
    """Answers by path with what is in `answers`, 404 where there is nothing. An `etag` of an answer is compared."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.busiest: dict[str, int] = {}
        self.at_once = 0
        self._busy: dict[str, int] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self._server.daemon_threads = True
        self.host, self.port = address, self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def url(self, path: str, host: str | None = None) -> str:
        """The address of a path."""
        return f"http://{host or self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [one.path for one in self.asked]

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def _counted(self, host: str) -> Iterator[None]:
        with self._lock:
            self._busy[host] = self._busy.get(host, 0) + 1
            self.busiest[host] = max(self.busiest.get(host, 0), self._busy[host])
            self.at_once = max(self.at_once, sum(self._busy.values()))
        try:
            yield
        finally:
            with self._lock:
                self._busy[host] -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                host = headers.get("host", "").partition(":")[0]
                server.asked.append(Asked(self.path, host, headers))
                with server._counted(host):
                    answer = server.answers.get(self.path, Answer("no such page", 404, "text/plain"))
                    if answer.until is not None:
                        answer.until()
                    self._give(answer, headers)

            def _give(self, answer: Answer, headers: dict[str, str]) -> None:
                etag = answer.headers.get("ETag")
                if etag is not None and headers.get("if-none-match") == etag:
                    self.send_response_only(304)
                    self.end_headers()
                    return
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response_only(answer.status)
                self.send_header("Content-Type", answer.media)
                self.send_header("Content-Length", str(len(body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                except ConnectionError:  # who asked has gone
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


def rss(*items: str, title: str = "The Harbour Post", head: str = "") -> Answer:
    """A feed of items that `item` made, the newest first."""
    channel = f"<title>{title}</title><link>https://post.example/</link>{head}{''.join(items)}"
    return Answer(f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>')


def item(number: int, link: str | None = None) -> str:
    """An item of a feed, another for each number."""
    linked = f"<link>{link}</link>" if link else ""
    return (
        f"<item><title>The council keeps pier {number}</title>{linked}<guid isPermaLink='false'>pier-{number}</guid>"
        f"<description>It voted on Friday.</description></item>"
    )


def page(number: int) -> Answer:
    """The page of the article behind an item."""
    paragraphs = (
        f"The council keeps pier {number}, it said on Friday after a long meeting in the town hall.",
        f"“We will not sell pier {number} to anybody,” Mayor Ada Byron told The Harbour Post on Friday.",
        f"The council urged the government to pay for the new pier {number}, which was closed in March.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!DOCTYPE html><html lang='en'><head><title>The council keeps pier {number}</title></head>"
    return Answer(f"{html}<body><article>{body}</article></body></html>", media="text/html; charset=utf-8")


def redirect(to: str, status: int) -> Answer:
    """A redirect."""
    return Answer("", status, "text/plain", {"Location": to})


def offering(*feeds: tuple[str, str]) -> Answer:
    """A page that offers feeds, each an address and a title."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{address}" title="{title}">'
        for address, title in feeds
    )
    html = f"<!DOCTYPE html><html><head><title>Post</title>{links}</head><body><p>News.</p></body></html>"
    return Answer(html, media="text/html")


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until something is so. Fails when it takes too long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)
