"""What holds for every feed, whole, broken or no feed at all."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake.feeds.dating import moment
from briefing.intake.feeds.model import Feed
from briefing.intake.feeds.parsing import parsed
from briefing.intake.feeds.plain import LEAD, folded
from tests.briefing.intake.feeds.samples import ADDRESS, SAMPLES

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHOLE = [sample.data for sample in SAMPLES]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
# What feeds are made of, so that chance makes something like them.
PIECES = st.lists(
    st.sampled_from(
        [
            *("<rss>", "<channel>", "<item>", "<title>", "</title>", "<link>/a</link>", "<guid>g</guid>", "</item>"),
            *("<feed>", "<entry>", "<id>i</id>", "</entry>", "<description>", "</description>", "</rss>", "<html>"),
            *("<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE", "[", "]>", "<?xml?>", '<a xml:base="//">', "<p/>", "<b>"),
            *("&amp;", "&lt;b&gt;", "&#1;", "&nbsp;", "&", "<", ">", "</b>", "x", " ", "\0", "\ufdd0"),
            *('{"version": "https://jsonfeed.org/version/1", "items": [', '{"id": 1}', ",", "]", "}"),
        ]
    ),
    max_size=40,
).map(lambda pieces: "".join(pieces).encode())


def read(data: bytes, charset: str | None = None) -> Feed | None:
    """The feed in `data`, None where a sentence says that there is none."""
    try:
        return parsed(data, address=ADDRESS, charset=charset, at=NOW)
    except SourceError as refusal:
        assert "\n" not in str(refusal)
        assert ADDRESS in str(refusal)
        return None


def check(feed: Feed) -> None:
    assert len({item.id for item in feed.items}) == len(feed.items)
    for item in feed.items:
        assert item.id
        for text in (item.id, item.title, item.lead, *item.authors, item.outlet or ""):
            assert text == folded(text)
            text.encode()
        assert len(item.lead) <= LEAD
        assert item.link is None or re.match(r"https?://[^/\s]", item.link)
        assert item.published is None or moment(item.published) <= NOW + timedelta(days=1)


@settings(deadline=None, max_examples=120)
@given(st.binary(max_size=300) | PIECES, st.sampled_from([None, "utf-8", "utf-16", "windows-1251", "nonsense"]))
def test_any_bytes_give_a_feed_or_a_sentence(data: bytes, charset: str | None) -> None:
    if (feed := read(data, charset)) is not None:
        check(feed)


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(WHOLE), st.data())
def test_a_feed_that_is_damaged_anywhere_gives_a_feed_or_a_sentence(data: bytes, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 20)))
    damaged = data[:start] + draw.draw(st.binary(max_size=5)) + data[end:]
    if (feed := read(damaged)) is not None:
        check(feed)


@settings(deadline=None)
@given(st.sampled_from([data for data in WHOLE if data.startswith(b"<rss")]), st.floats(0, 1))
def test_a_feed_that_is_cut_off_gives_no_half_item(data: bytes, part: float) -> None:
    whole, cut = read(data), read(data[: int(len(data) * part)])
    if whole is not None and cut is not None:
        assert {item.title for item in cut.items} <= {item.title for item in whole.items}


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_plain_text_goes_through_xml_and_json_unchanged(told: list[tuple[str, str]]) -> None:
    entries = "".join(
        f"<entry><id>i{number}</id><title>{escape(title)}</title><summary>{escape(lead)}</summary></entry>"
        for number, (title, lead) in enumerate(told)
    )
    items = [{"id": f"i{number}", "title": title, "summary": lead} for number, (title, lead) in enumerate(told)]
    noncharacters = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
    expected = [
        (f"i{number}", folded(noncharacters.sub("\ufffd", title)), folded(noncharacters.sub("\ufffd", lead)))
        for number, (title, lead) in enumerate(told)
    ]
    for data in (
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}),
    ):
        feed = parsed(data.encode(), address=ADDRESS, at=NOW)
        found = [
            (item.id, noncharacters.sub("\ufffd", item.title), noncharacters.sub("\ufffd", item.lead))
            for item in feed.items
        ]
        assert found == expected


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "/1", "/2"]), st.integers(1, 28)), max_size=8))
def test_ids_are_unique_and_an_item_more_leaves_those_of_the_older_as_they_are(
    told: list[tuple[str, str, int]],
) -> None:
    def ids(entries: list[tuple[str, str, int]]) -> dict[str, str | None]:
        written = "".join(
            f"<item><guid isPermaLink='false'>{key}</guid><link>{link}</link><title>t</title>"
            f"<pubDate>{day} Feb 2026 09:00:00 GMT</pubDate></item>"
            for key, link, day in entries
        )
        feed = parsed(f"<rss><channel>{written}</channel></rss>".encode(), address=ADDRESS, at=NOW)
        check(feed)
        return {item.id: item.link for item in feed.items}

    newest_first = sorted(told, key=lambda one: -one[2])
    for more, fewer in pairwise([newest_first[start:] for start in range(len(newest_first) + 1)]):
        if fewer and more[0][2] > fewer[0][2]:
            assert ids(fewer).keys() <= ids(more).keys()


@pytest.mark.parametrize("space", [" ", "\xa0", "\u2003", "\u3000"])
def test_a_space_of_any_kind_in_a_link_is_sent_as_a_browser_sends_it(space: str) -> None:
    link = f"https://news.example/a{space}b"
    data = (
        f"<rss version='2.0'><channel><title>N</title><item><title>T</title><link>{link}</link></item></channel></rss>"
    )
    (read_from,) = parsed(data.encode(), address=ADDRESS, at=NOW).items
    assert read_from.link == read_from.id == f"https://news.example/a{quote(space)}b"
