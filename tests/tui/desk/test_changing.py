"""What the desk changes in the library: follow-ups, the sample kept, briefings removed, and undo of all of it."""

from briefings import numbered
from driving import LARGE, SMALL, sitting_at
from harbour_news import HEADLINE, harbour_news

from briefing import sample
from stores.library import Library


def states(library: Library) -> dict[str, str]:
    """The follow-ups of the harbour's briefing as they are on the disk."""
    with Library.open(library.directory, readonly=True) as fresh:
        return {follow_up.id: follow_up.state.value for follow_up in fresh.get(harbour_news().id).follow_ups}


def headlines(library: Library) -> list[str]:
    with Library.open(library.directory, readonly=True) as fresh:
        return [entry.headline for entry in fresh.entries()]


async def test_space_takes_a_follow_up_from_suggested_to_open_to_done_and_back_to_open(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j")
        assert desk.line.startswith("? response Ask the city")
        for state, sign in (("open", "[ ]"), ("done", "[x]"), ("open", "[ ]")):
            await desk.press("space")
            assert desk.line.startswith(f"{sign} response Ask the city")
            assert states(library)["f1"] == state
        assert states(library) == {"f1": "open", "f2": "suggested", "f3": "suggested", "f4": "suggested", "f5": "open"}


async def test_x_drops_a_follow_up_and_picks_a_dropped_one_up_again(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "G", "x")
        assert desk.line.startswith("[-] figure Check")
        assert states(library)["f4"] == "dropped"
        await desk.press("x")
        assert desk.line.startswith("? figure Check")
        assert states(library)["f4"] == "suggested"
        await desk.press("x", "space")
        assert states(library)["f4"] == "open"


async def test_rows_stay_where_they_are_under_the_users_hand(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "G", "space")
        assert desk.line.startswith("[ ] figure Check the 400 jobs.")
        await desk.press("k")
        assert "The city council is to vote." in desk.line
        await desk.press("J", "K", "4", "g")
        assert "Check the 400 jobs." in desk.line


async def test_the_counts_follow_in_title_and_list(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        assert "Follow-ups (4 suggested, 1 open)" in desk.read("#pane-4")
        assert "1 open · 4 suggested" in desk.read("#rail")
        await desk.press("4", "space", "j", "j", "x", "z")
        assert "Follow-ups (3 suggested, 1 done, 1 dropped)" in desk.read("#pane-4")
        await desk.press("z")
        assert "· 3 suggested" in desk.read("#rail")
        assert "open" not in desk.read("#rail")


async def test_u_takes_the_changes_back_one_by_one_and_says_which(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "space", "space", "x")
        assert states(library)["f1"] == "dropped"
        for state, sign in (("done", "[x]"), ("open", "[ ]"), ("suggested", "?")):
            await desk.press("u")
            assert state in desk.toast.casefold()
            assert desk.line.startswith(f"{sign} response Ask the city")
            assert states(library)["f1"] == state
        await desk.press("u")
        assert "Nothing to undo" in desk.toast


async def test_space_and_x_elsewhere_say_where_they_belong(library: Library) -> None:
    async with sitting_at(library) as desk:
        for key in ("space", "x"):
            await desk.press("2", key)
            assert "That is for a follow-up: go to pane 4 and highlight one." in desk.toast
    assert set(states(library).values()) == {"suggested", "open"}


async def test_the_samples_follow_ups_are_refused_in_a_sentence(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await desk.press("4")
        line = desk.line
        for key in ("space", "x"):
            await desk.press(key)
            assert "This is the sample: press w to keep it in your library" in desk.toast
            assert desk.line == line
    assert not (empty.directory / "library.json").exists()


async def test_the_sample_is_marked_and_written_only_by_w(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        assert "SAMPLE" in desk.lines[0]
        await desk.press("1")
        assert "SAMPLE" in desk.lines[2]
        assert "The built-in sample: press w to keep it in your library" in desk.words
        for key in ("2", "j", "v", "enter", "escape", "4", "b", "escape"):
            await desk.press(key)
        assert not empty.directory.exists()
        await desk.press("w")
        assert "The sample is now in your library." in desk.toast
        assert "SAMPLE" not in desk.words
        assert "1/1" in desk.lines[0]
    assert headlines(empty) == [sample.headline()]


async def test_keeping_the_sample_stays_at_its_line_and_is_undone_by_u(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await desk.press("4", "j", "w")
        line = desk.line
        assert desk.pane == 4
        await desk.press("space")
        assert desk.line != line
        await desk.press("u", "u")
        assert "SAMPLE" in desk.lines[0]
    assert headlines(empty) == []


async def test_w_on_a_kept_briefing_says_that_it_is_kept(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "j")
        line = desk.line
        await desk.press("w")
        assert "This briefing is already in your library." in desk.toast
        assert desk.line == line


async def test_D_removes_the_open_briefing_opens_its_neighbour_and_u_brings_it_back(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("J", "D")
        assert "Removed" in desk.toast
        assert "Harbour kept, part 2" in desk.toast
        assert "Harbour kept, part 1" in desk.lines[0]
        assert "2/2" in desk.lines[0]
        assert headlines(library) == [HEADLINE, "Harbour kept, part 1"]
        await desk.press("u")
        assert "Kept again: Harbour kept, part 2" in desk.toast
        assert "Harbour kept, part 2" in desk.lines[0]
        assert "2/3" in desk.lines[0]
        assert headlines(library) == [HEADLINE, "Harbour kept, part 2", "Harbour kept, part 1"]


async def test_the_last_briefing_removed_leaves_the_sample(empty: Library) -> None:
    empty.add(numbered(1))
    async with sitting_at(empty) as desk:
        await desk.press("D")
        assert "SAMPLE" in desk.lines[0]
        await desk.press("D")
        assert "there is nothing to remove" in desk.toast
        await desk.press("u")
        assert "Harbour kept, part 1" in desk.lines[0]
    assert headlines(empty) == ["Harbour kept, part 1"]


async def test_in_the_list_D_removes_the_highlighted_briefing_and_the_open_one_stays(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("b", "j", "D")
        assert headlines(library) == [HEADLINE, "Harbour kept, part 1"]
        assert "Briefings (2)" in desk.lines[0]
        assert desk.line.startswith("Harbour kept, part 1")
        await desk.press("u")
        assert "Briefings (3)" in desk.lines[0]
        assert headlines(library)[1] == "Harbour kept, part 2"


async def test_D_twice_in_the_list_removes_two_neighbours_and_not_the_open_briefing(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("b", "j", "D", "D")
        assert headlines(library) == [HEADLINE]
        assert HEADLINE in desk.read("#pane-1")
        await desk.press("u", "u")
    assert len(headlines(library)) == 3


async def test_a_change_that_was_changed_elsewhere_since_is_not_undone(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "space")
        with Library.open(library.directory) as other:
            other.set_follow_up(harbour_news().id, "f1", state="dropped")
        await desk.press("u")
        assert "changed elsewhere" in desk.toast
    assert states(library)["f1"] == "dropped"


async def test_a_change_that_cannot_be_written_is_told_and_not_shown(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j")
        line = desk.line
        lock = library.directory / "lock"
        lock.unlink()
        lock.mkdir()
        await desk.press("space")
        assert "nothing was changed" in desk.toast
        assert desk.line == line
        lock.rmdir()
        await desk.press("space")
        assert states(library)["f1"] == "open"


async def test_a_newest_briefing_that_cannot_be_read_is_told_and_the_others_can(library: Library) -> None:
    id = harbour_news().id
    (library.directory / "b" / id[:2] / f"{id}.json").write_bytes(b"{}")
    with Library.open(library.directory) as fresh:
        async with sitting_at(fresh) as desk:
            assert f"with the briefing {id} is damaged" in desk.toast
            assert HEADLINE[:40] in desk.lines[0]
            for key in (
                "v",
                "y",
                "Y",
                "o",
                "P",
                "space",
                "x",
                "w",
                "u",
                "K",
                "enter",
                "1",
                "2",
                "slash",
                "escape",
                "z",
                "z",
            ):
                await desk.press(key)
                assert desk.running
            await desk.press("J")
            assert "Harbour kept, part 2" in desk.lines[0]
            await desk.press("2")
            assert "“Not for 2 million,”" in desk.words
