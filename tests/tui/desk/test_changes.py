"""What the publisher changed, on the desk: V shows it, Enter the words in the text of their version."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from acting import ACTING
from analysed import analysed
from driving import MIDDLE, SMALL, sitting_at
from libraries import keep

from briefing.model import Briefing
from briefing.versions import newer
from stores.library import Library
from tui.desk.screens.changes import ChangesScreen
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.evidence import EvidenceScreen

URL = "https://harbour.example/bridge"
TEXT = """\
The harbour bridge will be closed for two years, the city council decided on Tuesday.

“We cannot wait any longer for the repairs,” said Mayor Ada Byron, who had asked for the money in spring.

The ferry company was unsure. “Nobody has asked us how many people we can carry,” Charles Babbage, its head, said.

The council meets again next week."""


def made(text: str, day: int, url: str = URL) -> Briefing:
    """The briefing of a text that was read on this day of March."""
    retrieved = f"2026-03-{day:02}T09:30:00+00:00"
    return analysed(text, title="Bridge to be closed", outlet="The Harbour Post", retrieved=retrieved, url=url)


SECOND = TEXT.replace("any longer", "another year").replace("next week", "on 9 March")
THIRD = SECOND.replace(
    " “Nobody has asked us how many people we can carry,” Charles Babbage, its head, said.", " It is."
)


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Library]:
    """A library with one briefing, of an article in three versions."""
    first, second, third = made(TEXT, 1), made(SECOND, 2), made(THIRD, 3)
    keep(tmp_path / "library", first)
    with Library.open(tmp_path / "library") as library:
        id = first.id
        library.update(id, newer(first, second))
        library.update(id, newer(second, third))
        yield library


async def test_the_versions_are_shown_newest_first(changed: Library) -> None:
    async with sitting_at(changed, MIDDLE) as desk:
        await desk.press("V")
        assert isinstance(desk.app.screen, ChangesScreen)
        for words in (
            "What the publisher changed, 3 versions · Bridge to be closed",
            "Version 3, read 2026-03-03, beside version 2, read 2026-03-02: 1 quote taken out",
            "− removed Charles Babbage",
            "“Nobody has asked us how many people we can carry,”",
            "Version 2, read 2026-03-02, beside version 1, read 2026-03-01: 1 quote altered",
            "≠ altered Ada Byron",
            "was “We cannot wait any longer for the repairs,”",
            "now “We cannot wait another year for the repairs,”",
            "The council meets again next week. on 9 March.",
        ):
            assert words in desk.words, f"{words!r} is not on the screen:\n{desk.screen}"
        assert desk.words.index("Version 3") < desk.words.index("Version 2, read")
        await desk.press("escape")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_enter_shows_the_words_in_the_text_of_their_version(changed: Library) -> None:
    async with sitting_at(changed, SMALL) as desk:
        await desk.press("V", "j", "enter")  # what was taken out stands in the version before
        assert isinstance(desk.app.screen, EvidenceScreen)
        assert "Version 2, before it was taken out" in desk.words
        assert "Charles Babbage, its head, said." in desk.words
        await desk.press("escape")
        assert isinstance(desk.app.screen, ChangesScreen)
        await desk.press("slash", *"altered", "enter", "enter")
        assert "We cannot wait another year for the repairs" in desk.words
        assert "on 9 March" in desk.words


async def test_the_new_version_is_what_the_desk_shows_with_a_notice(changed: Library) -> None:
    async with sitting_at(changed, SMALL) as desk:
        await desk.press("1")
        assert "! The publisher changed this article since it was read on 2026-03-02: 1 quote taken out." in desk.words
        await desk.press("4")
        assert "Ask why The Harbour Post took out the quote of Charles Babbage" in desk.words


async def test_an_article_in_one_version_is_told_so(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("V")
        assert isinstance(desk.app.screen, DeskScreen)
        assert "has been read in one version only" in desk.toast


async def test_copying_a_change_copies_it_whole(changed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.desk.taking_out.copy", lambda desk, text: copied.append(text))
    async with sitting_at(changed, SMALL) as desk:
        await desk.press("V", "j", "y")
    assert copied == ["removed, Charles Babbage: was “Nobody has asked us how many people we can carry,”"]


async def test_what_is_changed_into_something_that_acts_on_a_terminal_is_shown_as_signs(
    tmp_path: Path, shared: Path
) -> None:
    strings = [json.loads(line) for line in (shared / "hostile.jsonl").read_text().splitlines()]
    firsts = [made(f"{TEXT} Part {number}.", 1, f"{URL}/{number}") for number, _ in enumerate(strings)]
    keep(tmp_path / "library", *reversed(firsts))
    with Library.open(tmp_path / "library") as library:
        for first, string in zip(firsts, strings, strict=True):
            text = first.article.text.replace("any longer", f"any {string} longer")
            library.update(first.id, newer(first, made(text, 2, first.article.url or "")))
        async with sitting_at(library, SMALL) as desk:
            for first in firsts:
                desk.app.open_briefing(first.id)
                await desk.settle()
                await desk.press("V")
                assert isinstance(desk.app.screen, ChangesScreen)
                assert not ACTING.findall(desk.screen.replace("\n", ""))
                await desk.press("escape")
