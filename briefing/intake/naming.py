"""What a page's article is called and whose it is, weighed from what the page says in several places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.intake.bylines import key_of

# What parts a title from the name of its site or section, with a space on one side at least, or a full-width mark.
_PARTED = re.compile(r"\s+(?:[|–—•·»«:]|-{1,2}|::)\s+|\s*[|_｜]\s*|(?<=\w):\s+|(?<=[^\x00-\x7f])[-–—](?=[^\x00-\x7f])")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
# An outlet's name is not longer than this; a tail that is longer belongs to the title.
_LONGEST_OUTLET = 60
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says: its JSON-LD headline and publisher, `og:title` and `og:site_name`, its `<title>` and its
    first-level headings; `host` is the name of its machine, where known."""

    headline: str | None
    publisher: str | None
    shared: str | None
    site: str | None
    title: str | None
    headings: tuple[str, ...]
    host: str


def title_of(said: Said) -> str | None:
    """Return the article's title as a reader sees it, without the names of site and section around it.

    The JSON-LD headline counts most. Where a heading of the page says the same (or goes on where the headline is cut
    short) it is the heading, for it has the letters that stand on the page; where the heading and `og:title` agree
    against the headline, which is then one for search engines, it is the heading too.
    """
    headings = [heading for heading in said.headings if not _is_outlet(heading, said)]
    claims = [claim for claim in (said.headline, said.shared, said.title) if claim]
    weighed = claims[:2] if said.headline else claims
    shown = [heading for claim in weighed for heading in headings if _shows(heading, claim)]
    if not shown and len(claims) == 1 and not said.headline:
        shown = [heading for heading in headings if _resembles(heading, claims[0])]
    return next(iter(shown), None) or (_bare(claims[0], said) if claims else next(iter(headings), None))


def outlet_of(said: Said) -> str | None:
    """Return the name of whose page it is: of the publisher in JSON-LD, `og:site_name` and what stands around the
    title, the one that most of the others and the host agree with, in this order; None where the page names nobody.

    A publisher alone may be the news agency the text is from, or the software that made the page.
    """
    named = [name for name in (said.publisher, said.site) if name]
    # What stands around a title may be a section: it counts as far as something else bears it out.
    candidates = [*named, *_around(said)]
    support = [sum(_akin(one, other) for other in candidates) + 2 * _of_host(one, said.host) for one in candidates]
    if not candidates or (not named and max(support) == 1):
        return None
    return _first_part(candidates[support.index(max(support))], said.host)


def _around(said: Said) -> Iterator[str]:
    """Yield what stands before and behind the title in `<title>` and `og:title`, as far as a heading shows where."""
    titles = [one for one in (*said.headings, said.headline, said.shared) if one]
    for claim in (said.title, said.shared):
        if claim:
            sides = [side for side, rest in _sides(claim) if any(_same(rest, title) for title in titles)]
            yield from (_PARTED.split(side)[-1] for side in sides if side and len(side) <= 2 * _LONGEST_OUTLET)


def _sides(claim: str) -> Iterator[tuple[str, str]]:
    """Yield what may be the site's part of a title, and what is then left of it: first what is behind a mark."""
    marks = list(_PARTED.finditer(claim))[:12]
    for mark in marks:
        yield claim[mark.end() :], claim[: mark.start()]
    for mark in reversed(marks):
        yield claim[: mark.start()], claim[mark.end() :]


def _shows(heading: str, claim: str) -> bool:
    parts = (*(rest for _, rest in _sides(claim)), *_PARTED.split(claim)[:12])
    return _same(heading, claim) or any(_same(heading, part) for part in parts)


def _resembles(heading: str, claim: str) -> bool:
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (heading, claim))
    return len(one & other) >= 0.8 * len(other) > 1


def _bare(claim: str, said: Said) -> str:
    """Return the title without the site's own name behind or before it."""
    for side, rest in _sides(claim):
        if rest and len(side) <= _LONGEST_OUTLET and _is_outlet(side, said):
            return rest
    return claim


def _is_outlet(name: str, said: Said) -> bool:
    named = [one for one in (said.site, said.publisher) if one]
    return any(_akin(name, one) for one in named) or (len(key_of(name)) > 2 and _equals_host(name, said.host))


def _same(heading: str, claim: str) -> bool:
    """Whether the two say the same: equal words, or the claim is the heading cut short."""
    one, other = key_of(heading), key_of(_ELLIPSIS.sub("", claim))
    return bool(other) and (one == other or (len(other) > 60 and one.startswith(other)))


def _akin(one: str, other: str) -> bool:
    return key_of(one) == key_of(other) or _shortens(key_of(one), other) or _shortens(key_of(other), one)


def _of_host(name: str, host: str) -> bool:
    """Whether the host is called after the name or has it in its own: theverge.com, blog.comwrap.com, nytimes.com."""
    key = key_of(name)
    parts = [part for part in _host_parts(host) if len(part) > 2]
    return len(key) > 2 and any(part in key or key in part or _shortens(part, name) for part in parts)


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is made of beginnings of the words of the name, each of them in order: wsj, nytimes, cityam."""
    words = re.findall(r"\w+", name.casefold())
    return _begins(short, words) or _begins(short, [word for word in words if word not in ("the", "of", "and")])


def _begins(short: str, words: Sequence[str]) -> bool:
    ends = {0}
    for word in words:
        beginnings = [(end, n) for end in ends for n in range(1, len(word) + 1)]
        ends = {end + n for end, n in beginnings if short.startswith(word[:n], end)}
    return 1 < len(words) <= _MOST_WORDS and len(short) > 1 and len(short) in ends


def _equals_host(name: str, host: str) -> bool:
    return key_of(name) in _host_parts(host)


def _host_parts(host: str) -> Sequence[str]:
    parts = host.casefold().split(".")
    return [part.replace("-", "") for part in parts[:-1] if part not in ("www", "co", "com", "org", "net")]


def _first_part(name: str, host: str) -> str:
    """Return an outlet's name without the slogan behind it."""
    first = _PARTED.split(name)[0].strip()
    return first if first and first != name and _of_host(first, host) else name.strip()


def host_of(*addresses: str | None) -> str:
    """Return the host in the first of the addresses that has one, or an empty string."""
    for address in addresses:
        try:
            host = urlsplit(address or "").hostname
        except ValueError:
            continue
        if host:
            return host
    return ""
