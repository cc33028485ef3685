"""What a page tells of its article: JSON-LD first, and what else the page says where that is wrong or another's."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake.articles import Told
from briefing.intake.bylines import names_in
from briefing.intake.dates import date_written
from briefing.intake.page import read_page
from tests.briefing.intake.serving import PARAGRAPHS, page

TODAY = date(2026, 3, 1)
TITLE = "Bridge to be closed"
URL = "https://www.theoutlet.example/news/bridge"


def ld(*records: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(record)}</script>' for record in records)


def told(head: str = "", *, heading: str = TITLE, url: str | None = URL) -> Told:
    head = head if "<title>" in head else f"<title>{TITLE}</title>{head}"
    html = page(head=head).replace("<article>", f"<article><h1>{heading}</h1>")
    return read_page(html, url=url, name="a.html", today=TODAY)[1]


def article(**fields: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields


# Where the record is


@pytest.mark.parametrize(
    "record",
    [
        article(author="Ann Example"),
        [article(author="Ann Example")],
        {"@graph": [{"@type": "WebSite"}, article(author="Ann Example")]},
        {"@type": "WebPage", "mainEntity": article(author="Ann Example")},
        {"@type": "WebPage", "mainEntityOfPage": [{"@type": "WebPage", "mainEntity": article(author="Ann Example")}]},
        article(author="Ann Example") | {"@type": ["Thing", "ReportageNewsArticle"]},
        article(author="Ann Example") | {"@type": "https://schema.org/BlogPosting"},
        article(author="Ann Example") | {"@type": "Report"},
        {"type": "NewsArticle", "headline": TITLE, "author": {"type": "Person", "name": "Ann Example"}},
    ],
)
def test_a_record_is_found_wherever_it_stands(record: Any) -> None:
    assert told(ld(record)).authors == ("Ann Example",)


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "NewsArticle", "author": "Ann Example"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": "Ann Example"}\n//]]>',
        '{"@type": "NewsArticle", "author": "Ann Example",}',
        '{"@type": "NewsArticle", "author": "Ann Example"};',
        '{"@type": "NewsArticle", "description": "two\nlines", "author": "Ann Example"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;author&quot;: &quot;Ann Example&quot;}",
    ],
)
def test_slips_in_the_json_are_read_over(script: str) -> None:
    assert told(f'<script type="application/ld+json; charset=utf-8">{script}</script>').authors == ("Ann Example",)


@pytest.mark.parametrize("kind", ["JobPosting", "WebPage", "Person", "ItemList", "Reporter"])
def test_what_is_no_article_tells_nothing_of_one(kind: str) -> None:
    assert told(ld(article(author="Ann Example") | {"@type": kind})).authors == ()


def test_of_several_records_the_one_of_the_page_counts() -> None:
    others = [article(headline=f"Quite another story {n}", author="Bob Wrong", url=f"{URL}/{n}") for n in range(3)]
    assert told(ld(*others, article(author="Ann Example"), *others)).authors == ("Ann Example",)
    mine = article(headline="What the minister said", author="Ann Example", url=f"{URL}/?from=home")
    assert told(ld(*others, mine)).authors == ("Ann Example",)


def test_a_record_of_another_story_alone_is_not_believed() -> None:
    other = article(headline="Quite another story", author="Bob Wrong", url="https://www.theoutlet.example/other")
    found = told(ld(other))
    assert found.authors == ()
    assert found.title == TITLE
    assert found.canonical_url is None


# Authors


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Example", ("Ann Example",)),
        ({"@type": "Person", "name": "Ann Example"}, ("Ann Example",)),
        ([{"name": "Ann Example"}, {"name": "Bob Roe"}], ("Ann Example", "Bob Roe")),
        ([{"name": ["Ann Example"]}, "Bob Roe"], ("Ann Example", "Bob Roe")),
        ({"givenName": "Ann", "familyName": "Example"}, ("Ann Example",)),
        ("By Ann Example and Bob Roe", ("Ann Example", "Bob Roe")),
        ("By ANN EXAMPLE and BOB ROE, Associated Press", ("ANN EXAMPLE", "BOB ROE", "Associated Press")),
        ("By ANN EXAMPLE, AP Sports Writer", ("ANN EXAMPLE",)),
        ("Ann Example, Bob Roe, Cat Doe", ("Ann Example", "Bob Roe", "Cat Doe")),
        ("Martin Example, Jr.", ("Martin Example, Jr",)),
        ("Example, Ann", ("Example, Ann",)),
        ("Example, Ann Maria", ("Example", "Ann Maria")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("María Pérez y José Ruiz", ("María Pérez", "José Ruiz")),
        ("Von Ann Example und Bob Roe", ("Ann Example", "Bob Roe")),
        ("Ann Example - Staff Writer", ("Ann Example",)),
        ("Ann Example | The Outlet", ("Ann Example",)),
        ("Ann Example (ann@example.org)", ("Ann Example",)),
        ("Ann Example @annexample", ("Ann Example",)),
        ("Ann O&#8217;Example", ("Ann O’Example",)),
        ("Ann &amp;amp; Bob Example", ("Ann", "Bob Example")),
        ("JILL EXAMPLE Associated Press", ("JILL EXAMPLE", "Associated Press")),
        ("Malcolm Example Monday, November 18, 2019", ("Malcolm Example",)),
        ("Reuters", ("Reuters",)),
        ("严玉洁", ("严玉洁",)),
        ({"@type": "Organization", "name": "The Outlet"}, ()),
        ("TheOutlet.example", ()),
        ("https://www.facebook.com/ann.example", ()),
        ("admin", ()),
        ("kevin-r", ()),
        ("jsmith42", ()),
        (None, ()),
        (17, ()),
        ({}, ()),
        ([[[]]], ()),
        ("Ann Example is a reporter who covers bridges and rivers for us.", ("Ann Example",)),
    ],
)
def test_authors_are_the_names_of_people_and_agencies(author: Any, names: tuple[str, ...]) -> None:
    assert told(ld(article(author=author, publisher={"name": "The Outlet"}))).authors == names


def test_an_author_told_by_the_id_of_another_node_is_looked_up() -> None:
    graph = [
        article(author={"@id": "#/person/1"}, publisher={"@id": "#/org"}),
        {"@type": "Person", "@id": "#/person/1", "name": "Ann Example"},
        {"@type": "Organization", "@id": "#/org", "name": "The Outlet"},
    ]
    found = told(ld({"@graph": graph}))
    assert (found.authors, found.outlet) == (("Ann Example",), "The Outlet")


def test_the_name_that_stands_on_the_page_counts_before_one_that_does_not() -> None:
    head = ld(article(author="Web Desk Operator")) + '<meta name="author" content="By Ann Example">'
    html = page(*PARAGRAPHS, head=f"<title>{TITLE}</title>{head}").replace(
        "<article>", "<article><p>By Ann Example</p>"
    )
    assert read_page(html, url=URL, name="a.html", today=TODAY)[1].authors == ("Ann Example",)
    assert told(head).authors == ("Web Desk Operator",)


def test_who_comments_is_no_author() -> None:
    widget = (
        '<div id="recent-comments-2"><ul><li><span class="comment-author-link">Cross Reader</span> on</li></ul></div>'
    )
    html = page().replace("</article>", f"</article>{widget}")
    assert read_page(html, url=URL, name="a.html", today=TODAY)[1].authors == ()
    signed = html.replace("<article>", '<article><p class="byline author">Cross Reader</p>')
    assert read_page(signed, url=URL, name="a.html", today=TODAY)[1].authors == ("Cross Reader",)


@given(st.text(max_size=300))
def test_no_text_where_an_author_should_stand_breaks_the_reading(written: str) -> None:
    for name in names_in([written]):
        assert name.strip() == name != ""
        assert len(name) < 80


# Title


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (ld(article(headline=f"{TITLE} | The Outlet", publisher={"name": "The Outlet"})), TITLE, TITLE),
        (ld(article(headline=f"{TITLE} &amp;amp; the &lt;em&gt;ferry&lt;/em&gt;")), "x", f"{TITLE} & the ferry"),
        (ld(article(headline=f"“{TITLE}”")), "‘Bridge to be Closed’", "‘Bridge to be Closed’"),
        (ld(article(headline="Bridge closure: what you need to know")), TITLE, TITLE),
        (f"<title>{TITLE} - The New Outlet</title>", TITLE, TITLE),
        (f"<title>The Outlet: {TITLE}</title>", TITLE, TITLE),
        (f"<title>Opinion | {TITLE} - The Outlet</title>", TITLE, TITLE),
        (f"<title>{TITLE} | World | News | The Outlet</title>", TITLE, TITLE),
        (f'<title>a</title><meta property="og:title" content="{TITLE} - Auto News">', TITLE, TITLE),
        (f'<title>{TITLE} – TheOutlet</title><meta property="og:site_name" content="The Outlet">', "", TITLE),
        ("<title>Left – right – and back again</title>", "", "Left – right – and back again"),
        ("<title>大桥将关闭-新华网</title>", "大桥将关闭", "大桥将关闭"),
    ],
)
def test_the_title_is_what_a_reader_sees_without_the_site(head: str, heading: str, title: str) -> None:
    assert told(head, heading=heading).title == title


def test_a_headline_cut_short_for_search_engines_is_whole_in_the_heading() -> None:
    whole = (
        "Bridge over the estuary to be closed for two years from May while the northern pier is rebuilt, minister says"
    )
    cut = ld(article(headline=f"{whole[:90]}…"))
    assert told(f"<title>The Outlet</title>{cut}", heading=whole).title == whole


def test_the_title_is_no_paragraph_of_the_text() -> None:
    html = page().replace("<article>", f"<article><p>News</p><h1>{TITLE}</h1><h2>The ferry returns.</h2>")
    text, found = read_page(html, url=None, name="a.html", today=TODAY)
    assert found.title == TITLE
    assert text.split("\n\n") == ["The ferry returns.", *PARAGRAPHS]


# Outlet


@pytest.mark.parametrize(
    ("publisher", "head", "outlet"),
    [
        ("The Outlet", "", "The Outlet"),
        ({"@type": "Organization", "name": "The Outlet"}, "", "The Outlet"),
        ("The Outlet", '<meta property="og:site_name" content="theoutlet">', "The Outlet"),
        ("Associated Press", '<meta property="og:site_name" content="The Outlet">', "The Outlet"),
        ("Blogger", f"<title>{TITLE} | The Outlet</title>", "The Outlet"),
        (None, '<meta property="og:site_name" content="The Outlet | News you can use">', "The Outlet"),
        (None, f"<title>{TITLE} - The Outlet</title>", "The Outlet"),
        (None, f'<title>{TITLE} | The Outlet</title><meta property="og:site_name" content="U.S.">', "The Outlet"),
        (None, f"<title>{TITLE} - Auto News</title>", "theoutlet.example"),
        (None, "", "theoutlet.example"),
    ],
)
def test_the_outlet_is_who_most_of_the_page_says(publisher: Any, head: str, outlet: str) -> None:
    assert told(head + ld(article(publisher=publisher))).outlet == outlet


def test_an_outlet_abbreviated_is_the_same_outlet() -> None:
    head = '<meta property="og:site_name" content="TNO">' + ld(article(publisher={"name": "The New Outlet"}))
    assert told(head, url="https://www.tno.example/a").outlet == "The New Outlet"


# Address and date


def test_an_address_that_names_only_the_host_is_not_the_articles() -> None:
    assert told('<link rel="canonical" href="https://www.theoutlet.example/">').canonical_url is None
    assert told('<link rel="canonical" href="/">' + ld(article(url=URL))).canonical_url == URL


@pytest.mark.parametrize(
    ("record", "head", "published"),
    [
        ({"datePublished": "2026-02-27T08:15:00Z", "dateModified": "2026-02-28"}, "", "2026-02-27T08:15:00Z"),
        ({"dateModified": "2026-02-28"}, "", None),
        (
            {"datePublished": "2026-02-27"},
            '<meta property="article:published_time" content="2026-02-25">',
            "2026-02-27",
        ),
        (
            {"datePublished": "2026-02-27"},
            '<meta property="article:published_time" content="2026-02-27T08:15:00+01:00">',
            "2026-02-27T08:15:00+01:00",
        ),
        ({"datePublished": "soon"}, '<meta property="article:published_time" content="2026-02-25">', "2026-02-25"),
        ({"datePublished": "0001-01-01T00:00:00Z"}, "", None),
    ],
)
def test_the_date_is_the_records_unless_it_is_none_or_less_exact(
    record: dict[str, Any], head: str, published: str | None
) -> None:
    assert told(head + ld(article(**record))).published == published


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-02-27T08:15:00.1234567Z", "2026-02-27T08:15:00.123456Z"),
        ("2026-02-27T08:15:00+01", "2026-02-27T08:15:00+01:00"),
        ("2026-02-27 08:15:00 UTC", "2026-02-27T08:15:00Z"),
        ("2026-02-27T08:15:00EET", "2026-02-27T08:15:00"),
        ("2026-02-27 08:15:00 PM", "2026-02-27"),
        ("2026-02-27, in the evening", "2026-02-27"),
        ("20260227", "2026-02-27"),
        ("20260227T081500Z", "2026-02-27T08:15:00Z"),
        ("Fri, 27 Feb 2026 08:15:00 -0600", "2026-02-27T08:15:00-06:00"),
        ("February 27, 2026", "2026-02-27"),
        ("27 Feb. 2026", "2026-02-27"),
        ("08:15:07 PM IST Feb 27, 2026", "2026-02-27"),
        ("2026-02-30", None),
        ("Febtober 27, 2026", "2026-02-27"),
        ("Fri, 99 Feb 2026 08:15:00 -0600", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_as_pages_write_them_for_machines(written: str, date: str | None) -> None:
    assert date_written(written) == date


# Hostile records

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("NewsArticle"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "headline", "author", "publisher", "name", "datePublished", "url"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_no_record_breaks_the_reading_of_a_page(record: Any) -> None:
    assert told(ld(record), url=None).title


@pytest.mark.parametrize("url", ["http://[broken", "https://", "javascript:alert(1)", "https://example.org:port/"])
def test_no_address_in_a_record_breaks_the_reading_of_a_page(url: str) -> None:
    assert told(ld(article(url=url, author="Ann Example"))).authors == ("Ann Example",)


@pytest.mark.parametrize(
    ("piece", "around"),
    [("<div>", "{}"), ("<p>word</p>", "{}"), ("word<br><br>", "<p>{}</p>"), ("a ", "<p>{}</p>"), ("<ul><li>", "{}")],
)
def test_a_page_of_many_megabytes_is_read_or_refused_without_much_ado(piece: str, around: str) -> None:
    html = f"<html><body><p>{PARAGRAPHS[0]}</p>{around.format(piece * (3_000_000 // len(piece)))}</body></html>"
    try:
        text, _ = read_page(html, url=None, name="a.html", today=TODAY)
    except SourceError as refusal:
        assert str(refusal).startswith("The page in a.html is too large to be an article, with ")
    else:
        assert text == PARAGRAPHS[0]
