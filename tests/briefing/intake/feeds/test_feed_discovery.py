"""The feeds that a page offers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.intake.feeds.discovery import offered
from briefing.intake.feeds.model import Offer

ADDRESS = "https://news.example/2019/story.html"


def of(head: str, charset: str | None = None) -> tuple[Offer, ...]:
    return offered(
        f"<!doctype html><html><head>{head}</head><body></body></html>".encode(), address=ADDRESS, charset=charset
    )


def test_feeds_of_all_three_kinds_are_found_with_their_titles_and_whole_addresses() -> None:
    assert of(
        '<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="/rss.xml">'
        '<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml">'
        "<link rel='home alternate' type='application/feed+json' href='//cdn.example/feed.json'>"
    ) == (
        Offer("https://news.example/rss.xml", "All & more"),
        Offer("https://news.example/2019/atom.xml", ""),
        Offer("https://cdn.example/feed.json", ""),
    )


def test_the_feeds_of_comments_come_last() -> None:
    offers = of(
        '<link rel="alternate" type="application/rss+xml" title="A story Comments Feed" href="/story/feed">'
        '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
    )
    assert [offer.title for offer in offers] == ["News", "A story Comments Feed"]


def test_the_base_of_the_page_counts() -> None:
    assert of('<base href="https://other.example/x/"><link rel="alternate" type="application/rss+xml" href="y">') == (
        Offer("https://other.example/x/y", ""),
    )


def test_other_links_are_no_feeds() -> None:
    assert not of(
        '<link rel="stylesheet" type="text/css" href="/a.css"><link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">'
        '<link rel="alternate" type="application/rss+xml"><link rel="alternate" type="application/rss+xml" href="">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x()">'
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">'
    )


def test_json_that_calls_itself_a_feed_is_one_and_a_feed_is_offered_once() -> None:
    assert of(
        '<link rel="alternate" type="application/json" href="/feed.json">'
        '<link rel="feed" href="/feed.json"><link rel="feed" href="/other">'
    ) == (Offer("https://news.example/feed.json", ""), Offer("https://news.example/other", ""))


def test_a_page_in_another_encoding_gives_its_titles() -> None:
    page = '<html><head><link rel=alternate type="application/rss+xml" title="Новости" href="/r"></head></html>'
    assert offered(page.encode("cp1251"), address=ADDRESS, charset="windows-1251")[0].title == "Новости"


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_offers_or_none(page: bytes) -> None:
    for offer in offered(b"<link rel=feed href='/a'>" + page, address=ADDRESS):
        assert offer.address.startswith(("http://", "https://"))
