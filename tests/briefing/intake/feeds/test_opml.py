"""OPML: other readers' lists come in, ours go out and come back whole."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.errors import SourceError
from briefing.intake.feeds.model import Subscription
from briefing.intake.feeds.newsboat import line_of
from briefing.intake.feeds.newsboat import read as read_urls
from briefing.intake.feeds.newsboat import subscriptions as of_urls
from briefing.intake.feeds.opml import read, written

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1" xmlns:x="https://x.example/ns"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Europe" title="ignored">
<outline type="rss" text="Caf\xe9 &amp; Co" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"
 category="/Boston/Weather,press" x:rating="5" description="Daily" version="RSS2"/>
</outline><outline text="B" title="The B" xmlurl=" https://b.example/atom " type="atom"/></outline>
<outline text="https://c.example/"  url="https://c.example/"/>
<outline text="A page" type="link" url="https://d.example/"/>
<outline text="Liferea" xmlUrl="|/usr/bin/make feed" type="rss"/>
<outline text="Filtered" xmlUrl="https://e.example/rss" filtercmd="~/bin/f.sh -x"/>
<outline text="Outer" xmlUrl="https://f.example/rss"><outline text="Inner" xmlUrl="https://g.example/rss"/></outline>
</body></opml>"""


def test_folders_become_tags_and_what_is_unknown_is_kept() -> None:
    assert read(LIST, name="my.opml") == (
        Subscription(
            "https://a.example/rss",
            "Café & Co",
            ("News/Europe", "Boston/Weather", "press"),
            home="https://a.example/",
            extra={"{https://x.example/ns}rating": "5", "description": "Daily", "version": "RSS2"},
        ),
        Subscription("https://b.example/atom", "The B", ("News",), extra={"type": "atom"}),
        Subscription("https://c.example/"),
        Subscription("exec:/usr/bin/make feed", "Liferea"),
        Subscription("filter:~/bin/f.sh -x:https://e.example/rss", "Filtered"),
        Subscription("https://f.example/rss", "Outer"),
        Subscription("https://g.example/rss", "Inner"),
    )


def test_a_list_goes_out_and_comes_back_whole() -> None:
    told = read(LIST, name="my.opml")
    assert read(written(told, title="Mine"), name="my.opml") == told


def test_what_is_written_is_opml_2() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    written_list = written([*read(LIST, name="my.opml"), Subscription("query:All:#")], title="Mine", at=at)
    root = etree.fromstring(written_list)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [child.tag for child in root] == ["head", "body"]
    assert root.findtext("head/title") == "Mine"
    assert root.findtext("head/dateCreated") == "Sun, 01 Mar 2026 12:00:00 +0000"
    outlines = list(root.iter("outline"))
    assert all(outline.get("text") for outline in outlines)
    for feed in (outline for outline in outlines if outline.get("xmlUrl") or outline.get("type")):
        assert feed.get("type")
        assert re.match("https?://", feed.get("xmlUrl"))
    first = root.find("body/outline")
    assert (first.get("text"), first[0].get("text"), first[0][0].get("text")) == ("News", "Europe", "Café & Co")
    assert first[0][0].get("category") == "News/Europe,Boston/Weather,press"


def test_programs_and_queries_go_where_no_other_reader_would_fetch_or_run_them() -> None:
    for address in ("exec:/bin/x", "filter:/bin/x:https://a.example/", "query:Name:unread = 1"):
        told = (Subscription(address, "Name", hidden=True),)
        root = etree.fromstring(written(told, title="Mine"))
        assert not root.xpath("//outline[@xmlUrl or @url or @type]")
        assert read(written(told, title="Mine"), name="my.opml") == told


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not OPML"),
        (b"<rss/>", "is not OPML"),
        (b"https://a.example/ tag", "is not OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares entities of its own"),
        (LIST[:-20], "is broken or cut off"),
        (b"<opml><body>" + b"<outline text='a'>" * 400 + b"<outline xmlUrl='https://a/'/></opml>", "broken or cut off"),
        (b"<opml><body>" + b"<outline/>" * 50_001 + b"</body></opml>", "50,001 entries"),
        (b" " * 10_000_001, "larger than 10 MB"),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_whole_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=f"^my.opml .*{sentence}.*: (?:give|export)"):
        read(data, name="my.opml")


def test_a_nul_goes_and_another_control_character_stays() -> None:
    data = b"<opml><body><outline text='a\0b\x1bc' xmlUrl='https://a.example/'/></body></opml>"
    assert read(data, name="my.opml") == (Subscription("https://a.example/", "ab\x1bc"),)


def test_a_bare_ampersand_costs_nothing() -> None:
    data = b"<opml><body><outline text='Q&A &nbsp;' xmlUrl='https://a.example/?a=1&b=2'/></body></opml>"
    assert read(data, name="my.opml") == (Subscription("https://a.example/?a=1&b=2", "Q&A \xa0"),)


# All that XML can carry.
TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff"
    ).filter(lambda char: not "\ufdd0" <= char <= "\ufdef"),
    min_size=1,
    max_size=12,
)
PATH = st.lists(st.sampled_from(["News", "Europe", "a b", "é"]), min_size=1, max_size=3).map("/".join)
TAGS = st.lists(PATH | TEXT, unique=True, max_size=4).map(tuple)
NAME = st.sampled_from(["version", "description", "rating", "{https://x.example/}rating", "{urn:y}z"])
FEED = st.builds(
    Subscription,
    st.sampled_from(
        ['https://a.example/rss?x=1&y="2"', "http://b.example/<>", "file:///x.xml", "query:a b:c", "exec:x"]
    ),
    title=st.none() | TEXT,
    tags=TAGS,
    hidden=st.booleans(),
    home=st.none() | TEXT,
    extra=st.dictionaries(NAME, TEXT, max_size=3),
)


@settings(deadline=None)
@given(st.lists(FEED, max_size=6), TEXT)
def test_what_goes_in_comes_out(told: list[Subscription], title: str) -> None:
    data = written(told, title=title)
    assert list(read(data, name="my.opml")) == told
    assert written(read(data, name="my.opml"), title=title) == data


@settings(deadline=None)
@given(st.lists(FEED.map(lambda one: Subscription(one.address, one.title, one.tags, one.hidden)), max_size=6))
def test_a_list_goes_from_one_format_to_the_other_and_back(told: list[Subscription]) -> None:
    in_newsboat = of_urls(read_urls(b"".join(line_of(one).raw for one in told), name="urls"))
    assert read(written(in_newsboat, title="Mine"), name="my.opml") == in_newsboat


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(0, len(LIST)), st.integers(0, 30))
def test_any_bytes_give_a_list_or_a_sentence(data: bytes, start: int, length: int) -> None:
    for damaged in (data, LIST[:start] + data[:5] + LIST[start + length :]):
        try:
            for one in read(damaged, name="my.opml"):
                assert one.address
        except SourceError as refusal:
            assert str(refusal).startswith("my.opml ")


def test_control_characters_are_shown_as_lost() -> None:
    told = (Subscription("https://a.example/", "a\x1bb\ufdd0", ("\x07",)),)
    assert read(written(told, title="\0"), name="my.opml") == (
        Subscription("https://a.example/", "a\ufffdb\ufffd", ("\ufffd",)),
    )


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="needs newsboat")
def test_newsboat_itself_imports_what_is_written(tmp_path: Path) -> None:
    told = (
        Subscription("https://a.example/rss?x=1&y=2", "Café & <Co>", ("News/Europe", "press")),
        Subscription("https://b.example/rss", tags=("one",)),
        Subscription("query:All:unread", "All"),
    )
    (tmp_path / "my.opml").write_bytes(written(told, title="Mine"))
    (tmp_path / "urls").touch()
    newsboat: list[Any] = ["newsboat", "-u", tmp_path / "urls", "-c", tmp_path / "cache.db", "-C", "/dev/null"]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    subprocess.run([*newsboat, "-i", tmp_path / "my.opml"], capture_output=True, check=True, env=environment)
    found = of_urls(read_urls((tmp_path / "urls").read_bytes(), name="urls"))
    assert [one.address for one in found] == ["https://a.example/rss?x=1&y=2", "https://b.example/rss"]
    assert "News/Europe" in found[0].tags
