"""Texts made to do harm stay text: in every text of a feed, in every format, and whole."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from briefing.intake.feeds.model import Feed
from briefing.intake.feeds.parsing import parsed
from briefing.intake.feeds.plain import folded

ADDRESS = "https://news.example/feed"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def hostile(shared: Path) -> list[str]:
    """The strings of `hostile.jsonl`."""
    return [json.loads(string) for string in (shared / "hostile.jsonl").read_text().splitlines()]


def rss(text: str) -> bytes:
    said = escape(text)
    return (
        f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>{said}</title><item>"
        f"<title>{said}</title><link>{said}</link><guid isPermaLink='false'>{said}</guid><pubDate>{said}</pubDate>"
        f"<dc:creator>{said}</dc:creator><source url={quoteattr(text)}>{said}</source>"
        f"<description>{escape(said)}</description></item></channel></rss>"
    ).encode()


def rss_in_cdata(text: str) -> bytes:
    return rss("TEXT").replace(b"TEXT", f"<![CDATA[{text}]]>".encode())


def atom(text: str) -> bytes:
    said = escape(text)
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{said}</title><entry><title>{said}</title><id>{said}</id>"
        f"<link href={quoteattr(text)}/><updated>{said}</updated><summary>{said}</summary>"
        f"<author><name>{said}</name></author><source><title>{said}</title></source></entry></feed>"
    ).encode()


def json_feed(text: str) -> bytes:
    item = {
        **dict.fromkeys(["id", "title", "url", "content_text", "date_published"], text),
        "authors": [{"name": text}],
    }
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": text, "items": [item]}).encode()


FORMATS = [rss, rss_in_cdata, atom, json_feed]


def texts(feed: Feed) -> list[str]:
    found = [feed.title]
    for item in feed.items:
        found += [item.id, item.title, item.lead, *item.authors, item.outlet or "", item.link or ""]
    return found


@pytest.mark.parametrize("made", FORMATS)
def test_every_hostile_string_gives_an_item_of_plain_text(made: Callable[[str], bytes], hostile: list[str]) -> None:
    for string in hostile:
        feed = parsed(made(string), address=ADDRESS, at=NOW)
        assert len(feed.items) == 1, string
        assert feed.items[0].published is None
        for text in texts(feed):
            assert text == folded(text)
            assert "\0" not in text


@pytest.mark.parametrize("made", [atom, json_feed])
def test_where_a_format_says_that_a_text_is_plain_it_comes_out_letter_for_letter(
    made: Callable[[str], bytes], hostile: list[str]
) -> None:
    for string in hostile:
        item = parsed(made(string), address=ADDRESS, at=NOW).items[0]
        assert item.title == item.lead == item.id == folded(string)


@pytest.mark.parametrize("made", [rss, rss_in_cdata])
def test_a_title_of_rss_comes_out_as_it_is_too_unless_it_is_html(
    made: Callable[[str], bytes], hostile: list[str]
) -> None:
    for string in hostile:
        assert parsed(made(string), address=ADDRESS, at=NOW).items[0].title == folded(string)
    assert parsed(made("<b>bold</b> &amp; x"), address=ADDRESS, at=NOW).items[0].title == "bold & x"


def test_a_lead_of_rss_is_html_and_its_script_is_no_text(hostile: list[str]) -> None:
    for string in hostile:
        said = rss("TEXT").replace(b"<description>TEXT", b"<description>" + escape(string).encode())
        lead = parsed(said, address=ADDRESS, at=NOW).items[0].lead
        assert lead == ("" if string.startswith("<script>") else folded(string))


def test_control_characters_stay_for_the_screen_to_show_and_nul_goes() -> None:
    everything = "".join(map(chr, [*range(1, 0x20), 0x7F, *range(0x80, 0xA0), 0x202E, 0xFFFE, 0xFDD0]))
    for made in FORMATS:
        title = parsed(made(f"a{everything}\0b"), address=ADDRESS, at=NOW).items[0].title
        kept = "".join(char for char in everything if char not in "\t\n\r\f\ufffe\ufdd0")
        assert [char for char in kept if char not in title] == []
        assert "\0" not in title
        assert title.startswith("a\x01")
        assert title.endswith("b")


def test_a_control_character_that_json_forbids_is_what_it_is() -> None:
    feed = parsed(json_feed("X").replace(b'"title": "X"', b'"title": "a\x1bb\nc"'), address=ADDRESS)
    assert feed.items[0].title == feed.title == "a\x1bb c"


def test_a_control_character_by_its_number_is_what_it_is() -> None:
    feed = parsed(atom("X").replace(b"<title>X", b"<title>a&#27;b&#0;c&#xD800;d&#x110000;e"), address=ADDRESS)
    assert feed.items[0].title == "a\x1bbc\ufffdd\ufffde"
