"""The 60 real pages beside the checkout: none lost or refused, no false alarm, paragraphs and what they tell right."""

from pathlib import Path

import pytest

from benchmarks.breaks import Breaks, breaks
from benchmarks.pages import Made, Page, f_of_texts, pages_of_corpus, read_by_readout, right_of_told
from briefing.analysis.notices import BEHIND_PAYWALL


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Page]:
    """The pages, with the text that a person marked as the article."""
    return pages_of_corpus(shared / "corpus")


@pytest.fixture(scope="module")
def made(pages: list[Page]) -> dict[str, Made]:
    """What Readout makes of each."""
    return {page.id: read_by_readout(page) for page in pages}


def test_none_is_lost(made: dict[str, Made]) -> None:
    assert len(made) == 60
    assert [id for id, one in made.items() if not one.text] == []


def test_their_texts_are_no_worse_than_what_trafilatura_finds(pages: list[Page], made: dict[str, Made]) -> None:
    # 0.957 is what score_pages.py itself says of trafilatura; `make benchmark-pages` runs it beside.
    assert f_of_texts(pages, made) >= 0.957


def test_paragraphs_are_apart_by_one_blank_line(made: dict[str, Made]) -> None:
    assert [id for id, one in made.items() if "\n\n\n" in one.text or one.text != one.text.strip()] == []


def test_of_a_hundred_paragraph_breaks_ninety_five_are_found(pages: list[Page], made: dict[str, Made]) -> None:
    total = Breaks(0, 0, 0, 0)
    for page in pages:
        total += breaks(page.truth, made[page.id].text)
    assert total.true > 900
    assert total.found >= 0.95 * total.true


def test_what_they_tell_is_right_but_for_a_few(pages: list[Page], made: dict[str, Made]) -> None:
    right = right_of_told(pages, made)
    assert {name: sum(of) >= 57 for name, of in right.items()} == dict.fromkeys(
        ("title", "outlet", "authors", "date"), True
    )


def test_only_the_two_that_are_cut_short_are_told_as_such(made: dict[str, Made]) -> None:
    # Two articles of one paper end after 65 and 95 words, "To Read the Full Story" below them.
    assert {id[:8]: one.told.notices for id, one in made.items() if one.told.notices} == {
        "042bb7b5": (BEHIND_PAYWALL,),
        "7ab16ade": (BEHIND_PAYWALL,),
    }
