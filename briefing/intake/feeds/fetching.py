"""A feed is looked at: fetched where it has changed, read, and told where it has gone for good or is no more."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http.client import responses

import httpx

from briefing.errors import SourceError
from briefing.intake.blocking import beside
from briefing.intake.faults import about_status
from briefing.intake.feeds.freshness import fresh_for, ttl
from briefing.intake.feeds.model import Feed, Offer, PageNotFeed
from briefing.intake.feeds.parsing import parsed
from briefing.intake.fetching import Progress, Reached, ask, whole
from briefing.intake.hosts import Hosts

# Bytes. Most feeds are smaller, and read in a few milliseconds: less than it takes to get a thread to do it.
_SMALL = 1 << 16

# Rounds of the event loop that a request takes to be on its way: with a reading in each of them it would be late.
_STEPS = 8

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)

# What a later request hands back: a field value of RFC 9110, section 5.5, and no longer than a server sends in earnest.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")

_ADVICE = {
    401: "it wants you to log in; write name and password into its address (https://NAME:PASSWORD@…)",
    402: "it wants to be paid; look for another feed",
    403: "it does not let programs in; look in a browser whether there is another feed",
    404: "there is no such feed; check the address, or look on its site for a newer one",
    451: "the feed is withheld for legal reasons; look for another",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last sound answer said of itself (ETag, Last-Modified), so that a server can say that nothing is new."""

    etag: str | None = None
    last_modified: str | None = None


NEVER_SEEN = Validators()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a feed gave. `feed` is None where nothing has changed; `address` is where it was found.

    `private` tells whether that lies in a private network, as of `fetching.Found`; `moved_to` where the feed is from
    now on, by redirects that say so (301, 308) or by its own word, which was followed and found a feed; `fresh_for`
    is how many seconds it asks to be left alone.
    """

    feed: Feed | None
    address: str
    private: bool
    validators: Validators = NEVER_SEEN
    moved_to: str | None = None
    fresh_for: float = 0.0


class Turns:
    """Looks at many feeds that take turns: so many ask at a time, and one is read at a time.

    Reading takes the processor; were it done for all that have answered before the next are asked, no server would be
    at work meanwhile.
    """

    def __init__(self, asking: int) -> None:
        """`asking` are asked at a time."""
        self.asking = asyncio.Semaphore(asking)
        self.reading = asyncio.Lock()


class FeedGone(SourceError):
    """The publisher says that the feed is no more (410)."""


class PageOffers(PageNotFeed):
    """A web page where a feed was looked for; `private` tells whether it lies in a private network."""

    def __init__(self, sentence: str, offers: tuple[Offer, ...], *, private: bool) -> None:
        """As PageNotFeed."""
        super().__init__(sentence, offers)
        self.private = private


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server answered; `data` is None where nothing has changed."""

    data: bytes | None
    address: str
    charset: str | None
    media: str
    validators: Validators
    fresh_for: float


def _silent(_: str) -> None:
    pass


async def look(
    address: str,
    *,
    at: datetime,
    validators: Validators = NEVER_SEEN,
    may_be_private: bool = True,
    hosts: Hosts | None = None,
    turns: Turns | None = None,
    progress: Progress = _silent,
) -> Looked:
    """Return what is at the http(s) address of a feed at the moment `at`, with all the care of `fetching.fetch`.

    With the `validators` of the last look the server may answer that nothing has changed. `may_be_private` is false
    where the address is not the user's own word. Looks that share `turns` take turns.

    Raises SourceError, whose message is one sentence: FeedGone where the feed is no more, PageOffers for a web page.
    """
    turns = Turns(1) if turns is None else turns
    look_at = partial(_look_at, at=at, hosts=hosts, turns=turns, progress=progress)
    looked = await look_at(address, validators, may_be_private=may_be_private)
    feed = looked.feed
    if feed is None or feed.moved_to is None or feed.moved_to in (address, looked.address):
        return looked
    try:
        found = await look_at(feed.moved_to, NEVER_SEEN, may_be_private=looked.private)
    except SourceError:
        return looked  # there is no feed, so it has not moved there
    return replace(found, moved_to=found.moved_to or feed.moved_to)


async def _look_at(
    address: str,
    validators: Validators,
    *,
    at: datetime,
    may_be_private: bool,
    hosts: Hosts | None,
    turns: Turns,
    progress: Progress,
) -> Looked:
    headers = {"Accept": _ACCEPT}
    if validators.etag is not None:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified is not None:
        headers["If-Modified-Since"] = validators.last_modified
    answered = partial(_answered, validators)
    async with turns.asking:
        reached = await ask(
            address, answered, progress, headers=headers, what="feed", may_be_private=may_be_private, hosts=hosts
        )
    async with turns.reading:
        for _ in range(_STEPS):
            await asyncio.sleep(0)
        return await _read(reached, at)


async def _answered(known: Validators, response: httpx.Response, address: str, progress: Progress) -> _Answer:
    status = response.status_code
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    fresh = fresh_for(response.headers)
    if status == 304 and known != NEVER_SEEN:
        return _Answer(None, address, None, media, known, fresh)
    if status == 410:
        raise FeedGone(
            f"{address} answered 410 Gone: its publisher has ended this feed, so it is asked no more; "
            "'readout feeds remove' ends the subscription."
        )
    if not response.is_success:
        raise SourceError(_about(address, status))
    data = await whole(response, f"feed at {address}", progress, no="more than a feed can be")
    return _Answer(data, address, response.charset_encoding, media, _validators(response.headers), fresh)


async def _read(reached: Reached[_Answer], at: datetime) -> Looked:
    answer = reached.answer
    looked = Looked(None, answer.address, reached.private, answer.validators, reached.moved_to, answer.fresh_for)
    if answer.data is None:
        return looked
    read = partial(
        parsed, answer.data, address=answer.address, charset=answer.charset, media=answer.media or None, at=at
    )
    try:
        feed = read() if len(answer.data) < _SMALL else await beside(read)
    except PageNotFeed as page:
        raise PageOffers(str(page), page.offers, private=reached.private) from page
    return replace(looked, feed=feed, fresh_for=max(answer.fresh_for, ttl(answer.data)))


def _validators(headers: Mapping[str, str]) -> Validators:
    etag, last_modified = headers.get("etag"), headers.get("last-modified")
    return Validators(
        etag if etag and _VALIDATOR.fullmatch(etag) else None,
        last_modified if last_modified and _VALIDATOR.fullmatch(last_modified) else None,
    )


def _about(address: str, status: int) -> str:
    if status >= 500 or status in (407, 429):
        return about_status(address, status)
    name = f"{status} {responses.get(status, '')}".rstrip()
    return f"{address} answered {name}: {_ADVICE.get(status, 'that is no feed; check the address')}."
