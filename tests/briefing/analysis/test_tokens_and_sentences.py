"""Tokens and sentences: where one ends and the next begins, and that nothing gets lost between."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.document import read
from briefing.analysis.sentences import paragraphs
from briefing.analysis.tokens import tokenise
from briefing.model import Span

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from(list(" .,'\"“”‘’\n\r-$5Us")), max_size=400)


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


def sentences(text: str) -> list[str]:
    document = read(text)
    return [text[slice(*document.stretch(sentence.first, sentence.end))] for sentence in document.sentences]


@given(TEXTS)
def test_every_character_that_is_not_white_space_is_in_exactly_one_token(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    between = set(range(len(text))) - {i for token in tokens for i in range(token.start, token.end)}
    assert all(text[i].isspace() for i in between)


@given(TEXTS)
def test_sentences_and_paragraphs_cover_all_tokens_in_order(text: str) -> None:
    document = read(text)
    covered = [i for sentence in document.sentences for i in range(sentence.first, sentence.end)]
    assert covered == list(range(len(document.tokens)))
    assert "".join("".join(text[a:b].split()) for a, b in paragraphs(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith of the U.S. paid $1,000.50.", ["Mr.", "Smith", "of", "the", "U.S.", "paid", "$", "1,000.50", "."]),
        ("He’s O’Brien’s AT&T man.", ["He", "’s", "O’Brien", "’s", "AT&T", "man", "."]),
        ("They don't know 5G, it's new", ["They", "don't", "know", "5G", ",", "it", "'s", "new"]),
        ("Wait ... no—yes", ["Wait", "...", "no", "—", "yes"]),
        ("''Quoted,'' he said", ["''", "Quoted", ",", "''", "he", "said"]),
        ("al-Assad visited breitbart.com", ["al-Assad", "visited", "breitbart.com"]),
    ],
)
def test_words_keep_what_belongs_to_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gov. Jane Q. Public met Sen. Lee at 3 p.m. on Jan. 5. They talked.", 2),
        ("He moved to the U.S. in 1999. He stayed in the U.S. The end.", 3),
        ("“We won.” She left.", 2),
        ("“Did we win?” she asked. He nodded.", 2),
        ("It rose 3.5 percent... then fell. Nobody knew.", 2),
        ("John F. Kennedy spoke. J. Edgar Hoover listened.", 2),
        ("Really?! Yes. (It was.) “Fine.”", 4),
        ("Rep. Ann Lee (D-Ore.) said so.", 1),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    assert sentences("PARIS, Texas (AP) — The mayor resigned.") == ["PARIS, Texas (AP) —", "The mayor resigned."]
    assert sentences("NATO members — all of them — agreed.") == ["NATO members — all of them — agreed."]


def test_blank_lines_part_paragraphs_and_without_one_every_line_does() -> None:
    assert len(paragraphs("one\ntwo\n\nthree")) == 2
    assert len(paragraphs("one\r\ntwo\r\n \r\nthree")) == 2
    assert len(paragraphs("one\ntwo\nthree\n")) == 3
    assert paragraphs(" \n ") == []


def test_what_is_excluded_is_in_no_token() -> None:
    text = "One Ad two.\n\nShare\n\nThree."
    places = [(4, 6), (13, 18)]
    document = read(text, [Span.of(text, *place) for place in places])
    assert [token.text for token in document.tokens] == ["One", "two", ".", "Three", "."]
