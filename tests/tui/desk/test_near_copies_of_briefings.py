"""One wire story kept from several outlets stands together in the list of briefings; nothing is hidden by it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from driving import Reader, sitting_at

from briefing import pipeline
from briefing.intake.articles import article_of_text
from briefing.intake.details import Details
from stores import Library
from tui.desk.widgets.briefing_list import BriefingList

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
STORY = (
    "The city council voted on Tuesday to keep the east harbour in public hands, after a long night of debate, and "
    "asked Mayor Ada Byron to publish the contract with Quay Holdings before the end of March. “We will not sell the "
    "pier,” council member Tom Reyes said. The vote ends a quarrel of two years about who pays for the new quay wall."
)
MORE = "In Port Sand 3,400 people had signed against the sale of the pier, the county’s clerk Mia Stone said."
OTHER = "The zoo of Port Sand has a new lion. It came from Leipzig by train on Monday and slept for the whole way."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    minutes = count()
    return Library.open(tmp_path / "library", clock=lambda: NOW + timedelta(minutes=next(minutes)))


def keep(library: Library, text: str, outlet: str, published: str) -> str:
    details = Details(title=f"As {outlet} tells it", outlet=outlet, published=published)
    return library.add(pipeline.brief(article_of_text(text, source="-", at=NOW, details=details), at=NOW))


async def standing(desk: Reader) -> list[str]:
    """The list on its own screen, once near-copies stand together in it or never will."""
    await desk.press("b")
    await desk.until(lambda: not desk.app._watch.arranging._is_at_it and desk.app._watch.arranging._seen, "looked")
    await desk.pilot.pause()
    return rows(desk)


def rows(desk: Reader) -> list[str]:
    shown = desk.app.screen.query_one(BriefingList)
    return [" | ".join(line.strip() for line in shown.words(at).split("\n")) for at in range(shown.count)]


async def test_near_copies_stand_under_the_first_with_what_they_add(library: Library) -> None:
    keep(library, STORY, "The Harbour Post", "2026-03-01")
    keep(library, f"{STORY}\n\n{MORE}", "The Courier", "2026-03-02")
    keep(library, OTHER, "The Gazette", "2026-03-02")
    async with sitting_at(library, (80, 24)) as desk:
        alone, first, copy = await standing(desk)
        assert alone.startswith("As The Gazette tells it")
        assert first.startswith("As The Harbour Post tells it | The Harbour Post · 2026-03-01")
        assert copy.startswith("└ As The Courier tells it | The Courier · 2026-03-02")
        assert "· adds 1 paragraph" in copy
        await desk.press("/", *"Courier", "enter")  # it is found like all others
        assert "The Courier" in desk.line


async def test_s_takes_apart_for_good_and_u_puts_together_again(library: Library) -> None:
    keep(library, STORY, "The Harbour Post", "2026-03-01")
    copy = keep(library, f"{STORY}\n\n{MORE}", "The Courier", "2026-03-02")
    async with sitting_at(library, (80, 24)) as desk:
        assert any("└" in row for row in await standing(desk))
        await desk.press("G", "s")
        await desk.until(lambda: not any("└" in row for row in rows(desk)), "they stand apart")
        assert library.entries(limit=1)[0].id == copy
        await desk.press("u")
        assert "Together again with its near-copies" in desk.toast
        await desk.until(lambda: any("└" in row for row in rows(desk)), "they stand together")
        await desk.press("G", "s")
        await desk.until(lambda: not any("└" in row for row in rows(desk)), "they stand apart")
        await desk.press("g", "s")
        assert "This briefing stands alone" in desk.toast
    with Library.open(library.directory) as again:
        async with sitting_at(again, (80, 24)) as desk:
            assert not any("└" in row for row in await standing(desk))


async def test_beside_the_panes_too_and_J_goes_down_the_list_that_is_seen(library: Library) -> None:
    keep(library, STORY, "The Harbour Post", "2026-03-01")
    keep(library, OTHER, "The Gazette", "2026-03-02")
    keep(library, f"{STORY}\n\n{MORE}", "The Courier", "2026-03-02")
    async with sitting_at(library, (200, 60)) as desk:
        rail = desk.app.desk.query_one("#rail", BriefingList)
        await desk.until(lambda: any("└" in rail.words(at) for at in range(rail.count)), "they stand together")
        assert [rail.words(at).split(" tells")[0].lstrip("└ ") for at in range(3)] == [
            "As The Gazette",
            "As The Harbour Post",
            "As The Courier",
        ]
        assert desk.app.session.headline == "As The Courier tells it"
        await desk.press("K")
        assert desk.app.session.headline == "As The Harbour Post tells it"
        await desk.press("K")
        assert desk.app.session.headline == "As The Gazette tells it"


def test_grouping_hides_nothing_from_lists_and_searches_and_its_cache_is_only_a_cache(library: Library) -> None:
    ids = [keep(library, STORY, "A", "2026-03-01"), keep(library, f"{STORY}\n\n{MORE}", "B", "2026-03-02")]
    marks = library.fingerprints([*ids, "gone"])
    assert list(marks) == ids
    assert [hit.entry.id for hit in library.search("quarrel")] == ids[::-1]
    cache = library.directory / "near-copies.cache"
    whole = cache.read_bytes()
    assert whole.count(b"\n") == 2
    for harmed in (b"", b"junk\n", whole[:-9], whole.replace(b"A", b"B"), whole + whole):
        cache.write_bytes(harmed)
        with Library.open(library.directory) as again:
            assert again.fingerprints(ids) == marks
    cache.unlink()
    cache.mkdir()
    with Library.open(library.directory) as again:
        assert again.fingerprints(ids) == marks
    changed = pipeline.brief(article_of_text(OTHER, source="-", at=NOW), at=NOW)
    library.update(ids[0], changed)
    assert library.fingerprints(ids)[ids[0]] != marks[ids[0]]
    assert library.fingerprints(ids)[ids[1]] == marks[ids[1]]


def test_taking_apart_is_one_change_that_the_history_tells(library: Library) -> None:
    one, other = keep(library, STORY, "A", "2026-03-01"), keep(library, OTHER, "B", "2026-03-02")
    assert library.take_apart([(one, other), ("gone", "too")])
    assert not library.take_apart([(other, one)])
    assert {(entry.id, *entry.apart) for entry in library.entries()} == {
        (max(one, other),),
        tuple(sorted((one, other))),
    }
    assert library.history(min(one, other))[0].what == "Taken apart from its near-copies"
    told = library.undo()
    assert told is not None
    assert told.startswith("Together again with its near-copies: As ")
    assert not any(entry.apart for entry in library.entries())
