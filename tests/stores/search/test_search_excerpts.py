"""A hit is shown by the original words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_of_briefings import a_record

from stores.search import excerpt, parse
from stores.search.folding import folded

LONG = "Nothing of note was said on Monday about the bridge or the road. " * 8


def test_the_first_word_is_shown_with_what_stands_around_it_cut_between_words() -> None:
    text = f"{LONG}The council\n\nkeeps the  HARBOUR for good. {LONG}"
    shown = excerpt(parse("harbour nothing"), a_record(text), "")
    assert shown == (
        "…about the bridge or the road. The council keeps the HARBOUR for good. "
        "Nothing of note was said on Monday about the…"
    )


def test_what_was_found_is_shown_letter_for_letter_whatever_folds_before_it() -> None:
    text = "ßﬁ½é\u0301 İ \u200b\n" * 200 + "“Ça suﬃt”, dit Zoé\u0301." + " ﬂ" * 200
    assert "“Ça suﬃt”, dit Zoé\u0301." in excerpt(parse('"CA SUFFIT"'), a_record(text), "")
    assert "dit Zoé\u0301." in excerpt(parse("zoe"), a_record(text), "")


def test_a_text_without_a_space_is_cut_where_it_must() -> None:
    shown = excerpt(parse("港"), a_record("海" * 100 + "港" + "海" * 100), "")
    assert shown == "…" + "海" * 60 + "港" + "海" * 60 + "…"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("auctioneer", "Ring the auctioneer [today]."),
        ("told", "Told today"),
        ("post", "The Post"),
        ("zoë", "Zoë Ito"),
        ("mail", "The Morning Mail"),
        ("byron", "Ada Byron"),
        ("guild", "Fishers’ Guild"),
        ("mine", "A note of mine eu"),
    ],
)
def test_a_word_that_stands_elsewhere_is_shown_there(words: str, shown: str) -> None:
    record = a_record(
        said=[("Ada Byron", None, "asks")],
        parties=["Fishers’ Guild"],
        follow_ups=["Ring the auctioneer [today]."],
        links=["The Morning Mail"],
        outlet="The Post",
        authors=["Zoë Ito"],
    )
    assert excerpt(parse(words), record, "A note of mine\neu") == shown


def two_statements() -> dict[str, object]:
    record = a_record(said=[("Ada", "Council", "opposes"), ("Ren", "Guild", "asks")], positions=[("Guild", ["warns"])])
    spans = {
        "first": "“We keep it,”",
        "second": "“Sell  it,”",
        "third": "“and soon, said the mayor”",
        "sum": "“Beware”",
    }
    first, second, third, summary = ({"start": 0, "end": 1, "exact": exact} for exact in spans.values())
    record["statements"][0]["content"] = [first]
    record["statements"][1]["content"] = [second, third]
    record["positions"][0]["summary"] = [summary]
    record["article"]["text"] = "Sell it, wrote the mayor. “We keep it,” Ada said."
    return record


def test_fields_show_the_statement_that_they_hold_of_its_pieces_joined() -> None:
    record = two_statements()
    assert excerpt(parse("stance:opposes"), record, "") == "“We keep it,”"
    assert excerpt(parse("speaker:ren stance:asks"), record, "") == "“Sell it,” … “and soon, said the mayor”"
    assert excerpt(parse("stakeholder:guild stance:warns"), record, "") == "“Beware”"


def test_a_word_in_the_statement_asked_for_is_shown_there_and_another_where_it_stands() -> None:
    record = two_statements()
    assert excerpt(parse("mayor"), record, "") == "Sell it, wrote the mayor. “We keep it,” Ada said."
    assert excerpt(parse("speaker:ren mayor"), record, "") == "“and soon, said the mayor”"
    assert excerpt(parse("speaker:ren ada"), record, "") == "Sell it, wrote the mayor. “We keep it,” Ada said."


def test_a_stakeholder_without_a_word_is_shown_where_it_is_mentioned_or_how_the_article_begins() -> None:
    record = a_record("The Guild met.", parties=["Guild", "Council"])
    record["stakeholders"][1]["mentions"] = []
    assert excerpt(parse("stakeholder:guild"), record, "") == "The Guild met."
    assert excerpt(parse("stakeholder:council"), record, "") == "The Guild met."


def test_a_search_of_heads_shows_how_the_article_begins() -> None:
    assert excerpt(parse("tag:eu"), a_record("Short.\n\nAnd sweet."), "") == "Short. And sweet."
    shown = excerpt(parse("tag:eu"), a_record(LONG.replace(" ", " \n" * 9)), "")
    assert LONG.startswith(shown.removesuffix("…"))
    assert 150 < len(shown) <= 201
    assert shown.endswith("…")


@given(st.text(max_size=400), st.text(max_size=400), st.sampled_from(["harbour", "HÁRBOUR", '"har bour"']))
def test_whatever_stands_around_it_the_hit_is_in_its_excerpt(before: str, after: str, words: str) -> None:
    written = words.strip('"')
    text = f"{before} {written} {after}"
    shown = excerpt(parse(words), a_record(text), "")
    assert folded(written) in folded(shown)
    assert shown.strip("…") in " ".join(text.split())
