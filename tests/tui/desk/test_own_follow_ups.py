"""A follow-up of one's own and due dates: asked for in a dialog, understood while they are typed, taken back by u."""

import pytest
from driving import SMALL, sitting_at
from harbour_news import STATEMENTS, harbour_news

from briefing.model import FollowUp, FollowUpState
from stores.library import Library

QUOTE = "“We will not sell the harbour"


def kept(library: Library) -> dict[str, FollowUp]:
    """The follow-ups of the harbour's briefing as they are on the disk."""
    with Library.open(library.directory, readonly=True) as fresh:
        return {follow_up.id: follow_up for follow_up in fresh.get(harbour_news().id).follow_ups}


async def test_A_adds_a_follow_up_about_the_highlighted_quote(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("2", "A")
        assert f"About: {QUOTE}" in desk.words
        assert "no date" in desk.read(".dialog-meaning")
        await desk.type("Ask q?")
        await desk.press("tab")
        await desk.type("in 2 weeks")
        assert "Wed 2026-03-18" in desk.read(".dialog-meaning")
        await desk.press("enter")
        assert "A new follow-up, due Wed 2026-03-18; u takes it back: Ask q?" in desk.toast
        added = kept(library)["o1"]
        assert (added.text, added.due, added.state, added.spans) == (
            "Ask q?",
            "2026-03-18",
            FollowUpState.OPEN,
            STATEMENTS[1].content,
        )
        await desk.press("4", "G")
        assert desk.line == "[ ] own Ask q? due 2026-03-18"
        await desk.press("enter")
        assert desk.dressed("#evidence-article", "bold").startswith(QUOTE)
        await desk.press("escape", "u")
        assert "o1" not in kept(library)


async def test_in_the_evidence_A_takes_the_words_of_the_place_that_is_shown(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("3", "j", "enter", "n", "A")
        assert "About: it would move 400 jobs to another port" in desk.words
        await desk.type("Ask Northline.")
        await desk.press("enter", "escape")
        assert kept(library)["o1"].spans == STATEMENTS[3].content
        assert kept(library)["o1"].due is None


async def test_about_another_line_A_takes_no_words_along(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "A")
        assert "About" not in desk.words
        await desk.type("Look again.")
        await desk.press("enter")
        assert kept(library)["o1"].spans == ()


async def test_what_is_wrong_is_told_in_the_dialog_and_what_was_typed_stays(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "A", "enter")
        assert "! A follow-up needs a text." in desk.read(".dialog")
        await desk.type("Ask again.")
        await desk.press("tab")
        await desk.type("friyay")
        assert "'friyay' is no date" in desk.read(".dialog-meaning")
        await desk.press("enter")
        assert "! 'friyay' is no date: write fri, 1 dec" in desk.read(".dialog-status")
        assert "Ask again." in desk.read(".dialog")
        await desk.press("escape")
        assert not desk.app.screen.query(".dialog")
        assert "o1" not in kept(library)


async def test_d_gives_the_highlighted_follow_up_a_due_date_another_and_none(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "G", "d")
        assert "Check the 400 jobs." in desk.read(".dialog-about")
        await desk.type("fri")
        assert "Fri 2026-03-06" in desk.read(".dialog-meaning")
        await desk.press("enter")
        assert "Due Fri 2026-03-06; u takes it back: Check the 400 jobs." in desk.toast
        assert desk.line == "? figure Check the 400 jobs. due 2026-03-06"
        await desk.press("d")
        assert "Fri 2026-03-06" in desk.read(".dialog-meaning")
        await desk.type("may")  # what stands there is typed over
        await desk.press("enter")
        assert kept(library)["f4"].due == "2026-05"
        await desk.press("d", "backspace", "enter")
        assert "No due date any more" in desk.toast
        assert kept(library)["f4"].due is None
        for due in ("2026-05", "2026-03-06", None):
            await desk.press("u")
            assert kept(library)["f4"].due == due
        await desk.press("d", "enter", "u")
        assert "Nothing to undo" in desk.toast  # the same date again was no change


@pytest.mark.parametrize(("key", "pane"), [("A", "2"), ("d", "4"), ("t", "2"), ("e", "2"), ("c", "2")])
async def test_the_sample_is_not_changed_and_w_is_named(key: str, pane: str, empty: Library) -> None:
    async with sitting_at(empty, SMALL) as desk:
        await desk.press(pane, key)
        assert "This is the sample: press w to keep it in your library" in desk.toast
        assert not desk.app.screen.query(".dialog")
    assert not empty.directory.exists()


async def test_d_elsewhere_says_where_it_belongs(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("2", "d")
        assert "That is for a follow-up: go to pane 4 and highlight one." in desk.toast
