"""A pasted text becomes an article, with what the user tells of it."""

import hashlib
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake import Details, article_of_text

AT = datetime(2026, 3, 1, 9, 30, 15, 999, tzinfo=timezone(timedelta(hours=1)))


def test_the_id_is_the_beginning_of_the_texts_sha256() -> None:
    article = article_of_text("“Oui”, dit-elle.", source="-", at=AT)
    digest = hashlib.sha256("“Oui”, dit-elle.".encode()).hexdigest()
    assert (article.id, article.sha256) == (digest[:8], digest)


def test_the_time_of_retrieval_keeps_its_zone_and_drops_fractions() -> None:
    assert article_of_text("Text.", source="-", at=AT).retrieved == "2026-03-01T09:30:15+01:00"


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_any_text_comes_in_unchanged(text: str) -> None:
    article = article_of_text(text, source="pasted", at=AT)
    assert article.text == text
    assert (article.source, article.excluded) == ("pasted", ())


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u00a0\u2003"])
def test_a_blank_text_is_refused_in_one_sentence(blank: str) -> None:
    with pytest.raises(SourceError, match=r"^There is nothing to read in standard input: it is empty\.$"):
        article_of_text(blank, source="-", at=AT)


def test_what_the_user_tells_is_in_the_article() -> None:
    told = Details("A title", "https://example.org/a", "The Outlet", "2026-02", ("Ann Example", "Bob Example"))
    article = article_of_text("Text.", source="-", at=AT, details=told)
    assert article.title == "A title"
    assert article.url == "https://example.org/a"
    assert article.canonical_url is None
    assert article.outlet == "The Outlet"
    assert article.published == "2026-02"
    assert article.authors == ("Ann Example", "Bob Example")


def test_what_nobody_tells_is_none() -> None:
    article = article_of_text("Text.", source="-", at=AT)
    assert (article.url, article.title, article.outlet, article.published) == (None, None, None, None)
    assert (article.authors, article.language) == ((), None)


def test_half_a_surrogate_pair_becomes_the_replacement_character_because_no_file_could_hold_it() -> None:
    article = article_of_text("a\ud83d!", source="caf\udce9.txt", at=AT, details=Details(title="\udcff"))
    assert (article.text, article.source, article.title) == ("a\ufffd!", "caf\ufffd.txt", "\ufffd")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03", "2026-03"),
        (" 2026-03-01 ", "2026-03-01"),
        ("2026-03-01T09:30", "2026-03-01T09:30"),
        ("2026-03-01 09:30:15", "2026-03-01T09:30:15"),
        ("2026-03-01T09:30:15.250Z", "2026-03-01T09:30:15.250Z"),
        ("2026-03-01T09:30+0530", "2026-03-01T09:30+05:30"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_date_is_kept_exactly_as_exact_as_it_was_given(written: str, kept: str) -> None:
    assert article_of_text("Text.", source="-", at=AT, details=Details(published=written)).published == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "2026", "01.03.2026", "2026-13", "2026-02-30", "2026-03-01T25:00", "20260301", "2026-W09-7"),
        *("2026-03-01T", "2026-3-1", "٢٠٢٦-03-01", "2026-03-01T09:30+99:00", "0000-01", "2026-03T09:30"),
    ],
)
def test_what_is_no_date_is_refused_in_one_sentence_that_shows_how_to_write_one(written: str) -> None:
    with pytest.raises(SourceError, match=r"is not a date: write it as 2026-03-01, .*\.$"):
        article_of_text("Text.", source="-", at=AT, details=Details(published=written))
