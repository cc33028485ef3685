"""A page becomes the article's text, its paragraphs whole and apart, and what it tells of itself."""

import logging
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from briefing.errors import SourceError
from briefing.intake.articles import Told
from briefing.intake.page import read_page
from briefing.intake.paragraphs import split_at_double_breaks
from briefing.intake.seen import lines_seen, without_invitations
from tests.briefing.intake.serving import PARAGRAPHS, page

TODAY = date(2026, 3, 1)


def read(html: str, url: str | None = None) -> tuple[str, Told]:
    return read_page(html, url=url, name="a.html", today=TODAY)


def text(html: str) -> str:
    return read(html)[0]


def told(head: str, url: str | None = None, language: str = "") -> Told:
    return read(page(head=head, language=language), url)[1]


# Paragraphs

WHOLE = "\n\n".join(PARAGRAPHS)


def test_paragraphs_stay_paragraphs_with_a_blank_line_between_them() -> None:
    assert text(page()) == WHOLE


@pytest.mark.parametrize(
    "body",
    [
        "<article><p>{}</p><p>{}</p><p>{}</p></article>",
        "<article><p>{}<p>{}<p>{}</article>",
        "<article><div>{}</div><div>{}</div><div>{}</div></article>",
        "<article><p>{}<br><br>{}<br />\n <br/>{}</p></article>",
        "<article><p><span>{}<br><br>{}<br><br><br>{}</span></p></article>",
        "<div class='content'>{}<br><br>{}<br><br>{}</div>",
        "<article>{}<br><br>{}<br><br>{}</article>",
        "<table><tr><td>{}<br><br>{}<br><br>{}</td></tr></table>",
        "<table><tr><td><p>{}</p><p>{}</p><p>{}</p></td></tr></table>",
        "<article><ul><li>{}</li><li>{}</li></ul><p>{}</p></article>",
        "<article><blockquote><p>{}</p><p>{}</p></blockquote><p>{}</p></article>",
        "<article><pre>{}\n\n{}\n\n{}</pre></article>",
        "{}<br><br>{}<br><br>{}",
    ],
)
def test_however_a_page_marks_its_paragraphs_they_are_told_apart(body: str) -> None:
    assert text(f"<html><body>{body.format(*PARAGRAPHS)}</body></html>") == WHOLE


def test_a_single_line_break_stays_within_its_paragraph() -> None:
    assert text(page(f"{PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}", PARAGRAPHS[2])) == (
        f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}"
    )


def test_the_lines_of_a_pages_source_are_not_lines_of_its_text() -> None:
    broken = [paragraph.replace(" ", "\n   ") for paragraph in PARAGRAPHS]
    assert text(page(*broken)) == WHOLE


def test_words_and_marks_come_through_whole_across_bold_and_links() -> None:
    marked = PARAGRAPHS[1].replace("wait", "<b>wa</b>it").replace("city", '<a href="/city">city</a>')
    assert text(page(PARAGRAPHS[0], marked, PARAGRAPHS[2])) == WHOLE


def test_hints_that_nobody_sees_are_left_out_and_hard_spaces_are_spaces() -> None:
    hinted = PARAGRAPHS[0].replace("reporters", "repor&shy;ters").replace("Tuesday", "Tues\u200bday")
    assert text(page(hinted.replace("two years", "two&nbsp;years"), *PARAGRAPHS[1:])) == WHOLE


def test_entities_are_the_characters_they_stand_for_and_never_markup() -> None:
    assert "5 < 6 & <b>bold</b> she wrote" in text(
        page(*PARAGRAPHS, "5 &lt; 6 &amp; &lt;b&gt;bold&lt;/b&gt; she wrote.")
    )


def test_navigation_comments_and_scripts_are_left_out() -> None:
    around = page().replace(
        "<article>", "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><script>var x = 'No.';</script><article>"
    )
    around = around.replace(
        "</article>", "</article><div id='comments' class='comments'><p>I do not believe it at all, she lies.</p></div>"
    )
    assert text(around) == WHOLE


@pytest.mark.parametrize(
    "invitation",
    [
        "<p>Read more: <a href=/1>Council of Aldburgh votes to close its bridge</a></p>",
        "<p>[Related: <a href=/1>Council of Aldburgh votes to close its bridge</a>]</p>",
        "<p><a href=/1><strong>COUNCIL OF ALDBURGH VOTES TO CLOSE ITS BRIDGE</strong></a></p>",
    ],
)
def test_a_paragraph_that_only_sends_the_reader_elsewhere_is_left_out(invitation: str) -> None:
    longer = [f"{paragraph} That is how it was on day {day}." for day in (1, 2) for paragraph in PARAGRAPHS]
    assert text(page(*longer).replace("</p>\n<p>", f"</p>{invitation}<p>", 1)) == "\n\n".join(longer)


LINKED = "Report of the auditors on the first phase"


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        (f"<p><a href=/1>{LINKED}</a></p>", False),
        (f"<p>Also: <a href=/1>{LINKED}</a></p>", False),
        (f"<p>The county has seen the <a href=/1>{LINKED}</a> and says nothing</p>", True),
        (f"<ul><li><a href=/1>{LINKED}</a></li></ul>", True),
        (f"<h2><a href=/1>{LINKED}</a></h2>", True),
        (f"<p><a href=/1>{LINKED}.</a></p>", True),
        ("<p><a href=/1>The old bridge</a></p>", True),
        (f"<p><a href=/1>{LINKED}</a></p>" * 9, True),
    ],
)
def test_links_stay_where_they_are_more_than_an_invitation(html: str, stays: bool) -> None:
    tree = fromstring("<html><body>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + html)
    lines = lines_seen(tree)
    whole = "\n\n".join(line.text for line in lines)
    assert without_invitations(whole, lines) == (whole if stays else WHOLE)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b <i>c</i>", "<br>", "<br><br>", " ", "<span>d<br><br>e</span>", "f"]), max_size=8)
)
def test_splitting_paragraphs_at_double_breaks_loses_no_word_and_keeps_their_order(pieces: list[str]) -> None:
    tree = fromstring(f"<html><body><div>x<p>{''.join(pieces)}</p>tail<p>y</p>z</div></body></html>")
    before = "".join(tree.itertext())
    split_at_double_breaks(tree)
    assert "".join(tree.itertext()) == before


# What a page tells


def test_title_outlet_authors_and_address() -> None:
    found = told(
        '<title>Bridge to be closed | The Outlet</title><meta property="og:site_name" content="The Outlet">'
        '<meta property="og:title" content="Bridge to be closed">'
        '<meta name="author" content="Ann Example, Bob Example">'
        '<link rel="canonical" href="https://example.org/bridge">',
        url="https://example.org/bridge?from=mail",
    )
    assert found.title == "Bridge to be closed"
    assert found.outlet == "The Outlet"
    assert found.authors == ("Ann Example", "Bob Example")
    assert found.url == "https://example.org/bridge?from=mail"
    assert found.canonical_url == "https://example.org/bridge"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/bridge">', "https://example.org/bridge"),
        ('<meta property="og:url" content="https://example.org/og">', "https://example.org/og"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[broken">', None),
        ('<link rel="canonical" href="">', "https://example.org/a"),
        ("", None),
    ],
)
def test_the_canonical_address_is_http_or_none(head: str, address: str | None) -> None:
    assert told(f"<title>x</title>{head}", url="https://example.org/a").canonical_url == address


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2026-02-27T08:15:00+01:00">', "2026-02-27T08:15:00+01:00"),
        ('<meta property="article:published_time" content="2026-02-27">', "2026-02-27"),
        (LD.format('{"@type": "NewsArticle", "datePublished": "2026-02-27T08:15:00Z"}'), "2026-02-27T08:15:00Z"),
        (LD.format('{"@graph": [{"@type": ["Thing", "NewsArticle"], "datePublished": "2026-02"}]}'), "2026-02"),
        (LD.format('[{"@type": "BlogPosting", "datePublished": "2026-02-27"}]'), "2026-02-27"),
        ('<meta itemprop="datePublished" content="2026-02-27T08:15">', "2026-02-27T08:15"),
        ('<meta name="date" content="2026-02-27">', "2026-02-27"),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', None),
        ('<meta property="article:published_time" content="2031-01-01">', None),
        (LD.format('{"@type": "NewsArticle", "datePublished": 20260227}'), None),
        (LD.format("{broken"), None),
        (LD.format("[" * 100_000), None),
        ("", None),
    ],
)
def test_the_date_of_publication_is_as_exact_as_the_page_tells_it(head: str, published: str | None) -> None:
    assert told(f"<title>x</title>{head}").published == published


def test_a_year_in_the_footer_is_no_date_of_publication() -> None:
    html = page(head="<title>x</title>").replace("</body>", "<footer>© 2019 The Outlet</footer></body>")
    assert read(html)[1].published is None


@pytest.mark.parametrize(
    ("language", "head"), [("sw-KE", ""), ("SW", ""), ("", '<meta property="og:locale" content="sw_KE">')]
)
def test_the_declared_language_counts_where_the_text_does_not_tell(language: str, head: str) -> None:
    swahili = (
        "Waziri aliwaambia waandishi wa habari kwamba daraja litafungwa kwa miaka miwili ijayo, alisema jana mjini."
    )
    html = page(swahili, swahili.replace("daraja", "barabara"), head=f"<title>x</title>{head}", language=language)
    assert read(html)[1].language == "sw"


def test_a_template_that_declares_english_does_not_make_a_german_text_english() -> None:
    german = (
        "Die Ministerin sagte am Dienstag in der Hauptstadt, dass die Brücke für zwei Jahre gesperrt wird.",
        "„Wir können nicht länger warten“, sagte sie, und die Stadt wird für die Fähre bezahlen müssen.",
    )
    assert read(page(*german, language="en"))[1].language == "de"


# No article


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<html><body><div></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>",
        "<html><body>" + "<a href=/n>US urges allies to drop Huawei gear, officials say</a> " * 30 + "</body></html>",
        "<html><body><h1>Not found</h1><p>Sorry, the page you are looking for could not be found.</p></body></html>",
        "<html><body><form><label>Name<input></label><button>Log in</button></form></body></html>",
        "<frameset><frame src=a></frameset>",
        "<html><body><img src=a.jpg></body></html>",
    ],
)
def test_a_page_without_an_article_is_told_in_one_sentence(html: str) -> None:
    with pytest.raises(SourceError, match=r"^[^.]*a\.html[^.]*\.$"):
        read(html)


@pytest.mark.parametrize("root", ["svg", "math"])
def test_a_page_that_trafilatura_breaks_on_is_told_in_one_sentence(root: str) -> None:
    with pytest.raises(SourceError, match=r"^The page in a\.html is too broken to be read: .*\.$"):
        read(f"<{root}>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "<html>")


def test_a_fragment_without_html_and_body_is_read() -> None:
    assert text("<table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table>") == WHOLE


def test_a_news_flash_of_one_sentence_is_an_article() -> None:
    assert text(f"<html><body><article><p>{PARAGRAPHS[0]}</p></article></body></html>") == PARAGRAPHS[0]


@pytest.mark.parametrize(
    "flash",
    [
        "交通部长办公室星期一晚间宣布，由于旧桥关闭一事，她将辞去职务。",
        "รัฐมนตรีว่าการกระทรวงคมนาคมประกาศลาออกจากตำแหน่งเมื่อเย็นวันจันทร์ที่ผ่านมาหลังจากการปิดสะพานเก่าเป็นเวลาสองปีเต็ม",
        "ဝန်ကြီးသည် တံတားဟောင်း ပိတ်ခြင်းကြောင့် တနင်္လာနေ့ ညနေက နုတ်ထွက်ခဲ့သည်ဟု သူမ၏ ရုံးက ပြောကြားသည်။",
    ],
)
def test_a_news_flash_in_a_script_with_other_marks_is_an_article(flash: str) -> None:
    assert text(f"<html><body><article><h1>Flash</h1><p>{flash}</p></article></body></html>") == flash


def test_the_parsers_say_nothing_on_their_own(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(SourceError):
        read("<html></html>")
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
