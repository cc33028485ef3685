"""What kind of page it is that holds no article: an error, a check for robots, a consent wall, a list of links, …"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from briefing.analysis.notices import BEHIND_PAYWALL, wall
from briefing.intake.bylines import key_of
from briefing.intake.json_ld import Record, Records
from briefing.intake.seen import Line, lines_seen, without_scripts
from briefing.intake.teasers import share_of_teasers

# lxml has no types of its own; a tree is an lxml.html.HtmlElement.
Tree = Any
Kind = Literal["error", "check", "scripts", "consent", "log-in", "paywall", "list", "none"]

# A page counts as an article from this much prose on, in characters: a news flash of one sentence has it; what an
# error page, a log-in form or an empty shell that wants JavaScript says of itself does not.
_PROSE = 80
# A paragraph is prose when it is longer than a label or headline and ends a sentence (Thai and Lao have no mark of it).
_PARAGRAPH = 40
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»›)\]]*(?:\s|$)|[。！？؟।။።។]|[\u0e00-\u0eff]{30}")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENDS = re.compile(r"(?:[.!?:][\"'”’»›)\]*]*|[。！？؟।။።។][”」』）]?|[\"”’»」』)])$")

# Longer than this, a text is an article, whatever the page is titled; what is said of errors and checks is short.
_SHORT = 1500
# What a sign is looked for in, in characters: longer is prose of its own, but that consent tools write at length.
_SIGN, _CONSENT, _TITLE = 400, 1600, 100
# The words of a site's name beside a title, at most; how much of a paragraph tells it again, in characters; the lines
# below an article in which its paywall stands, if it has one.
_SITE, _SAME, _BELOW = 5, 60, 12
# Of the last paragraphs, those that are longer than a label.
_TAIL, _LABEL = 4, 80
# So many lines and headings are looked at, from the top.
_LINES, _HEADINGS = 400, 20
# Of a text, the share that signs of consent or of a check have to make up, in characters, for it to be nothing else.
_SHARE = 0.5
# A page is a list when its text is teasers by so much; one that says that it is an article has none.
_TEASERS = 0.7
# Fewer words than this are the free beginning of an article where the page says that it is not free.
_STUB, _STUB_WITH_WALL = 120, 300
# A word with the space behind it, for scripts that set none.
_WORD = 6
# Links to articles, by the length of their text in characters, and how many make a list of them.
# So many, beside little text and below no heading that the page is titled by, make a front page.
_HEADLINE, _HEADLINES, _FRONT = 25, 5, 25

_ROOT = re.compile(r"\s*https?://[^/?]+/?\s*")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‘[^’]{12,}’(?!\w)")
_PARTS = re.compile(r"\s+[|–—•·»:-]\s+|\s*\|\s*|:\s+")

_SAID: dict[Kind, str] = {
    "error": "{name} is an error page{title}, not an article: check the address, or look for the article on its site.",
    "check": "{name} is a check for robots{title}, not an article: open it in a browser, and give the saved page.",
    "scripts": "There is no article to read in {name}: the page is made by scripts (JavaScript), which Readout never "
    "runs; open it in a browser, copy the text, and give that.",
    "consent": "{name} is a question about cookies and consent, not an article: open it in a browser, answer it, and "
    "give the saved page of the article.",
    "log-in": "There is no article to read in {name}: it asks for a log-in; open it in a browser, log in, and give the "
    "saved page.",
    "paywall": "There is no article to read in {name}: it is behind a paywall; open it in a browser where you are a "
    "subscriber, and give the saved page.",
    "list": "{name} is a list of links, not an article: open one of its articles, and give that address.",
    "none": "There is no article to read in {name}: it may be a list of links, or made by scripts; open it in a "
    "browser, copy the text, and give that.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, as far as its kind shows before its article is taken out of it."""

    lines: tuple[Line, ...]
    titles: tuple[str, ...]
    unscripted: str
    scripted: bool
    asks_password: bool
    typed_article: bool
    listing: bool
    at_root: bool
    headlines: int
    headed: bool


def shown(tree: Tree, records: Records, url: str | None) -> Shown:
    """Look at a page before it is changed; `url` is where it was found, as far as known."""
    root = tree.getroottree()
    types = {value.strip().lower() for value in root.xpath('//meta[@property="og:type"]/@content')}
    headings = [" ".join("".join(one.itertext()).split()) for one in root.xpath("//h1 | //h2 | //h3")[:_HEADINGS]]
    titles = [" ".join(str(one).split()) for one in root.xpath("//title/text()")[:1]]
    title = key_of(titles[0]) if titles else ""
    dated = root.xpath('boolean(//meta[starts-with(@property, "article:published")])')
    return Shown(
        lines=tuple(lines_seen(tree)),
        titles=tuple(one for one in (*titles, *headings[:3]) if one),
        unscripted=without_scripts(tree)[:2000],
        scripted=bool(root.xpath("boolean(//script)")),
        asks_password=bool(root.xpath('boolean(//input[@type="password"])')),
        typed_article="article" in types or bool(dated),
        listing=records.listing,
        headlines=int(root.xpath(f"count(//a[@href][string-length(normalize-space(.)) >= {_HEADLINE}])")),
        headed=any(len(key) > 10 and (key in title or title in key) for key in map(key_of, headings)),
        at_root=any(_ROOT.fullmatch(one) for one in ([url] if url else root.xpath('//link[@rel="canonical"]/@href'))),
    )


def refusal(page: Shown, text: str, record: Record | None, name: str, *, digest: bool = False) -> str | None:
    """Return the sentence that says why the page `name` is not read, or None where `text` is an article's.

    `text` is what was taken out of the page as its article, `record` what its JSON-LD says of it. With `digest` teasers
    are as good as an article.
    """
    kind = _kind(page, text, record, digest)
    if kind is None:
        return None
    title = f" (“{page.titles[0][:80]}”)" if page.titles else ""
    return _SAID[kind].format(name=name, title=title)


def notice(page: Shown, text: str, record: Record | None) -> str | None:
    """Return what a reader must know of an article that the page gives only in part, or None.

    Many pages that say they are not free give everything to everybody. So a text counts as a beginning only where it
    is short besides, or far shorter than the page says the article is, or breaks off.
    """
    words = max(len(text.split()), _length(text) // _WORD)
    walled = _has_wall(page, below=text)
    sold = record is not None and record.free is False
    if not (walled or sold):
        return None
    short = words < (_STUB_WITH_WALL if walled else _STUB)
    longer = record is not None and record.words is not None and words < 0.6 * record.words
    return BEHIND_PAYWALL if short or longer or _breaks_off(text) else None


def _kind(page: Shown, text: str, record: Record | None, digest: bool) -> Kind | None:
    paragraphs = text.split("\n\n") if text else []
    if sum(map(_length, _prose(paragraphs))) < _PROSE:
        return _kind_without_prose(page)
    if len(text) < _SHORT and record is None:
        for kind in _CURT:
            titled = any(_is_titled(kind, title) for title in page.titles)
            if titled or _share(_pattern(f"{kind} says"), paragraphs) >= _SHARE:
                return kind
    if _share(_pattern("consent says"), paragraphs) >= _SHARE:
        return "consent"
    return "list" if not digest and _is_list(page, paragraphs, record) else None


# What is said in few words, in this order: a check for robots may be titled as an error.
_CURT: tuple[Kind, ...] = ("check", "error", "scripts")


def _kind_without_prose(page: Shown) -> Kind:
    lines = [line.text for line in page.lines[:_LINES] if len(line.text) <= _SIGN]

    def any_says(pattern: re.Pattern[str]) -> bool:
        return any(_says(pattern, line) for line in lines)

    for kind in _CURT[:2]:
        if any(_is_titled(kind, title) for title in page.titles) or any_says(_pattern(f"{kind} says")):
            return kind
    asks_consent = _share(_pattern("consent says"), lines) >= _SHARE
    scripts = _pattern("scripts says")
    signs: tuple[tuple[Kind, bool], ...] = (
        ("consent", asks_consent),
        ("paywall", _has_wall(page)),
        ("list", page.headlines >= _HEADLINES),
        ("log-in", page.asks_password or any_says(_pattern("log-in says"))),
        ("scripts", any_says(scripts) or _says(scripts, page.unscripted) or (page.scripted and not page.lines)),
    )
    return next((kind for kind, holds in signs if holds), "none")


def _is_list(page: Shown, paragraphs: Sequence[str], record: Record | None) -> bool:
    if record is not None or (page.typed_article and not page.listing and not page.at_root):
        return False
    share, cards = share_of_teasers(page.lines, paragraphs)
    enough = _TEASERS - 0.2 if page.listing or page.at_root else _TEASERS
    # Of a front page's many <article>s trafilatura may take one.
    if share >= enough and (cards >= 3 or (cards and not page.headed)):
        return True
    prose = sum(map(_length, _prose(paragraphs)))
    return not page.headed and page.headlines >= _FRONT and prose < _HEADLINE * page.headlines / 2


def _prose(paragraphs: Iterable[str]) -> list[str]:
    return [one for one in paragraphs if _length(one) >= _PARAGRAPH and _SENTENCE_END.search(one)]


def _length(text: str) -> int:
    """Return the length of a text as if its ideographs were written in letters."""
    return len(text) + 2 * len(_IDEOGRAPH.findall(text))


def _breaks_off(text: str) -> bool:
    """Whether the last paragraph ends within a sentence; a label below it (who took the pictures) is none."""
    long = [one for one in text.split("\n\n")[-_TAIL:] if len(one) > _LABEL]
    return bool(long) and _ENDS.search(long[-1].rstrip()) is None


def _has_wall(page: Shown, *, below: str = "") -> bool:
    """Whether the page asks to subscribe: right below the text, where there is one, for above it every page may ask."""
    paragraphs = {paragraph[:_SAME] for paragraph in below.split("\n\n")}
    own = [i for i, line in enumerate(page.lines) if line.text[:_SAME] in paragraphs] if below else []
    last = own[-1] if own else 0
    asking = page.lines[last : last + _BELOW] if below else page.lines
    return any(not line.framed and len(line.text) <= _SIGN and _says(wall(), line.text) for line in asking)


def _is_titled(kind: Kind, title: str) -> bool:
    """Whether a title is one that only a page of this kind has, or has such a part beside its site's name."""
    pattern = _pattern(f"{kind} titles")
    parts = [part for part in _PARTS.split(title[:_TITLE].replace("’", "'")) if part]
    for part in [title, *parts]:
        rest = sum(len(one.split()) for one in parts if one != part)
        if (pattern.fullmatch(part) or pattern.fullmatch(part.strip(" .!…"))) and (part == title or rest <= _SITE):
            return True
    return False


def _share(pattern: re.Pattern[str], paragraphs: Sequence[str]) -> float:
    """Return the share of the paragraphs, by their length, that the pattern is found in."""
    found = sum(len(one) for one in paragraphs if len(one) <= _CONSENT and _says(pattern, one))
    return found / max(1, sum(map(len, paragraphs)))


def _says(pattern: re.Pattern[str], line: str) -> bool:
    return pattern.search(_QUOTED.sub(" ", line).replace("’", "'")) is not None


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _sections()[section]), re.IGNORECASE)


@cache
def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section = ""
    for line in Path(__file__).with_name("page_signs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found
