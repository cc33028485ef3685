"""Pages that hold no article are told by what they are: errors, checks for robots, walls, lists of links."""

import re
from datetime import date

import pytest

from briefing.errors import SourceError
from briefing.intake.page import read_page
from tests.briefing.intake.pages_of_kinds import pages_in

TODAY = date(2026, 3, 1)

SENTENCES = {
    "error": r"a\.html is an error page \(“.+”\), not an article: check the address, ",
    "check": r"a\.html is a check for robots \(“.+”\), not an article: open it in a browser, ",
    "consent": r"a\.html is a question about cookies and consent, not an article: open it in a browser, answer it, ",
    "list": r"a\.html is a list of links, not an article: open one of its articles, ",
    "scripts": r"There is no article to read in a\.html: the page is made by scripts \(JavaScript\), ",
    "log-in": r"There is no article to read in a\.html: it asks for a log-in; ",
    "paywall": r"There is no article to read in a\.html: it is behind a paywall; ",
}

PLACES = ("Aldburgh", "Brinkley", "Corsham", "Dunmore", "Eastvale", "Fenwick", "Garston", "Holme")


def teasers(form: str) -> str:
    """Eight teasers of invented stories, in a form with {href}, {headline} and {teaser} in it."""
    return "".join(
        form.format(
            href=f"/news/{i}",
            headline=f"Council of {place} votes to close the old bridge for repairs",
            teaser=f"The council of {place} voted on Monday to close the bridge, its mayor told reporters there.",
        )
        for i, place in enumerate(PLACES)
    )


CARD = '<div><a href="{href}"><img src="a.jpg"></a><h2><a href="{href}">{headline}</a></h2><p>{teaser}</p></div>'
LISTS = {
    "a front page": '<title>The Outlet</title><meta property="og:type" content="website"><main>'
    + teasers('<article><h3><a href="{href}">{headline}</a></h3><p>{teaser}</p></article>'),
    "cards that are links as a whole": "<title>Politics – The Outlet</title><div>"
    + teasers('<a class="card" href="{href}"><h3>{headline}</h3><p>{teaser}</p></a>'),
    "a tag's page that calls itself an article": '<title>bridges</title><meta property="og:type" content="article">'
    '<script type="application/ld+json">{"@graph": [{"@type": "CollectionPage"}]}</script><h1>Tag: bridges</h1>'
    + teasers('<div class="post"><h2><a href="{href}">{headline}</a></h2><div><p>{teaser}</p></div></div>'),
    "what a search found": "<title>You searched for bridge</title><h1>Search results for: bridge</h1><ol>"
    + teasers('<li><a href="{href}">{headline}</a><p>{teaser}</p></li>'),
    "items that begin with a link": "<title>Latest</title><ul>"
    + teasers('<li><a href="{href}">{headline}</a> {teaser}</li>'),
    "an author's page": "<title>Ann Example, Author</title><h1>Ann Example</h1><p>Ann writes.</p>" + teasers(CARD),
    "headlines alone": "<title>The Outlet</title><ul>" + teasers('<li><a href="{href}">{headline}</a></li>'),
    "headlines in one line": "<title>The Outlet</title>" + teasers('<a href="{href}">{headline}</a> '),
    "a site's root that calls itself an article": '<title>The Outlet</title><meta property="og:type" content="article">'
    '<link rel="canonical" href="https://example.org/">' + teasers(CARD),
    "records of other stories": "<title>The Outlet</title>"
    + teasers(
        '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>' + CARD
    ),
}

PAGES = [
    *(pytest.param(html, like.split(":")[0], id=like) for like, html in pages_in("pages_refused.txt").items()),
    *(pytest.param(f"<html>{html}</html>", "list", id=f"list: {like}") for like, html in LISTS.items()),
]


@pytest.mark.parametrize(("html", "kind"), PAGES)
def test_a_page_without_an_article_is_told_by_what_it_is(html: str, kind: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read_page(html, url=None, name="a.html", today=TODAY)
    assert re.match(SENTENCES[kind], str(refusal.value)), refusal.value
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "html", ["<body><img src=a.jpg></body>", "<frameset><frame src=a></frameset>", "<body>Soon.</body>"]
)
def test_of_a_page_that_shows_no_reason_none_is_made_up(html: str) -> None:
    with pytest.raises(SourceError, match=r"^There is no article to read in a\.html: it may be "):
        read_page(f"<html>{html}</html>", url=None, name="a.html", today=TODAY)


def test_there_are_enough_of_them() -> None:
    assert len(PAGES) >= 30


def test_where_a_digest_is_wanted_teasers_are_its_text_and_headlines_alone_are_none() -> None:
    digest = f"<html><title>The Morning Coast</title><body>{teasers(CARD)}</body></html>"
    text, _ = read_page(digest, url=None, name="a.html", today=TODAY, digest=True)
    assert all(f"The council of {place} voted on Monday" in text for place in PLACES)
    with pytest.raises(SourceError, match="is a list of links"):
        read_page(f"<html>{LISTS['headlines alone']}</html>", url=None, name="a.html", today=TODAY, digest=True)
