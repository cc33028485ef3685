"""newsboat's `urls` file: read as newsboat reads it, written back byte for byte."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake.feeds.model import Subscription
from briefing.intake.feeds.newsboat import HIDDEN_AS, line_of, read, subscriptions, written

URLS = rb"""# news
https://news.example/rss.xml news "cool stuff" world
https://news.example/b.xml "~B News" "!B hidden" # and a remark
	https://news.example/c.xml	a	b

"query:Unread:unread = \"yes\" and age between 0:7" mine
exec:~/bin/feed tag1 "quoted tag"
"filter:~/bin/f.sh a b:https://news.example/d.xml" tag3
file:///var/log/events.xml "~Events"
https://user:p%40ss@news.example/#fragment?x=#y ! ~
  # not a feed
https://news.example/rss.xml "again\tand \\ \"again\" \`x\` \q"
"""


def test_tags_titles_and_hidden_feeds_are_read() -> None:
    assert subscriptions(read(URLS, name="urls")) == (
        Subscription("https://news.example/rss.xml", tags=("news", "cool stuff", "world")),
        Subscription("https://news.example/b.xml", "B News", hidden=True, extra={HIDDEN_AS: "B hidden"}),
        Subscription("https://news.example/c.xml", tags=("a", "b")),
        Subscription('query:Unread:unread = "yes" and age between 0:7', tags=("mine",)),
        Subscription("exec:~/bin/feed", tags=("tag1", "quoted tag")),
        Subscription("filter:~/bin/f.sh a b:https://news.example/d.xml", tags=("tag3",)),
        Subscription("file:///var/log/events.xml", "Events"),
        Subscription("https://user:p%40ss@news.example/#fragment?x=#y", hidden=True),
        Subscription("https://news.example/rss.xml", tags=('again\tand \\ "again" \\`x\\` q',)),
    )


def test_what_is_no_feed_is_told_from_feeds() -> None:
    kinds = [one.kind for one in subscriptions(read(URLS, name="urls"))]
    assert kinds == ["feed", "feed", "feed", "query", "exec", "filter", "file", "feed", "feed"]


def test_the_file_comes_back_byte_for_byte() -> None:
    lines = read(URLS, name="urls")
    assert written(lines) == URLS
    assert lines[0].raw == b"# news\n"
    assert [line.subscription is None for line in lines].count(True) == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('a "b c', ["a", "b c"]),
        ('a "b\\', ["a", "b"]),
        ('a "b c\r\n', ["a", "b c"]),
        ('a "b"c', ["a", "b", "c"]),
        ('a b"c d"', ["a", 'b"c', 'd"']),
        ('"a" "#b" #c', ["a", "#b"]),
        ("a #b c", ["a"]),
        ("a b#c", ["a", "b#c"]),
        ("a\\ b", ["a\\", "b"]),
        ("\ufeffa b\r\n", ["a", "b"]),
        ("a \x0bb\u00a0c", ["a", "\x0bb\u00a0c"]),
        ('""', None),
        ('"" tag', None),
        (" \t\r\n", None),
    ],
)
def test_quotation_marks_and_escapes_are_read_as_newsboat_reads_them(line: str, words: list[str] | None) -> None:
    found = subscriptions(read(line.encode(), name="urls"))
    assert [[one.address, *one.tags] for one in found] == ([] if words is None else [words])


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text('a"\\#~! \t\r\n\x0c', max_size=60).map(str.encode))
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    lines = read(data, name="urls")
    assert written(lines) == data
    for one in subscriptions(lines):
        assert one.address
        "".join([one.address, one.title or "", *one.tags]).encode()


TEXT = st.text('#"\\ \t\r\n~!`nb', min_size=1, max_size=8) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
)
TAG = TEXT.filter(lambda tag: tag[0] not in "~!")
SUBSCRIPTION = st.builds(
    Subscription,
    TEXT.map("https://".__add__) | TEXT.filter(lambda address: not address.startswith("\ufeff")),
    title=st.none() | TEXT,
    tags=st.lists(TAG, unique=True, max_size=4).map(tuple),
    hidden=st.just(False),
) | st.builds(
    Subscription,
    TEXT.map("https://".__add__),
    hidden=st.just(True),
    extra=st.just({}) | TEXT.map(lambda label: {HIDDEN_AS: label}),
)


@settings(deadline=None)
@given(st.lists(SUBSCRIPTION, max_size=5))
def test_what_goes_in_comes_out(told: list[Subscription]) -> None:
    data = written(line_of(one) for one in told)
    assert list(subscriptions(read(data, name="urls"))) == told
    assert [line_of(one).subscription for one in told] == told


def test_a_tag_that_newsboat_would_take_for_a_title_goes_without_its_mark() -> None:
    line = line_of(Subscription("https://news.example/", tags=("!important", "~", "fine")))
    assert line.raw == b"https://news.example/ important fine\n"


def test_a_file_that_is_no_list_of_feeds_is_refused() -> None:
    with pytest.raises(SourceError, match=r"^urls has more than 10 MB or 50,000 lines"):
        read(b"\n" * 50_001, name="urls")


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="needs newsboat")
@pytest.mark.parametrize("marks", ["plain", 'quotes " and \\', "# ~ !", "Ünï çødé"])
def test_newsboat_itself_reads_what_is_written(marks: str, tmp_path: Path) -> None:
    line = line_of(Subscription("https://news.example/rss?a=1&b=#x", title=f"Title {marks}", tags=(f"tag {marks}",)))
    (tmp_path / "urls").write_bytes(line.raw)
    command = ["newsboat", "-u", tmp_path / "urls", "-c", tmp_path / "cache.db", "-C", "/dev/null", "-e"]
    told = subprocess.run(
        command, capture_output=True, check=True, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    ).stdout
    from lxml import etree

    outline = etree.fromstring(told).find(".//outline")
    assert (outline.get("xmlUrl"), outline.get("title")) == ("https://news.example/rss?a=1&b=#x", f"Title {marks}")
