"""A publisher changes a page: the same address is added again, and what is told of it is what was changed."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from command_line import Call

PARAGRAPHS = (
    "The harbour bridge will be closed for two years, the city council decided on Tuesday.",
    "“We cannot wait any longer for the repairs,” said Mayor Ada Byron, who had asked for the money in spring.",
    "The ferry is unsure. “Nobody has asked us how many people we can carry,” Charles Babbage, its head, told us.",
    "“The school buses will have to start an hour earlier from Monday,” said Grace Hopper, the head of the school.",
    "The council meets again next week to name the day on which the work begins.",
)
MAYOR = "“We cannot wait any longer for the repairs,”"
DIRECTOR = "“Nobody has asked us how many people we can carry,”"


class Publisher:
    """A server with one page, whose text and frame can be changed."""

    def __init__(self) -> None:
        self.paragraphs = list(PARAGRAPHS)
        self.frame = "<nav><a href='/'>Home</a></nav>"
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = publisher.page.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/bridge"

    @property
    def page(self) -> str:
        """The page as it is now."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        head = '<title>Bridge to be closed</title><meta property="og:site_name" content="The Harbour Post">'
        article = f"<body>{self.frame}<article>{body}</article></body>"
        return f"<!DOCTYPE html><html lang='en'><head>{head}</head>{article}</html>"

    def change(self, old: str, new: str) -> None:
        """Write `new` in place of `old` in the one paragraph that has it."""
        (at,) = (i for i, paragraph in enumerate(self.paragraphs) if old in paragraph)
        self.paragraphs[at] = self.paragraphs[at].replace(old, new)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Publisher()
    Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def added(readout: Call, publisher: Publisher) -> tuple[str, dict[str, object], str]:
    """Add the page; return its id, what is told as JSON, and what is said on standard error."""
    done = readout("add", publisher.address, "--format", "json")
    assert done.status == 0, done.err
    (told,) = json.loads(done.out)
    return told["id"], told, done.err


def changes(readout: Call, id: str) -> dict[str, object]:
    """What `show --changes` tells of the newest version."""
    told = json.loads(readout("show", id, "--changes", "--format", "json").out)
    step: dict[str, object] = told["changes"][0]
    return step


def test_a_quote_altered(readout: Call, publisher: Publisher) -> None:
    id, first, _ = added(readout, publisher)
    assert first["added"] is True
    publisher.change("any longer for the repairs", "another year for the repairs")
    again, told, said = added(readout, publisher)
    assert (again, told["added"], told["version"]) == (id, False, 2)
    assert said == (
        f"readout: The publisher changed this article: 1 quote altered. It is version 2 of {id}; "
        f"'readout show {id} --changes' shows what changed.\n"
    )
    now = MAYOR.replace("any longer", "another year")
    assert changes(readout, id)["quotes"] == [{"kind": "altered", "who": "Ada Byron", "was": MAYOR, "now": now}]
    shown = readout("show", id).out
    assert "The publisher changed this article since it was read on " in shown
    assert "Confirm which words are right: The Harbour Post altered the quote of Ada Byron." in shown
    assert now in shown
    assert MAYOR not in shown


def test_a_quote_taken_out(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    del publisher.paragraphs[2]
    assert added(readout, publisher)[1]["version"] == 2
    assert changes(readout, id)["quotes"] == [
        {"kind": "removed", "who": "Charles Babbage", "was": DIRECTOR, "now": None}
    ]
    assert f"Ask why The Harbour Post took out the quote of Charles Babbage: {DIRECTOR}." in readout("show", id).out


def test_a_quote_put_in(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.paragraphs.append("“The tunnel would have been cheaper,” said Alan Turing, an engineer of the city.")
    assert added(readout, publisher)[1]["version"] == 2
    assert changes(readout, id)["quotes"] == [
        {"kind": "added", "who": "Alan Turing", "was": None, "now": "“The tunnel would have been cheaper,”"}
    ]


def test_a_quote_given_to_another(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.change("said Mayor Ada Byron, who", "said the treasurer, Mary Somerville, who")
    assert added(readout, publisher)[1]["version"] == 2
    assert changes(readout, id)["quotes"] == [
        {"kind": "speaker", "who": "Mary Somerville, before Ada Byron", "was": None, "now": MAYOR}
    ]


def test_a_correction_note(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    note = "Correction: An earlier version of this article gave the wrong day of the council’s meeting."
    publisher.paragraphs.append(note)
    assert added(readout, publisher)[1]["version"] == 2
    assert changes(readout, id)["quotes"] == [{"kind": "correction", "who": None, "was": None, "now": note}]


def test_only_the_frame_of_the_page(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.frame = "<nav><a href='/'>Home</a> <a href='/today'>Now: the storm is over</a></nav><aside>Buy!</aside>"
    again, told, said = added(readout, publisher)
    assert (again, told["added"], "version" in told) == (id, False, False)
    assert said == f"readout: This article is already in the library, as {id}: nothing was changed.\n"
    assert json.loads(readout("show", id, "--changes", "--format", "json").out)["changes"] == []
    assert readout("show", id, "--changes").out == (
        "The article has been read in one version only: add its address again to look for changes.\n"
    )


def test_each_version_is_told_beside_the_one_before(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.change("any longer", "another year")
    added(readout, publisher)
    del publisher.paragraphs[2]
    added(readout, publisher)
    told = readout("show", id, "--changes").out
    third, second = (f"Version {n}, read " for n in (3, 2))
    assert told.index(third) < told.index("− removed    Charles Babbage") < told.index(second)
    assert told.index(second) < told.index("≠ altered    Ada Byron")
    assert "  ~ “We cannot wait [-any longer-] {+another year+} for the repairs,” said" in told


def test_what_the_user_did_stays_with_a_new_version(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    assert readout("tag", id, "bridge").status == 0
    assert readout("follow-ups", "add", id, "Call the ferry company").status == 0
    publisher.change("any longer", "another year")
    added(readout, publisher)
    entries = json.loads(readout("list", "--format", "json").out)
    assert [(entry["id"], entry["tags"]) for entry in entries] == [(id, ["bridge"])]
    assert "Call the ferry company" in readout("follow-ups").out


def test_a_new_version_can_be_taken_back(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.change("any longer", "another year")
    added(readout, publisher)
    assert readout("undo").status == 0
    assert MAYOR in readout("show", id).out
    assert added(readout, publisher)[1]["version"] == 2


def test_an_analysis_anew_of_a_new_version_still_says_what_changed(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.change("any longer", "another year")
    added(readout, publisher)
    before = json.loads(readout("show", id, "--format", "json").out)
    assert readout("reanalyse", id).status == 0
    after = json.loads(readout("show", id, "--format", "json").out)
    assert after["notices"] == before["notices"]
    assert after["follow_ups"] == before["follow_ups"]


def test_the_same_page_under_an_address_with_a_tracker_is_the_same_page(readout: Call, publisher: Publisher) -> None:
    id, _, _ = added(readout, publisher)
    publisher.change("any longer", "another year")
    plain = publisher.address
    publisher.address = f"{plain}?utm_source=newsletter#top"
    assert added(readout, publisher)[0] == id


def test_what_a_text_file_says_is_another_article_each_time(readout: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(PARAGRAPHS))
    (tmp_path / "b.txt").write_text("\n\n".join(PARAGRAPHS[1:]))
    assert readout("add", "a.txt").status == readout("add", "b.txt").status == 0
    assert len(json.loads(readout("list", "--format", "json").out)) == 2
