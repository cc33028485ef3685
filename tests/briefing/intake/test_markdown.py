"""What a text in Markdown tells of itself; the text stays as it is, and its front matter is no part of the article."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake import Details, article_of_text, take
from briefing.model import Article
from briefing.pipeline import brief

AT = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
BODY = "“We will not wait,” the minister said on Tuesday.\n\nThe company declined to comment.\n"


async def article_of(text: str) -> Article:
    article = (await take("-", at=AT, stdin=text.encode)).article
    assert article.text == text
    return article


def excluded(article: Article) -> list[str]:
    return [span.exact for span in article.excluded]


YAML = """---
title: "The bridge: closed"
author: Jane Doe
date: 2026-03-03 09:12:00 +0100
source: https://example.org/news/bridge # as printed
site: The Paper
tags: [bridges, "ferries"]
---
"""


async def test_front_matter_tells_and_is_no_part_of_the_article() -> None:
    article = await article_of(YAML + BODY)
    assert (article.title, article.authors, article.outlet) == ("The bridge: closed", ("Jane Doe",), "The Paper")
    assert (article.published, article.url) == ("2026-03-03T09:12:00+01:00", "https://example.org/news/bridge")
    assert excluded(article) == [YAML]
    briefing = brief(article, at=AT)
    assert briefing.article.excluded[0].exact == YAML
    assert [statement.speaker.name for statement in briefing.statements if statement.speaker] == ["minister", "company"]
    assert briefing.headline.text == "The bridge: closed"


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (
            "---\ntitle: 'It''s closed'\nauthors:\n  - Jane Doe\n  - \"[[Bob Roe]]\"\n---\n",
            ("It's closed", ("Jane Doe", "Bob Roe")),
        ),
        ("---\r\ntitle: Closed\r\nauthor: [Jane Doe, 'Bob Roe']\r\n...\r\n", ("Closed", ("Jane Doe", "Bob Roe"))),
        ("---\n# a remark\ntitle: Closed\n\ndescription: >\n  Many lines:\n  of text\n---\n", ("Closed", ())),
        (
            '+++\ntitle = "Closed"\nauthors = ["Jane Doe"]\ndate = 2026-03-03T09:12:00Z\n+++\n',
            ("Closed", ("Jane Doe",)),
        ),
        ("---\nTitle: Closed\nByline: Jane Doe\n---", ("Closed", ("Jane Doe",))),
    ],
)
async def test_front_matter_is_read_as_it_is_written(front: str, told: tuple[str, tuple[str, ...]]) -> None:
    article = await article_of(f"{front}\n{BODY}" if not front.endswith("\n") else front + BODY)
    assert (article.title, article.authors) == told
    assert len(article.excluded) == 1
    assert BODY not in article.excluded[0].exact


@pytest.mark.parametrize(
    ("field", "published"),
    [
        ("date: 2026-03-03", "2026-03-03"),
        ("published: 2026-03", "2026-03"),
        ("date: soon", None),
        ("date: 2026-02-31", None),
        ("publishDate: '2026-03-03T09:12+01:00'", "2026-03-03T09:12+01:00"),
    ],
)
async def test_a_date_is_as_exact_as_it_is_written(field: str, published: str | None) -> None:
    assert (await article_of(f"---\ntitle: Closed\n{field}\n---\n{BODY}")).published == published


async def test_addresses_are_those_of_the_web() -> None:
    article = await article_of(
        f"---\nurl: /news/bridge\nlink: https://example.org/b\ncanonical: ftp://x.example\n---\n{BODY}"
    )
    assert (article.url, article.canonical_url) == ("https://example.org/b", None)
    article = await article_of(f"---\ncanonical_url: https://example.org/c\n---\n{BODY}")
    assert (article.url, article.canonical_url) == (None, "https://example.org/c")


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{BODY}---\n",  # a line across, then text
        f"---\ntitle: Closed\n{BODY}",  # never closed
        f"---\nThe minister: no.\n---\n{BODY}",  # no field that front matter has
        f"---\ntitle: Closed\nand then some text\n---\n{BODY}",  # not only fields
        f" ---\ntitle: Closed\n---\n{BODY}",  # not at the beginning
        f"+++\ntitle = Closed\n+++\n{BODY}",  # no TOML
        f"----\ntitle: Closed\n----\n{BODY}",
    ],
)
async def test_what_only_looks_like_front_matter_is_the_article(text: str) -> None:
    article = await article_of(text)
    assert (article.title, article.excluded) == (None, ())


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# The bridge is closed\n\n", "The bridge is closed"),
        ("\n\n# The *bridge* is `closed` ##\n\n", "The bridge is closed"),
        ("# [The __bridge__](https://example.org/a_b_c) is closed\r\n\r\n", "The bridge is closed"),
        ("# C# and a_b_c\n\n", "C# and a_b_c"),
        ("The bridge is closed\n====\n\n", "The bridge is closed"),
        ("# #bridge\n\n", "#bridge"),
        ("#bridge\n\n", None),
        ("## The bridge\n\n", None),
        ("Some text.\n\n# The bridge\n\n", None),
        ("> # The bridge\n\n", None),
        ("# \n\n", None),
        (f"# {'a whole paragraph ' * 30}\n\n", None),
    ],
)
async def test_a_heading_of_the_first_level_is_the_title_where_the_text_begins_with_it(
    heading: str, title: str | None
) -> None:
    article = await article_of(heading + BODY)
    assert (article.title, article.excluded) == (title, ())


async def test_after_front_matter_without_a_title_the_heading_is_it() -> None:
    front = "---\ntags: [bridge]\n---\n"
    article = await article_of(f"{front}\n# The bridge\n\n{BODY}")
    assert (article.title, excluded(article)) == ("The bridge", [front])


async def test_what_the_user_tells_wins(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(YAML + BODY, encoding="utf-8")
    article = (await take(str(tmp_path / "a.md"), at=AT, details=Details(title="Mine", authors=("Me",)))).article
    assert (article.title, article.authors, article.outlet) == ("Mine", ("Me",), "The Paper")


def test_a_pasted_text_is_read_the_same() -> None:
    article = article_of_text(YAML + BODY, source="pasted", at=AT)
    assert (article.title, excluded(article)) == ("The bridge: closed", [YAML])


async def test_front_matter_alone_is_nothing_to_read() -> None:
    with pytest.raises(SourceError, match="There is nothing to read in standard input"):
        await article_of(YAML)


pieces = st.sampled_from(
    [
        "---",
        "+++",
        "...",
        "\n",
        "\r\n",
        "title: ",
        "title = ",
        "date",
        "- ",
        "# ",
        "==",
        "[",
        "]",
        "'",
        '"',
        "#",
        ":",
        " ",
        "“a”",
        "\ud800",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(pieces | st.text(max_size=4), max_size=14).map("".join), first=st.sampled_from(["", "---\n", "+++\n"])
)
def test_any_text_stays_as_it_is_and_what_is_excluded_stands_in_it(text: str, first: str) -> None:
    data = (first + text).encode("utf-8", "replace")
    try:
        article = asyncio.run(take("-", at=AT, stdin=lambda: data)).article
    except SourceError as refused:
        assert str(refused).endswith(".")
    else:
        assert article.text == data.decode().removeprefix("\ufeff")
        assert all(article.text[span.start : span.end] == span.exact for span in article.excluded)
