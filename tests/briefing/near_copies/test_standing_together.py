"""Which stories stand together, under which, and which do not. All texts are the tests' own."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from near_copy_texts import BACKGROUND, DATELINE, LOCAL, NEXT_DAY, OTHER_REPORT, QUOTES, WIRE, paragraphs, robot

from briefing.near_copies import Fingerprint, Group, Grouping, Story, Under, Why, groups

TITLE = "Port Amsel council sells harbour cranes"


def story(id: str, text: str, outlet: str | None = None, at: str = "2026-03-02T08:00:00Z", **more: str | None) -> Story:
    """A story of an outlet of its own, published at eight on a Monday where nothing else is said."""
    told = {"title": TITLE, "published": at, "seen": at, "link": f"{id}.example/harbour", **more}
    return Story(id=id, text=text, outlet=outlet or f"The {id} Post", **told)  # type: ignore[arg-type]


def together(*stories: Story) -> list[tuple[str, ...]]:
    return [group.ids for group in groups(stories)]


FIRST = story("wire", WIRE)


def later(id: str, text: str, outlet: str | None = None, hour: int = 9, **more: str | None) -> Story:
    return story(id, text, outlet, f"2026-03-02T{hour:02}:00:00Z", **more)


COPIES = {
    "the same words": WIRE,
    "cut to its first three paragraphs": "\n\n".join(paragraphs(WIRE)[:3]),
    "another agency's line": WIRE.replace(DATELINE, "PORT AMSEL (Reuters) - ") + "\n\nAll rights reserved.",
    "straight marks, dashes and spaces": WIRE.translate(str.maketrans("“”’—", '""\'-')).replace(". ", ".  "),
    "a first sentence of its own and a local paragraph": "\n\n".join(
        [
            "It is over for the red cranes that greeted every ferry: councillors let them go last night. "
            + paragraphs(WIRE)[0].split(". ", 1)[1],
            LOCAL,
            *paragraphs(WIRE)[1:],
        ]
    ),
    "other paragraphs first, one left out": "\n\n".join([*paragraphs(WIRE)[:2], *paragraphs(WIRE)[:2:-1][:-1]]),
    "words of a house style": WIRE.replace("said", "says").replace("percent", "per cent").replace("after", "following"),
    "decomposed letters": WIRE.replace("é", "e\u0301"),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES.keys())
def test_a_wire_story_in_another_outlet_stands_under_the_first(text: str) -> None:
    assert groups([FIRST, later("copy", text)]) == [Group("wire", (Under("copy", Why.COPY),))]


OTHERS = {
    "the same event, told by another reporter": OTHER_REPORT,
    "the next day's story with the old one's background": NEXT_DAY + "\n\n" + BACKGROUND,
    "the next day's story with nearly all of the old one below it": "\n\n".join([NEXT_DAY, *paragraphs(WIRE)[1:]]),
    "the same quotations and nothing else": "\n\n".join(
        f"{quote} {cue}"
        for quote, cue in zip(QUOTES, ("That is how she put it.", "So he told us.", "His words."), strict=True)
    ),
    "a robot's story of another place": robot(WIRE),
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_what_shares_the_subject_but_not_the_sentences_stands_alone(text: str) -> None:
    assert together(FIRST, later("other", text)) == []


@pytest.mark.parametrize("title", ["Market report", "Live updates", "Morning briefing: what you need to know today"])
def test_one_title_over_different_stories_joins_nothing(title: str) -> None:
    frame = "Good morning. Here is what you need to know before you start your day."
    stories = [
        later("first", f"{frame} The ferry company cut its fares by a fifth.", title=title),
        later("second", f"{frame} Teachers in three towns went on strike over pay.", title=title),
        later("again", f"{frame} Teachers went back to work.", "The first Post", title=title),
    ]
    assert together(*stories) == []


def test_an_outlets_own_opening_repeated_every_morning_is_no_version() -> None:
    frame = (
        "Good morning. Here is all that you need to know before you start your day, put together as on every day by the"
        " newsroom of The Harbour, and read by more people than any other letter that comes before breakfast."
    )
    stories = [story(f"{day}", frame, "The Harbour Post", f"2026-03-0{day}T06:00:00Z") for day in (2, 3, 4)]
    assert together(*stories) == []


def test_eight_words_in_common_are_too_few() -> None:
    said = "Mayor Ada Byron of Port Amsel resigned today."
    assert together(later("one", said), later("two", f"{said} Nobody had expected it.")) == []


def test_two_leads_that_break_off_at_different_places_stand_together() -> None:
    lead = " ".join(paragraphs(WIRE)[0].split())
    assert together(later("long", lead), later("short", lead[:150] + "…", hour=10)) == [("long", "short")]


def test_leads_with_one_quotation_in_common_stand_apart() -> None:
    quote = "“We sold four cranes that no ship had used since 2011, and we sold them well,”"
    stories = [
        later("one", f"{quote} Mayor Ada Byron said on Monday as the council of Port Amsel voted."),
        later("two", f"There was anger at the pier, but the mayor would not hear it. {quote} she told them."),
    ]
    assert together(*stories) == []


def test_the_first_published_leads_though_it_was_seen_last() -> None:
    stories = [
        later("early", WIRE, published="2026-03-02T07:00:00+02:00", seen="2026-03-02T12:00:00Z"),
        later("late", WIRE, published="2026-03-02T06:00:00Z", seen="2026-03-02T06:30:00Z"),
    ]
    assert together(*stories) == [("early", "late")]


def test_where_only_the_day_is_known_what_has_an_hour_leads() -> None:
    stories = [later("day", WIRE, published="2026-03-02", seen="2026-03-03T00:00:00Z"), later("hour", WIRE, hour=20)]
    assert together(*stories) == [("hour", "day")]


def test_a_date_in_the_future_is_not_believed() -> None:
    stories = [later("wrong", WIRE, published="2099-01-01T00:00:00Z"), later("right", WIRE, hour=10)]
    assert together(*stories) == [("wrong", "right")]


def test_what_has_no_date_stands_under_what_was_added_when_it_was() -> None:
    old = later("old", WIRE, published="2018-11-23", seen="2026-03-02T12:00:00Z")
    pasted = later("pasted", WIRE, published=None, seen="2026-03-01T12:00:00Z", link=None)
    undated = later("undated", WIRE, published="2026-03", seen="2026-03-09T12:00:00Z")
    assert together(old, pasted, undated) == [("old", "pasted")]


def test_what_is_said_again_a_week_later_stands_alone() -> None:
    assert together(FIRST, story("rerun", WIRE, at="2026-03-09T08:00:00Z")) == []
    assert together(FIRST, story("rerun", WIRE, at="2026-03-05T07:59:00Z")) == [("wire", "rerun")]


def test_of_two_stories_it_stands_under_the_one_with_most_of_its_words() -> None:
    some = later("some", "\n\n".join([*paragraphs(OTHER_REPORT)[:3], *paragraphs(WIRE)]), hour=7)
    all = later("all", OTHER_REPORT + "\n\n" + NEXT_DAY, hour=8)
    assert together(some, later("copy", OTHER_REPORT)) == [("some", "copy")]
    assert together(some, all, later("copy", OTHER_REPORT)) == [("all", "copy")]


def test_of_two_stories_with_as_many_it_stands_under_the_first_published() -> None:
    first = later("first", f"{OTHER_REPORT}\n\n{WIRE}", hour=7, seen="2026-03-03T07:00:00Z")
    second = later("second", f"{OTHER_REPORT}\n\n{NEXT_DAY}", hour=8, seen="2026-03-02T09:00:00Z")
    undated = later("undated", OTHER_REPORT, published=None, seen="2026-03-03T09:00:00Z")
    assert together(first, second, undated) == [("first", "undated")]


def test_one_link_is_one_story_whatever_it_says() -> None:
    stories = [
        later("world", WIRE, "The Post – World", link="post.example/a1"),
        later("top", OTHER_REPORT, "The Post – Top", link="post.example/a1", hour=10),
    ]
    assert groups(stories) == [Group("world", (Under("top", Why.LINK),))]


def test_an_outlets_own_new_version_is_told_from_a_copy() -> None:
    corrected = WIRE.replace("since 2011", "since 2012")
    stories = [later("old", WIRE, "The Harbour Post"), later("new", corrected, "the harbour  post", hour=11)]
    assert groups(stories) == [Group("old", (Under("new", Why.VERSION),))]


def test_an_outlets_rolling_page_with_half_of_it_new_is_another_story() -> None:
    rolled = "\n\n".join([NEXT_DAY, *paragraphs(WIRE)[:6]])
    assert together(later("first", WIRE, "The Post"), later("second", rolled, "The Post", hour=12)) == []


def test_a_story_apart_stands_alone_and_the_others_stay() -> None:
    stories = [FIRST, *(later(id, WIRE, hour=9 + i) for i, id in enumerate("abc"))]
    (group,) = groups(stories)
    assert [g.ids for g in groups(stories, group.without("b"))] == [("wire", "a", "c")]
    assert [g.ids for g in groups(stories, group.without("wire"))] == [("a", "b", "c")]


def test_two_that_are_apart_do_not_meet_under_a_third() -> None:
    stories = [FIRST, later("a", WIRE), later("b", WIRE, hour=10)]
    assert [group.ids for group in groups(stories, [("b", "a")])] == [("wire", "a")]


def test_a_group_undone_stays_undone_when_another_copy_comes() -> None:
    stories = [FIRST, later("a", WIRE), later("b", WIRE, hour=10)]
    undone = groups(stories)[0].undone()
    assert groups(stories, undone) == []
    assert [g.ids for g in groups([*stories, later("c", WIRE, hour=11)], undone)] == [("wire", "c")]


def test_apart_wins_over_one_link_and_unknown_ids_are_left_alone() -> None:
    stories = [later("a", WIRE, link="x"), later("b", WIRE, link="x", hour=10)]
    assert groups(stories, [("b", "a"), ("gone", "a"), ("gone", "never")]) == []


def test_two_stories_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="'wire'"):
        groups([FIRST, FIRST])


def test_a_moment_seen_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        groups([replace(FIRST, seen="soon")])


def test_a_fingerprint_that_was_kept_does_what_its_text_does() -> None:
    kept = Fingerprint.unpacked(Fingerprint.of(WIRE).packed())
    assert together(replace(FIRST, text=kept), later("copy", COPIES["words of a house style"])) == [("wire", "copy")]


def test_a_wire_story_in_two_hundred_outlets_is_one_group() -> None:
    copies = [later(f"{i:03}", WIRE.replace("a Danish", f"one Danish{i}"), published=None) for i in range(200)]
    assert together(*copies) == [tuple(copy.id for copy in copies)]


TEXTS = [*COPIES.values(), *OTHERS.values(), "", "…", LOCAL]
STORIES = st.lists(
    st.builds(
        lambda text, outlet, day, dated, link: (text, f"Outlet {outlet}", f"2026-03-{day:02}T08:00:00Z", dated, link),
        st.sampled_from(TEXTS),
        st.integers(1, 3),
        st.integers(1, 12),
        st.sampled_from([True, True, False]),
        st.sampled_from([None, None, "x", "y"]),
    ),
    max_size=12,
).map(
    lambda drawn: [
        Story(str(i), TITLE, text, outlet, at if dated else None, at, link)
        for i, (text, outlet, at, dated, link) in enumerate(drawn)
    ]
)
APART = st.lists(st.tuples(st.integers(0, 12).map(str), st.integers(0, 12).map(str)), max_size=8)


@given(STORIES, APART, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_what_comes_in_makes_no_difference(
    stories: list[Story], apart: list[tuple[str, str]], chance: random.Random
) -> None:
    shuffled, turned = chance.sample(stories, len(stories)), [(b, a) for a, b in reversed(apart)]
    assert groups(shuffled, turned) == groups(stories, apart)


@given(STORIES, APART)
@settings(deadline=None, max_examples=60)
def test_no_group_has_two_that_are_apart_and_no_story_is_in_two_groups(
    stories: list[Story], apart: list[tuple[str, str]]
) -> None:
    found = groups(stories, apart)
    ids = [id for group in found for id in group.ids]
    assert len(ids) == len(set(ids))
    assert not [pair for pair in apart for group in found if pair[0] != pair[1] and {*pair} <= {*group.ids}]
    assert all(len(group.ids) > 1 for group in found)


@given(STORIES, APART, st.integers(0, 12))
@settings(deadline=None, max_examples=60)
def test_grouping_again_as_stories_come_and_go_gives_what_grouping_once_gives(
    stories: list[Story], apart: list[tuple[str, str]], some: int
) -> None:
    grouping = Grouping()
    grouping.groups(stories[:some])
    grouping.groups([replace(story, text=LOCAL) for story in stories[some:]])
    assert grouping.groups(stories, apart) == groups(stories, apart)
