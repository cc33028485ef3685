"""Thirty and more feeds, whole and broken: each gives its items or one clear sentence."""

import io
import re
from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.intake.feeds.model import PageNotFeed
from briefing.intake.feeds.parsing import parsed
from tests.briefing.intake.feeds.samples import ADDRESS, SAMPLES, Sample

NOW = datetime(2019, 11, 24, tzinfo=UTC)
GIVING = [sample for sample in SAMPLES if not sample.refused]
REFUSED = [sample for sample in SAMPLES if sample.refused]


def named(sample: Sample) -> str:
    return sample.name


def without_hash(id_: str) -> str:
    return "sha256:" if re.fullmatch("sha256:[0-9a-f]{64}", id_) else id_


def test_there_are_thirty_and_more() -> None:
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES) >= 30


@pytest.mark.parametrize("sample", GIVING, ids=named)
def test_a_feed_gives_its_items(sample: Sample) -> None:
    feed = parsed(sample.data, address=ADDRESS, charset=sample.charset, at=NOW)
    found = [(without_hash(item.id), item.title, item.link, item.published, item.lead) for item in feed.items]
    assert found == [(without_hash(id_), *rest) for id_, *rest in sample.items]
    assert (feed.title, feed.home) == (sample.title, sample.home)
    if sample.items:
        assert (feed.items[0].authors, feed.items[0].outlet) == (sample.authors, sample.outlet)


@pytest.mark.parametrize("sample", REFUSED, ids=named)
def test_what_is_no_feed_gives_one_sentence_with_what_to_do(sample: Sample) -> None:
    with pytest.raises(SourceError, match=re.escape(sample.refused)) as raised:
        parsed(sample.data, address=ADDRESS, at=NOW)
    sentence = str(raised.value)
    assert sentence.startswith(ADDRESS)
    assert "\n" not in sentence
    assert re.search(r"\b(?:give|import|try)\b", sentence)


@pytest.mark.parametrize("sample", GIVING, ids=named)
def test_an_item_keeps_its_id_when_the_feed_is_read_again_from_another_address(sample: Sample) -> None:
    def ids(address: str) -> list[str]:
        # Only an item that has no id of its own is known by its link, which may be relative.
        return [item.id for item in parsed(sample.data, address=address, charset=sample.charset, at=NOW).items]

    assert ids(ADDRESS) == ids(ADDRESS.replace("https:", "http:"))


def test_a_page_offers_its_feeds_with_the_error() -> None:
    page = next(sample for sample in SAMPLES if sample.name == "a web page")
    with pytest.raises(PageNotFeed) as raised:
        parsed(page.data, address=ADDRESS)
    assert [(offer.address, offer.title) for offer in raised.value.offers] == [("https://news.example/rss", "News")]


def test_a_feed_that_breaks_off_says_so() -> None:
    broken = next(sample for sample in SAMPLES if "breaks off" in sample.name)
    assert parsed(broken.data, address=ADDRESS).notices == (
        "The feed breaks off in the middle; what stands before is here.",
    )


# Where we differ from the reference on purpose: it makes an address of an id that is none, takes a tracker for the
# link, gives the newest of several ids alike no name, cannot read our JSON, and keeps an item that is cut off.
DIFFERENT = re.compile(
    "json|guid that is no address|tracker|double ids|breaks off|wrongly|relative links and|windows-1251"
)


@pytest.mark.parametrize("sample", [one for one in GIVING if not DIFFERENT.search(one.name)], ids=named)
def test_ids_links_and_plain_titles_are_those_that_feedparser_finds(sample: Sample) -> None:
    feedparser = pytest.importorskip("feedparser")
    headers = {"content-location": ADDRESS, "content-type": f"application/xml; charset={sample.charset or ''}"}
    reference = feedparser.parse(io.BytesIO(sample.data), response_headers=headers).entries
    ours = parsed(sample.data, address=ADDRESS, charset=sample.charset, at=NOW).items
    assert [item.link for item in ours] == [entry.get("link") for entry in reference]
    assert [item.id for item in ours if not item.id.startswith("sha256:")] == [
        entry.get("id", entry.get("link")) for entry in reference if entry.get("id") or entry.get("link")
    ]
    for item, entry in zip(ours, reference, strict=True):
        if not re.search("[<&]", entry.get("title", "")):
            assert item.title == " ".join(entry.get("title", "").split())
