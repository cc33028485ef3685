"""Articles that look like what is refused are read without alarm; what is only the beginning of one says so."""

from datetime import date

import pytest

from briefing.analysis.document import read
from briefing.analysis.notices import BEHIND_PAYWALL, notices
from briefing.intake.articles import article
from briefing.intake.details import NOTHING_TOLD
from briefing.intake.page import read_page
from tests.briefing.intake.pages_of_kinds import pages_in
from tests.briefing.intake.serving import AT, PARAGRAPHS, page

TODAY = date(2026, 3, 1)
ALIKE = pages_in("pages_like_them.txt")


def noticed(html: str) -> list[str]:
    """All that the reader of a briefing of this page is told of the whole."""
    text, told = read_page(html, url=None, name="a.html", today=TODAY)
    made = article(text, source="a.html", at=AT, told=told, details=NOTHING_TOLD)
    return [*told.notices, *(one for one in notices(made, read(made.text)) if "another language" not in one)]


@pytest.mark.parametrize("html", ALIKE.values(), ids=ALIKE.keys())
def test_an_article_that_looks_like_none_is_read_without_alarm(html: str) -> None:
    assert noticed(html) == []


def test_there_are_enough_of_them() -> None:
    assert len(ALIKE) >= 30


# The beginning of an article


@pytest.mark.parametrize(
    "end", ["The minister then told reporters that the…", "The county [...]", "The bridge [+1234 chars]"]
)
def test_a_text_that_ends_within_a_sentence_is_told_as_cut_off(end: str) -> None:
    assert noticed(page(*PARAGRAPHS, end)) == ["The text looks cut off: it ends in an ellipsis."]


NOT_FREE = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge to be closed", '
    '"isAccessibleForFree": %s}</script>'
)
HEAD = "<title>Bridge to be closed</title>"
LONG = [f"{PARAGRAPHS[i % 3]} That was on day {i} of the hearing, in the old hall by the river." for i in range(30)]


@pytest.mark.parametrize(
    "html",
    [
        page(*PARAGRAPHS, "Subscribe to continue reading."),
        page(*PARAGRAPHS, "This article is for subscribers only."),
        page(*PARAGRAPHS, "To continue reading this article, please log in or start a free trial."),
        page(*PARAGRAPHS, "Continue reading with a digital subscription."),
        page(*PARAGRAPHS, "You’ve reached your limit of free articles."),
        page(*PARAGRAPHS, "Dieser Artikel ist nur für Abonnenten."),
        page(*PARAGRAPHS, "Il vous reste 65% de cet article à lire."),
        page(*PARAGRAPHS, "Este contenido es exclusivo para suscriptores."),
        page().replace("</article>", "</article><div class='wall'><h2>Subscribe to read the full story</h2></div>"),
        page(head=HEAD + NOT_FREE % "false"),
        page(head=HEAD + NOT_FREE % '"False"'),
        page(head=HEAD + NOT_FREE % '"http://schema.org/False"'),
        page(head=HEAD + NOT_FREE % 'false, "wordCount": 900'),
        page(*LONG[:9], head=HEAD + NOT_FREE % 'false, "wordCount": 2900'),
        page(*LONG, LONG[0][:-60], head=HEAD + NOT_FREE % "false"),
    ],
)
def test_the_free_part_of_an_article_is_told_once(html: str) -> None:
    assert noticed(html).count(BEHIND_PAYWALL) >= 1
    text, told = read_page(html, url=None, name="a.html", today=TODAY)
    assert told.notices.count(BEHIND_PAYWALL) == 1
    assert PARAGRAPHS[0] in text


@pytest.mark.parametrize(
    "html",
    [
        page(*LONG, head=HEAD + NOT_FREE % "false"),
        page(*LONG, head=HEAD + NOT_FREE % 'false, "wordCount": 700'),
        page(
            "部长星期二在首都对记者说，旧桥将在两年内关闭，渡轮将取代它，费用由市政府承担。" * 9,
            head=HEAD + NOT_FREE % "false",
        ),
        page(*LONG, "Subscribe to continue reading."),
        page(head=HEAD + NOT_FREE % "true"),
        page(head=HEAD + NOT_FREE % 'true, "wordCount": 900'),
        page(*LONG, "Photographs by Bob Example", head=HEAD + NOT_FREE % "false"),
        page(*PARAGRAPHS, "“This article is for subscribers only,” the page told her, and she went to the ferry."),
        page().replace("<article>", "<p>Subscribe for full access</p><article>"),
    ],
)
def test_a_page_that_gives_the_whole_article_raises_no_alarm_itself(html: str) -> None:
    assert read_page(html, url=None, name="a.html", today=TODAY)[1].notices == ()
