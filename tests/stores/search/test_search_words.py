"""What is typed into a search is understood: words, phrases, fields, and what cannot be says so."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from records_of_briefings import Json, a_record

from stores.errors import LibraryError
from stores.search import line_of, parse
from stores.search.lines import fits, key_of


def found(words: str, record: Json, note: str = "", aliases: Mapping[str, Sequence[str]] | None = None) -> bool:
    """Whether a search for `words` finds the briefing by its texts."""
    return fits(line_of("id", "1", record, note), key_of("id", "1"), parse(words, aliases))


@pytest.mark.parametrize(
    "words",
    [
        "harbour",
        "HARB council",
        "keeps the",
        '"keeps the"',
        "“keeps the”",
        '"KEEPS\n\nthe"',
        '"the harbour',
        "keeps”council",
    ],
)
def test_words_and_phrases_occur_anywhere_in_the_text(words: str) -> None:
    assert found(words, a_record("The council keeps  the\nharbour."))


@pytest.mark.parametrize("words", ["harbor", "harbour sold", '"the keeps"', '"council harbour"', '"councilkeeps"'])
def test_a_word_that_does_not_occur_or_a_phrase_in_another_order_finds_nothing(words: str) -> None:
    assert not found(words, a_record("The council keeps the harbour."))


def test_words_are_found_in_everything_a_reader_sees_of_the_briefing() -> None:
    record = a_record(
        "The council keeps the harbour.",
        said=[("Ada Byron", "Harbour Office", "denies")],
        parties=["Fishers’ Guild"],
        follow_ups=["Ring the auctioneer."],
        links=["The Morning Mail"],
        title="Kept for good",
        outlet="The Post",
        authors=["Ren Ito", "Zoë"],
    )
    record["headline"]["text"] = "No sale"
    everywhere = "council sale kept post ito zoe auctioneer byron office guild morning remember eu-policy"
    assert found(everywhere, record, note="Remember this.\neu-policy")
    assert not found(everywhere, record)


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    record = a_record("The harbour", said=[("Ada", "Byron", "asks")], follow_ups=["sold", "today"], outlet="The Post")
    for phrase in ("harbour sold", "sold today", "ada byron", "today told", "today the post"):
        assert not found(f'"{phrase}"', record)


def test_what_is_kept_beside_the_texts_is_no_text() -> None:
    record = a_record("x", said=[("y", "z", "denies")])
    for word in ("denies", "DENIES", "id", "1-1", "null", "p0"):
        assert not found(f"{word}", record)


@pytest.mark.parametrize(
    "words", ["http://x", "foo:bar", "speakers:byron", '"speaker:byron"', "xspeaker:byron", "12:30"]
)
def test_what_only_looks_like_a_field_is_a_word(words: str) -> None:
    assert found(words, a_record(f"He wrote {words.strip(chr(34))} there."))
    assert not found(words, a_record(said=[("Byron", None, "asks")]))


SAID = [("Mayor Ada Byron", "Council", "opposes"), ("Ren Ito", "Guild", "asks"), (None, None, "warns")]


@pytest.mark.parametrize(
    "words",
    [
        "speaker:byron",
        "Speaker:“ada byron”",
        'speaker:"ada byron',
        "stakeholder:COUNCIL",
        "stance:Warns",
        "speaker:byron stance:opposes",
        "stance:asks stakeholder:guild speaker:ito",
        "speaker:byron harbour guild",
        "stance:opposes stance:asks",
        "speaker:ito speaker:byron",
        "stakeholder:guild stakeholder:council",
    ],
)
def test_fields_find_a_statement_of_which_all_of_them_hold(words: str) -> None:
    assert found(words, a_record("The harbour", said=SAID))


@pytest.mark.parametrize(
    "words",
    [
        "speaker:council",
        "stakeholder:byron",
        "speaker:byron stance:asks",
        "speaker:byron stakeholder:guild",
        "stakeholder:guild stance:opposes",
        "stance:denies",
        "speaker:byron sold",
        "stance:opposes stance:denies",
        "speaker:ito stance:asks stance:opposes",
        "stakeholder:guild speaker:ito speaker:byron",
    ],
)
def test_fields_that_hold_only_of_different_statements_find_nothing(words: str) -> None:
    assert not found(words, a_record("The harbour", said=SAID))


def test_a_position_of_the_stakeholder_will_do_for_the_stance_but_nobody_says_it() -> None:
    record = a_record(said=[("Ada", "Council", "asserts")], positions=[("Council", ("opposes", "warns"))])
    assert found("stakeholder:council stance:opposes", record)
    assert found("stakeholder:council stance:warns", record)
    assert found("stance:warns", record)
    assert not found("speaker:ada stance:opposes", record)


def test_a_stakeholder_without_a_word_is_found_and_one_who_speaks_is_found_by_those_it_is_part_of() -> None:
    record = a_record(
        said=[("Ada", "Harbour Office", "asks")], parties=["Guild"], part_of={"Harbour Office": "Council"}
    )
    assert found("stakeholder:guild", record)
    assert found("stakeholder:council speaker:ada stance:asks", record)
    assert found("stakeholder:office speaker:ada stance:asks", record)
    assert not found("stakeholder:guild stance:asks", record)


def test_stakeholders_that_are_part_of_each_other_are_read_once() -> None:
    record = a_record(said=[("Ada", "Left", "asks")], part_of={"Left": "Right", "Right": "Left"})
    assert found("stakeholder:right stance:asks", record)


ALIASES = {"United States": ("US", "Washington"), "Huawei": ("the Chinese company",)}


@pytest.mark.parametrize("name", ["United States", "us", "united st", "Washington"])
@pytest.mark.parametrize("called", ["United States", "US", "Washington"])
@pytest.mark.parametrize("field", ["speaker", "stakeholder"])
def test_any_name_of_a_party_finds_all_of_them(field: str, name: str, called: str) -> None:
    assert found(f'{field}:"{name}" stance:asks', a_record(said=[(called, called, "asks")]), aliases=ALIASES)


def test_another_name_is_taken_whole_and_only_where_names_are_asked_for() -> None:
    assert not found("stakeholder:washington", a_record(parties=["Russia"]), aliases=ALIASES)
    assert not found("stakeholder:huawei", a_record(parties=["the Chinese company’s rival"]), aliases=ALIASES)
    assert not found("washington", a_record("US"), aliases=ALIASES)
    assert found("stakeholder:huawei", a_record(parties=["The Chinese  Company"]), aliases=ALIASES)


HEAD: dict[str, Any] = {
    "outlet": "The Harbour Post",
    "published": "2026-03-15T23:30:00-05:00",
    "added": "2026-11-24T10:00:00.000000+00:00",
    "tags": ["EU", "trade war"],
}


@pytest.mark.parametrize(
    "words",
    [
        "outlet:post",
        'outlet:"HARBOUR post"',
        "outlet:post outlet:harbour",
        "tag:eu",
        'tag:"Trade War" tag:EU',
        "after:2026",
        "after:2026-03",
        "after:2026-03-15",
        "before:2026-03-16",
        "before:2026-04",
        "before:2027",
        "after:2026-03-15 before:2026-03-16",
        "after:2025 after:2026-03",
    ],
)
def test_heads_that_match(words: str) -> None:
    query = parse(words)
    assert query.matches_head(HEAD)
    assert (query.of_heads, query.of_texts) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "outlet:mail",
        "outlet:post outlet:mail",
        "tag:trade",
        "tag:war",
        "tag:eu tag:uk",
        "after:2026-03-16",
        "after:2026-04",
        "before:2026-03-15",
        "before:2026-03",
        "before:2026",
        "after:2026 after:2027",
        "before:2027 before:2026",
        "harbour outlet:mail",
    ],
)
def test_heads_that_do_not_match(words: str) -> None:
    assert not parse(words).matches_head(HEAD)


def test_without_a_day_of_publication_the_day_it_was_added_counts() -> None:
    head = {"added": "2026-11-24T10:00:00.000000+00:00"}
    assert parse("after:2026-11-24").matches_head(head)
    assert not parse("before:2026-11-24").matches_head(head)


def test_a_date_without_a_day_is_of_its_first() -> None:
    head = HEAD | {"published": "2026-03"}
    assert parse("after:2026-03-01 before:2026-03-02").matches_head(head)
    assert not parse("after:2026-03-02").matches_head(head)


def test_a_head_without_outlet_and_tags_is_of_no_outlet_and_no_tag() -> None:
    head = {"added": "2026-11-24"}
    assert not parse("outlet:post").matches_head(head)
    assert not parse("tag:eu").matches_head(head)
    assert parse("harbour").matches_head(head)
    assert parse("harbour").of_texts


def test_an_outlet_is_found_by_its_other_names() -> None:
    aliases = {"The Harbour Post": ("THP",)}
    assert parse("outlet:thp", aliases).matches_head(HEAD)
    assert parse("outlet:post", aliases).matches_head({"outlet": "THP", "added": "2026"})
    assert not parse("outlet:post", aliases).matches_head({"outlet": "THP Weekly", "added": "2026"})


@pytest.mark.parametrize("words", ["", "  \n", '""', "“”", "\u200b", "\u0301", '" "'])
def test_nothing_to_search_for_says_so(words: str) -> None:
    with pytest.raises(LibraryError, match="There is nothing to search for: give a word"):
        parse(words)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("stance:angry", "A stance cannot be 'angry', only asks, supports, opposes, .*, none."),
        ("harbour stance:oppose", "A stance cannot be 'oppose'"),
        ("after:soon", "'soon' is no date: write after:2026, after:2026-03 or after:2026-03-01."),
        ("before:2026-13", "'2026-13' is no date: write before:2026"),
        ("before:2026-02-30", "is no date"),
        ("after:20260301", "is no date"),
        ("after:0000", "is no date"),
        ("speaker: byron", "nothing right after 'speaker:'"),
        ("harbour tag:", "nothing right after 'tag:'"),
        ('outlet:""', "nothing right after 'outlet:'"),
    ],
)
def test_a_value_that_cannot_be_says_what_can(words: str, complaint: str) -> None:
    with pytest.raises(LibraryError, match=complaint) as caught:
        parse(words)
    assert "\n" not in str(caught.value)
