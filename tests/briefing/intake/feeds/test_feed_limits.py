"""Feeds that are very large, and feeds that are made to take all the time and memory there is."""

import pytest

from briefing.errors import SourceError
from briefing.intake.feeds.entries import MOST
from briefing.intake.feeds.parsing import parsed
from briefing.intake.feeds.plain import LEAD
from briefing.intake.raw import LIMIT

ADDRESS = "https://news.example/feed"
HEAD, TAIL = b"<rss version='2.0'><channel><title>Large</title>", b"</channel></rss>"


def filled(unit: bytes, size: int = 3_000_000) -> bytes:
    return unit * (size // len(unit))


def items(count: int, dated: bool = True) -> bytes:
    date = "<pubDate>{:02} Nov 2019 {:02}:{:02}:00 GMT</pubDate>" if dated else ""
    return b"".join(
        f"<item><title>{number}</title><guid isPermaLink='false'>{number}</guid>"
        f"{date.format(number // 1440 + 1, number // 60 % 24, number % 60)}</item>".encode()
        for number in range(count)
    )


def test_five_thousand_items_are_read() -> None:
    feed = parsed(HEAD + items(5000) + TAIL, address=ADDRESS)
    assert [item.title for item in feed.items] == [str(number) for number in range(5000)]
    assert feed.notices == ()


def test_of_too_many_items_the_newest_are_kept_and_it_is_said() -> None:
    feed = parsed(HEAD + items(MOST + 5) + TAIL, address=ADDRESS)
    assert [item.title for item in feed.items] == [str(number) for number in range(5, MOST + 5)]
    assert feed.notices == ("The feed has 10,005 items; the newest 10,000 of them are here.",)


def test_of_too_many_items_without_dates_the_first_are_kept() -> None:
    feed = parsed(HEAD + items(MOST + 5, dated=False) + TAIL, address=ADDRESS)
    assert [item.title for item in feed.items] == [str(number) for number in range(MOST)]


def test_more_bytes_than_a_source_may_have_are_not_read() -> None:
    with pytest.raises(SourceError, match="larger than 10 MB"):
        parsed(b" " * (LIMIT + 1), address=ADDRESS)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEAD + filled(b"<item>x</item>", 800_000) + TAIL, "57,142 items, more than a feed can have"),
        (HEAD + filled(b"<a/>", 5_000_000) + TAIL, "more than 1,000,000 tags"),
        (b'{"items": [' + filled(b"[],", 4_000_000), "more than 1,000,000 objects"),
        (b'{"version": ' + filled(b"["), "more than 1,000,000 objects"),
        (b'{"version": ' + filled(b"[", 500_000), "broken JSON"),
        (b'{"version": ' + filled(b"9"), "broken JSON"),
        (filled(b"<!-- -->") + HEAD + TAIL, "web page|plain text"),
        (b"<!DOCTYPE rss [" + filled(b"] ") + HEAD + TAIL, "plain text"),
        (HEAD + filled(b"<a>", 900_000), "breaks off before its first item"),
        (HEAD + b"<item>" + filled(b"<title><link>"), "breaks off before its first item"),
        (HEAD + b"<item>" + filled(b"<title>") + b"<link></title>", "breaks off before its first item"),
    ],
    ids=range(11),
)
def test_what_is_made_to_cost_time_or_memory_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        parsed(data, address=ADDRESS)


@pytest.mark.parametrize(
    "inside",
    [
        b"<author>" + filled(b"a") + b"</author>",
        b"<author>" + filled(b"a@") + b"</author>",
        filled(b"<category>x</category>"),
        b"<description>" + filled(b"&lt;a ") + b"</description>",
        b"<description>" + filled(b"&a") + b"</description>",
        b"<description>" + filled(b"&lt;!--") + b"</description>",
        b"<pubDate>" + filled(b"1 ") + b"</pubDate>",
        b"<link>" + filled(b"http://") + b"</link>",
        b"<guid>" + filled(b"g") + b"</guid>",
        filled(b"<b>", 900_000) + filled(b"</b>", 1_200_000),
        b"".join(b"<a:x xmlns:a='u%d'/>" % number for number in range(50_000)),
        b"".join(b"<p%d:title>x" % number for number in range(50_000)),
    ],
    ids=range(12),
)
def test_what_is_made_to_cost_time_within_an_item_costs_little(inside: bytes) -> None:
    feed = parsed(HEAD + b"<item><title>One</title>" + inside + b"</item>" + TAIL, address=ADDRESS)
    assert feed.items[0].title == "One"
    assert len(feed.items[0].id) <= 1000


def test_one_entity_that_is_used_very_often_is_refused() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "' + filled(b"a", 100_000) + b'">]>' + HEAD + filled(b"&a;", 100_000) + TAIL
    with pytest.raises(SourceError, match="declares entities of its own"):
        parsed(bomb, address=ADDRESS)


def test_an_entity_that_hides_where_no_document_type_can_be_is_never_expanded() -> None:
    hidden = HEAD + b'<!DOCTYPE x [<!ENTITY a "boom">]><item><title>&a;</title></item>' + TAIL
    assert [item.title for item in parsed(hidden, address=ADDRESS).items] == ["&a;"]


def test_a_long_lead_ends_between_words_and_says_so() -> None:
    told = HEAD + b"<item><description>" + filled(b"word ", 5000) + b"</description></item>" + TAIL
    lead = parsed(told, address=ADDRESS).items[0].lead
    assert lead == "word " * 79 + "word…"
    assert len(lead) == LEAD


def test_a_long_lead_without_spaces_is_cut_anywhere() -> None:
    told = HEAD + b"<item><description>" + "総".encode() * 1000 + b"</description></item>" + TAIL
    assert parsed(told, address=ADDRESS).items[0].lead == "総" * (LEAD - 1) + "…"
