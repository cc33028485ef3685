"""From a source, as the user names it, to an article and the bytes it was read from."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.intake.articles import Told, article, checked, name_of
from briefing.intake.details import NOTHING_TOLD, Details
from briefing.intake.incoming import Incoming, Kind, Original

if TYPE_CHECKING:
    from briefing.intake.hosts import Hosts
    from briefing.intake.raw import Raw

# Imports stand where they are used: the commands that read nothing import this package too.

_CALLED: dict[Kind | None, str] = {"html": "page", "mail": "mail", "pdf": "PDF"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://|(https?|file):", re.IGNORECASE)


def _silent(_: str) -> None:
    pass


async def take(
    source: str,
    *,
    at: datetime,
    details: Details = NOTHING_TOLD,
    offline: bool = False,
    stdin: Callable[[], bytes] | None = None,
    progress: Callable[[str], None] = _silent,
    may_be_private: bool = True,
    hosts: "Hosts | None" = None,
) -> Incoming:
    """Return what `source` holds: an http(s) URL, a path, or `-` for standard input.

    `at` is the time of retrieval. `details` overrides what the source says. With `offline` a URL is refused before
    any connection is made. `stdin` returns all of standard input (without it, the process's own is read).
    `progress` gets short phrases on how far it is. It may be cancelled at any moment, which closes its connection.
    `may_be_private` is false for a URL that is not the user's own word, as a link in a feed (`fetching.fetch` has
    more); calls that share `hosts` read one page of each host at a time.

    Raises SourceError, whose message is one sentence: what happened, to what, what to do.
    """
    from briefing.intake.blocking import beside

    details = checked(details)
    raw = await _raw(source, offline, stdin, progress, may_be_private=may_be_private, hosts=hosts)
    progress(f"reading the {_CALLED.get(raw.kind, 'text')}")
    return await beside(partial(read_in, raw, source, at, details))


async def _raw(
    source: str,
    offline: bool,
    stdin: Callable[[], bytes] | None,
    progress: Callable[[str], None],
    *,
    may_be_private: bool,
    hosts: "Hosts | None",
) -> "Raw":
    from briefing.intake.blocking import beside
    from briefing.intake.files import read_file, read_standard_input

    address = source.strip()
    if not address:
        raise SourceError("No source is named: give the URL of a page, the path of a file, or - for standard input.")
    if source == "-":
        progress("reading standard input")
        return await beside(partial(read_standard_input, stdin))
    scheme = _SCHEME.match(address)
    if scheme is None:
        progress(f"reading {source}")
        return await beside(partial(read_file, source))
    _check_scheme(address, (scheme[1] or scheme[2]).lower())
    if offline:
        raise SourceError(f"{source} is on the network and Readout is offline: give a saved copy of the page.")
    fetch = await beside(_fetch)
    return await fetch(address, progress, may_be_private=may_be_private, hosts=hosts)


def _fetch() -> Callable[..., "Awaitable[Raw]"]:
    from briefing.intake.fetching import fetch  # httpx takes 0.1 s to import

    return fetch


def _check_scheme(address: str, scheme: str) -> None:
    if scheme == "file":
        raise SourceError(f"{address} is the address of a file: give its path instead, without file://.")
    if scheme not in ("http", "https"):
        raise SourceError(f"{address} cannot be read, for {scheme} is not http or https: give a web page or a file.")


def read_in(raw: "Raw", source: str, at: datetime, details: Details) -> Incoming:
    """Return what is in the bytes of `source`. Raises SourceError as `take` does.

    What the bytes are is told by themselves; their name and server decide only between a page and a text.
    """
    name = raw.url or name_of(source)
    kind, text, told = _read(raw, name, raw.url or details.url, at.date())
    told = replace(told, url=raw.url or told.url)
    made = article(text, source=source, at=at, told=told, details=details)
    return Incoming(made, Original(raw.data, kind, told.notices))


def _read(raw: "Raw", name: str, url: str | None, today: date) -> tuple[Kind, str, Told]:
    """Return what the bytes are, the text in them, and what they tell of it."""
    from briefing.intake.sniffing import is_mail, is_pdf, is_web_archive, no_text

    if is_pdf(raw.data):
        from briefing.intake.pdf import read_pdf  # pypdf takes 0.2 s to import

        return "pdf", *read_pdf(raw.data, name=name, today=today)
    if is_mail(raw.data, told=raw.kind == "mail"):
        from briefing.intake.mail import read_mail

        return "mail", *read_mail(raw.data, name=name, today=today)
    if is_web_archive(raw.data):
        from briefing.intake.saved import page_in_archive

        raw = page_in_archive(raw.data, name)
        url = url or raw.url
    elif (what := no_text(raw.data)) is not None:
        raise SourceError(f"{name} is {what}, not a text: give the article as a web page, PDF, mail or plain text.")
    return _read_text(raw, name, url, today)


def _read_text(raw: "Raw", name: str, url: str | None, today: date) -> tuple[Kind, str, Told]:
    from briefing.intake.decoding import declared_in, text_of
    from briefing.intake.sniffing import is_html, is_json, is_xml

    declared = [raw.charset] if raw.charset else []
    beginning = text_of(raw.data[:1024], declared)
    if raw.kind == "html" or (raw.kind != "text" and is_html(beginning)):
        from briefing.intake.page import read_page
        from briefing.intake.saved import address_of_copy

        if (in_page := declared_in(raw.data)) is not None:
            declared.append(in_page)
        html = text_of(raw.data, declared)
        return "html", *read_page(html, url=url or address_of_copy(html), name=name, today=today)
    if raw.kind != "text" and is_xml(beginning):
        raise SourceError(f"{name} is XML, perhaps a feed, and no article: give the page of one of its articles.")
    text = text_of(raw.data, declared)
    if raw.kind != "text" and is_json(text):
        raise SourceError(f"{name} is data (JSON) and no article: give the page that shows it.")
    from briefing.intake.markdown import told_by_text

    return "text", text, told_by_text(text)
