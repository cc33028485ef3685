"""`readout feeds import` and `export`: OPML and newsboat's `urls`, taken over whole and never run."""

import json
import stat
from pathlib import Path

import pytest
from command_line import Call

from stores.feeds import Feeds

URLS = """\
# my feeds
https://one.example/feed "~One of “them”" news "two words"
"query:All unread:unread = \\"yes\\"" "~All"
exec:~/bin/made.sh
filter:~/bin/filter.py:https://two.example/feed
https://three.example/rss !
"""

OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Europe">
<outline text="One" title="One" type="rss" xmlUrl="https://one.example/feed" htmlUrl="https://one.example/"/>
</outline></outline>
<outline text="Two" type="rss" xmlUrl="https://two.example/feed" category="/pier,boats" xyz="kept"/>
</body></opml>
"""


@pytest.fixture
def urls(tmp_path: Path) -> str:
    file = tmp_path / "urls"
    file.write_text(URLS)
    return str(file)


def told(command: Call) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(command("feeds", "list", "--format", "json").out)
    return listed


def test_newsboats_urls_are_taken_over_and_nothing_of_them_is_run(command: Call, urls: str) -> None:
    done = command("feeds", "import", urls)
    assert (done.status, len(done.out.splitlines())) == (0, 5)
    assert done.err == (
        f"readout: Of 5 entries in {urls} 5 are new: 'readout feeds refresh' looks at them.\n"
        "readout: Kept for an export, but never run or opened: 1 query:, 1 exec:, 1 filter:\n"
    )
    one, query, program, _, hidden = told(command)
    assert (one["title"], one["tags"]) == ("One of “them”", ["news", "two words"])
    assert (query["title"], query["address"]) == ("All", 'query:All unread:unread = "yes"')
    assert program["address"] == "exec:~/bin/made.sh"
    assert hidden["hidden"] is True
    assert "kept for the reader that it came from, never run or opened" in command("feeds").out


def test_what_was_subscribed_to_stays_as_it_is(command: Call, urls: str) -> None:
    command("feeds", "import", urls)
    one = told(command)[0]["id"]
    command("feeds", "set", str(one), "--title", "Mine")
    done = command("feeds", "import", urls, "--format", "json")
    assert json.loads(done.out)["added"] == []
    assert len(json.loads(done.out)["held"]) == 5
    assert "5 were subscribed to already" in done.err
    assert told(command)[0]["title"] == "Mine"


def test_opml_is_known_by_what_it_is_not_by_its_name(command: Call, tmp_path: Path, readout: Call) -> None:
    (tmp_path / "feeds.txt").write_bytes(b"\xef\xbb\xbf" + OPML.encode())
    assert command("feeds", "import", str(tmp_path / "feeds.txt")).status == 0
    one, two = told(command)
    assert (one["title"], one["tags"], one["home"]) == ("One", ["News/Europe"], "https://one.example/")
    assert two["tags"] == ["pier", "boats"]
    assert readout("feeds", "import", "-", stdin=OPML.encode("utf-16")).err.startswith("readout: Of 2 entries in")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("# nothing\n\n", "names no feed"),
        ("<opml version='2.0'><body><outline", "nothing was taken from it"),
        ("<html><body>no</body></html>", "is not OPML"),
    ],
)
def test_what_is_no_list_of_feeds_is_said(command: Call, tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "list").write_text(content)
    done = command("feeds", "import", str(tmp_path / "list"))
    assert (done.status, done.out) == (1, "")
    assert why in done.err
    assert "cannot be read" in command("feeds", "import", str(tmp_path / "missing")).err


@pytest.mark.parametrize("format", ["opml", "urls"])
def test_what_went_in_comes_out_and_goes_in_again(
    command: Call, readout: Call, urls: str, format: str, tmp_path: Path
) -> None:
    command("feeds", "import", urls)
    before = told(command)
    done = command("feeds", "export", "--format", format, str(tmp_path / "out"))
    assert (done.status, done.out) == (0, "")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    assert (
        readout("feeds", "export", "--format", format).out.splitlines()[5:]
        == ((tmp_path / "out").read_text().splitlines()[5:])
    )
    another = str(tmp_path / "another")
    command("feeds", "import", str(tmp_path / "out"), "--library", another)
    after = json.loads(command("feeds", "list", "--format", "json", "--library", another).out)
    kept = ("title", "address", "tags", "hidden", "home")
    assert [{name: one[name] for name in kept} for one in after] == [
        {name: one[name] for name in kept} for one in before
    ]


def test_urls_come_out_as_newsboat_wrote_them(command: Call, urls: str, readout: Call) -> None:
    command("feeds", "import", urls)
    lines = [line for line in URLS.splitlines() if not line.startswith("#")]
    assert readout("feeds", "export", "--format", "urls").out.splitlines() == [
        line.replace('"query:All unread:unread = \\"yes\\"" "~All"', '"query:All unread:unread = \\"yes\\"" ~All')
        for line in lines
    ]


def test_what_opml_said_besides_comes_out_again(command: Call, readout: Call, tmp_path: Path) -> None:
    (tmp_path / "in.opml").write_text(OPML)
    command("feeds", "import", str(tmp_path / "in.opml"))
    out = readout("feeds", "export").out
    assert 'xyz="kept"' in out
    assert '<outline text="News" title="News">' in out


def test_what_would_act_on_a_terminal_is_a_reference_in_opml(command: Call, readout: Call, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text('https://one.example/ "~أخبار\u200f \u202eevil"\n')
    command("feeds", "import", str(tmp_path / "urls"))
    out = readout("feeds", "export").out
    assert "أخبار&#8207; &#8238;evil" in out
    (tmp_path / "out.opml").write_text(out)
    another = str(tmp_path / "another")
    command("feeds", "import", str(tmp_path / "out.opml"), "--library", another)
    with Feeds.open(Path(another), readonly=True) as feeds:
        assert feeds.subscriptions()[0].own_title == "أخبار\u200f \u202eevil"


def test_an_export_to_what_is_no_file_says_so(command: Call, urls: str, tmp_path: Path) -> None:
    command("feeds", "import", urls)
    assert "is no file" in command("feeds", "export", str(tmp_path)).err
    assert command("feeds", "export", str(tmp_path / "none" / "out")).status == 1
