"""Markdown of a briefing: whatever the article says stays text, however a reader renders it."""

import json
from pathlib import Path

import pytest
from briefings import a_briefing
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.export import as_markdown
from briefing.export.as_markdown import markdown
from briefing.export.escaping import escaped, link
from briefing.model import Briefing
from tui.plain import visible

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
GITHUB = MarkdownIt("gfm-like", {"html": True})
assert GITHUB.linkify is not None
GITHUB.linkify.set({"fuzzy_link": False})  # GitHub makes links of http://… and www.…, not of example.com

TRICKS = [
    "# title", "## ", "- item", "* item", "+ item", "1. one", "12) two", "> quote", "    code", "\tcode", "---", "***",
    "___", "===", "```", "~~~ sh", "`code`", "**bold**", "_it_", "~~gone~~", "[a](javascript:alert(1))", "![i](http://e)",
    "[ref]: http://e", "[ref]", "[^1]", "<script>alert(1)</script>", "<http://e>", "<b>", "<!-- ", "&lt;b&gt;", "&#60;",
    "http://example.com/a_b", "www.example.com", "a@b.example", "| a | b |", "|---|---|", "\\", "\\*", "line  \nbreak",
    "a\n\n# b", "a\r\n- b", "\u2028# c", "\xad d", "$x$", "- [ ] task", "#", "C #", " # ", ":::", "{.c}", "\0",
    "\x1c# e",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(TRICKS), st.text(max_size=8)), min_size=1, max_size=5).map("".join)


def skeleton(reader: MarkdownIt, source: str) -> list[str]:
    """The elements a reader makes of Markdown, with their links, but without the text in them."""

    def names(token: Token) -> list[str]:
        inside = [name for child in token.children or [] for name in names(child)]
        return inside if token.type in ("inline", "text", "text_special") else [f"{token.type} {token.attrs}", *inside]

    return [name for token in reader.parse(source) for name in names(token)]


def shown(reader: MarkdownIt, source: str) -> str:
    """The text that a reader shows."""
    tokens = reader.parse(source)
    return "\n".join("".join(child.content for child in token.children or []) for token in tokens)


def full_of(text: str) -> Briefing:
    return a_briefing(
        quote=f"“x{text}”", speaker=f"y{text}", told=f"z{text}", question=text, title=text, outlet=text, authors=(text,)
    )


@pytest.mark.parametrize("reader", [COMMONMARK, GITHUB], ids=["commonmark", "github"])
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
@example(text="\xad d")
def test_no_element_comes_from_the_article(reader: MarkdownIt, text: str) -> None:
    harmless = skeleton(reader, markdown(full_of("word")))
    for text_or_sign in (text, "a " + text):
        source = markdown(full_of((text_or_sign.strip() and text_or_sign) or "word"))
        assert skeleton(reader, source) == harmless
        assert skeleton(reader, visible(source)) == harmless


@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_what_is_escaped_is_shown_letter_for_letter(text: str) -> None:
    letters = "".join(text.split()).replace("\0", "\ufffd").lstrip("\xad")
    assert "".join(shown(COMMONMARK, f"A {escaped(text)}").split()) == f"A{letters}"
    assert "".join(shown(COMMONMARK, f"{escaped(text)} Z").split()) == f"{letters}Z"


def test_every_hostile_string_stays_text(shared: Path) -> None:
    harmless = skeleton(GITHUB, markdown(full_of("word")))
    for line in (shared / "hostile.jsonl").read_text().splitlines():
        assert skeleton(GITHUB, markdown(full_of(json.loads(line)))) == harmless


def test_ordinary_prose_is_not_full_of_backslashes() -> None:
    prose = "“AT&T paid U.S. buyers 5-10% more (in 2018) – don’t ask why: it’s ‘theirs’,” she said; no. 1 & co."
    assert escaped(prose) == prose


@pytest.mark.parametrize("address", ["https://a.example/x_y?z=1&lang=en#top", "HTTP://a.example/"])
def test_a_web_address_is_a_link_to_itself(address: str) -> None:
    assert link(address) == f"<{address}>"
    assert 'href="' in COMMONMARK.render(link(address))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/> <b>", "https://a.example/\u202e"]
)
def test_any_other_address_is_text(address: str) -> None:
    assert "href" not in COMMONMARK.render(link(address))
    assert "<b>" not in COMMONMARK.render(link(address))


def test_each_section_stands_alone_and_is_part_of_the_whole() -> None:
    made = a_briefing()
    sections = [
        as_markdown.headline_section(made),
        as_markdown.quotes_section(made, made.statements),
        as_markdown.positions_section(made),
        as_markdown.follow_ups_section(made),
    ]
    assert markdown(made).startswith("\n\n".join(sections) + "\n\n")
    assert not any(section.endswith("\n") for section in sections)
