"""Every hostile string, wherever a text from outside can stand on the desk, is shown as text, and nothing acts."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acting import ACTING
from briefings import a_briefing, numbered
from driving import LARGE, MIDDLE, SMALL, Reader, sitting_at
from libraries import keep
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.widgets import Input

from briefing.corrections import headline_correction, speaker_correction, stakeholder_correction
from briefing.model import Briefing, Stakeholder, StakeholderKind, Stance
from stores.library import Library
from tui.desk.screens.add import AddScreen
from tui.desk.screens.agenda import AgendaScreen
from tui.desk.screens.asking import AskScreen
from tui.desk.screens.briefings import BriefingsScreen
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.evidence import EvidenceScreen
from tui.desk.screens.searching import SearchScreen
from tui.plain import line

PANES = (1, 2, 3, 4)


@pytest.fixture(scope="session")
def hostile(shared: Path) -> list[str]:
    """The strings of `hostile.jsonl`."""
    return [json.loads(string) for string in (shared / "hostile.jsonl").read_text().splitlines()]


def hostile_briefing(string: str, number: int) -> Briefing:
    """A briefing with `string` wherever a text from outside can stand. Only one of even `number` has an address."""
    made = a_briefing(
        quote=f"“We {string} will not sell it,”",
        speaker=f"Mayor {string} Byron",
        told=f"The {string} Post",
        question=f"Confirm {string} again.",
        source=f"{number} {string}.txt",
        title=string,
        outlet=f"Outlet {string}",
        authors=(f"Jo {string} March",),
        url=f"https://{number}.example/{string}" if number % 2 == 0 else None,
    )
    mention = made.stakeholders[0].mentions
    silent = Stakeholder("p2", f"Silent {string}", StakeholderKind.GROUP, None, mention)
    position = replace(made.positions[0], stakeholder="p2", stance=Stance.NONE, summary=(), statements=())
    return replace(
        made,
        stakeholders=(*made.stakeholders, silent),
        positions=(*made.positions, position),
        notices=(f"Notice {string} ends.",),
    )


@pytest.fixture
def hostile_library(hostile: list[str], tmp_path: Path) -> Iterator[Library]:
    """A library with a hostile briefing for each string, the first one's newest."""
    briefings = [hostile_briefing(string, number) for number, string in enumerate(hostile)]
    keep(tmp_path / "library", *reversed(briefings))
    with Library.open(tmp_path / "library") as library:
        yield library


def squeezed(text: str) -> str:
    """Return `text` without white space, which depends on where lines wrap; a lone return may be shown as one."""
    return "".join(text.replace("␍", " ").split())


def seen(desk: Reader, selector: str, *texts: str) -> None:
    """Check that each of `texts` is to be read in the widget that `selector` names, signs in place of controls."""
    shown = squeezed(desk.read(selector))
    for text in texts:
        assert squeezed(line(text)) in shown, f"{text!r} is not in {selector}:\n{desk.screen}"


def told(desk: Reader, text: str) -> None:
    """Check that `text` stands in the toast."""
    assert squeezed(line(text)) in squeezed(desk.toast), f"{text!r} was not told: {desk.toast!r}"


def unharmed(desk: Reader, screen: type = DeskScreen) -> None:
    """Check that nothing on the screen acts on a terminal, that the desk runs, and that it shows this screen."""
    assert not ACTING.findall(desk.screen.replace("\n", ""))
    assert desk.running
    assert type(desk.app.screen) is screen


def first_cell(desk: Reader, text: str, selector: str) -> tuple[int, int]:
    """Return the column and line at which `text` begins in the widget that `selector` names."""
    first, where = line(text).split()[0], desk.widget(selector).region
    shown = re.compile(re.escape(first).replace("␍", "[␍ ]"))
    for number, row in enumerate(desk.drawn(where)):
        if found := shown.search(row):
            return where.x + cell_len(row[: found.start()]), where.y + number
    raise AssertionError(f"{first!r} is not in {selector}:\n{desk.screen}")


def open_in_rail(desk: Reader) -> tuple[int, int]:
    """Return the column and line at which the open briefing's headline begins in the list beside the panes."""
    column, at = first_cell(desk, "▶", "#rail")
    return column + 2, at


async def test_in_each_pane_and_in_the_title_bar(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, SMALL) as desk:
        for number, string in enumerate(hostile):
            if number:
                await desk.press("J")
            for pane in PANES:
                await desk.press(str(pane))
                seen(desk, f"#pane-{pane}", *in_pane(pane, string, number))
                seen(desk, "#title-bar", string, f"{number + 1}/{len(hostile)}")
                seen(desk, "#tab-strip", f"▶{pane} ", "1 Headline", "4 Follow-ups")
                unharmed(desk)


def in_pane(pane: int, string: str, number: int) -> list[str]:
    """What a pane shows of a hostile briefing."""
    address = f" · https://{number}.example/{string}" if number % 2 == 0 else ""
    return {
        1: [string, f"Outlet {string} · Jo {string} March{address}", f"! Notice {string} ends."],
        2: [
            f"“We {string} will not sell it,”",
            f"Mayor {string} Byron, to The {string} Post",
            f"via The {string} Post",
        ],
        3: [f"Mayor {string} Byron", f"We {string} will not", f"Silent {string}"],
        4: [f"Confirm {string} again."],
    }[pane]


async def test_in_facts_article_and_title_of_the_evidence(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, SMALL) as desk:
        for number, string in enumerate(hostile):
            if number:
                await desk.press("J")
            for keys, facts in {
                ("1", "G"): [f"Notice {string} ends."],
                ("2",): [f"Mayor {string} Byron", f"To The {string} Post", f"Through The {string} Post"],
                ("4",): [f"Confirm {string} again. (confirm, suggested)"],
            }.items():
                await desk.press(*keys, "enter")
                unharmed(desk, EvidenceScreen)
                seen(desk, "#evidence-title", string)
                seen(desk, "#facts", *facts)
                seen(desk, "#evidence-article", f"“We {string} will not sell it,” Mayor {string} Byron told")
                await desk.press("escape")
            unharmed(desk)


async def test_beside_each_other_with_rail_article_and_titles(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, LARGE) as desk:
        for number, string in enumerate(hostile):
            if number:
                await desk.press("J")
            unharmed(desk)
            seen(desk, "#rail", string, f"▶ {string}", f"Outlet {string} ·")
            seen(desk, "#article", f"“We {string} will not sell it,” Mayor {string} Byron told The {string} Post.")
            for pane in PANES:
                seen(desk, f"#pane-{pane}", *in_pane(pane, string, number))


async def test_with_four_panes_and_their_borders(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, MIDDLE) as desk:
        for number, string in enumerate(hostile):
            if number:
                await desk.press("J")
            unharmed(desk)
            seen(desk, "#pane-1", "1 Headline 1 named", f"briefing {number + 1} of {len(hostile)}", string)
            seen(desk, "#pane-2", "2 Key quotes (1 of 1)")
            seen(desk, "#pane-3", "3 Positions (2)")
            seen(desk, "#pane-4", "4 Follow-ups (2 suggested)")


async def test_in_the_list_of_briefings(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, SMALL) as desk:
        await desk.press("b")
        for number, string in enumerate(hostile):
            if number:
                await desk.press("j")
            seen(desk, "#briefings", string, f"Outlet {string} ·")
            unharmed(desk, BriefingsScreen)
        await desk.press("enter")
        seen(desk, "#title-bar", hostile[-1])
        unharmed(desk)


async def test_in_what_is_told_of_removing_and_undoing(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, SMALL) as desk:
        for number, string in enumerate(hostile):
            if number:
                await desk.press("J")
            desk.app.clear_notifications()
            await desk.press("D")
            told(desk, f"Removed; press u to bring it back: {string}")
            unharmed(desk)
            await desk.press("u")
            told(desk, string)
            unharmed(desk)
            seen(desk, "#title-bar", string)
    assert [entry.headline for entry in hostile_library.entries()] == hostile


async def test_in_what_is_copied(hostile: list[str], tmp_path: Path) -> None:
    keep(tmp_path / "library", hostile_briefing(" / ".join(hostile), 0))
    with Library.open(tmp_path / "library") as library:
        async with sitting_at(library, SMALL) as desk:
            for pane in PANES:
                for key in ("y", "Y"):
                    await desk.press(str(pane), key)
                    told(desk, "to the terminal's clipboard")
                    assert not ACTING.findall(desk.app.clipboard)
                    shown = squeezed(desk.app.clipboard.replace("\\", ""))  # Markdown escapes by it
                    assert all(squeezed(line(string)).replace("\\", "") in shown for string in hostile)
            unharmed(desk)


async def test_in_what_is_told_of_addresses_and_files(
    hostile: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = [hostile_briefing(string, 1) for string in hostile]
    urls = [f"{string}://harbour.example/" for string in hostile]
    keep(
        tmp_path / "library",
        *(replace(b, article=replace(b.article, url=url)) for b, url in zip(bare[::-1], urls[::-1], strict=True)),
    )
    with Library.open(tmp_path / "library") as library:
        async with sitting_at(library, SMALL) as desk:
            for string, url in zip(hostile, urls, strict=True):
                desk.app.clear_notifications()
                await desk.press("o")
                told(desk, f"Only http and https addresses are opened, and this is another: {url}")
                unharmed(desk)
                monkeypatch.setenv("TERM", "linux")  # no clipboard: the file is told
                monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / string.replace("/", "∕")))
                await desk.press("y")
                told(desk, f"to the file {tmp_path}/{string.replace('/', '∕')}/readout/copied.txt")
                unharmed(desk)
                await desk.press("J")


async def test_in_the_palette_which_finds_it_and_opens_it(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, MIDDLE) as desk:
        for number, string in enumerate(hostile):
            await desk.press("ctrl+p")
            await desk.paste(line(string))
            await desk.until(lambda s=string: squeezed(line(s)) in squeezed(desk.read("CommandList")), "it was found")
            unharmed(desk, CommandPalette)
            await desk.settle()
            await desk.press("enter")
            await desk.until(lambda: type(desk.app.screen) is DeskScreen, "the palette had closed")
            await desk.settle()
            unharmed(desk)
            seen(desk, "#pane-1", string, f"briefing {number + 1} of")


async def test_in_the_errors_and_the_line_of_the_add_dialog(hostile: list[str], empty: Library) -> None:
    async with sitting_at(empty, SMALL, offline=True) as desk:
        await desk.press("a")
        for string in typed(hostile):
            for source in (f"no/{string}/file.txt", f"https://harbour.example/{string}", f"https://[{string}/", string):
                await desk.paste(source)
                unharmed(desk, AddScreen)
                await desk.press("enter")
                await desk.until(lambda: "!" in desk.read("#add-status"), "an error was read")
                unharmed(desk, AddScreen)
                seen(desk, "#add-status", string)
                await desk.press("ctrl+u")


async def test_in_what_is_told_of_a_file_that_was_added(hostile: list[str], empty: Library, tmp_path: Path) -> None:
    async with sitting_at(empty, SMALL) as desk:
        for number, string in enumerate(hostile):
            file = tmp_path / f"{number} {string.replace('/', '∕')}.txt"
            desk.app.clear_notifications()
            file.write_bytes(f"The mayor of {string} town spoke.\n\n“We will not sell it,” the mayor said.\n".encode())
            await desk.press("a")
            desk.app.screen.query_one(Input).value = str(file)
            await desk.settle()
            unharmed(desk, AddScreen)
            await desk.press("enter")
            await desk.until(lambda: type(desk.app.screen) is DeskScreen, "it was kept")
            await desk.settle()
            told(desk, f"Kept: {empty.entries()[0].headline}")
            unharmed(desk)
    assert len(empty.entries()) == len(hostile)


async def test_as_what_is_to_be_found(hostile: list[str], tmp_path: Path) -> None:
    keep(tmp_path / "library", hostile_briefing(" / ".join(typed(hostile)), 0))
    with Library.open(tmp_path / "library") as library:
        async with sitting_at(library, SMALL) as desk:
            for keys, screen in ((["2"], DeskScreen), (["enter"], EvidenceScreen)):
                await desk.press(*keys, "slash")
                for string in typed(hostile):
                    await desk.paste(string)
                    unharmed(desk, screen)
                    await desk.press("ctrl+u")
                    await desk.paste(line(string))
                    unharmed(desk, screen)
                    assert int(desk.read(".find-count").split()[0]) > 0, string
                    await desk.press("ctrl+u")
                await desk.press("escape")


def typed(hostile: list[str]) -> list[str]:
    """The strings of one line: a return that is pasted ends a line."""
    return [string for string in hostile if "\r" not in string]


async def test_a_click_on_it_is_a_click_on_the_line_it_stands_in(hostile: list[str], hostile_library: Library) -> None:
    async with sitting_at(hostile_library, LARGE) as desk:
        for string in (string for string in hostile if "[/" in string):
            desk.app.open_briefing(next(e.id for e in hostile_library.entries() if e.headline == string))
            await desk.settle()
            for selector in (f"#pane-{pane}" for pane in (1, 2)):
                await desk.pilot.click(offset=first_cell(desk, string, selector))
                await desk.settle()
                unharmed(desk, EvidenceScreen)
                for part in ("#evidence-title", "#facts", "#evidence-article"):
                    if squeezed(line(string)) in squeezed(desk.read(part)):
                        await desk.pilot.click(offset=first_cell(desk, string, part))
                        await desk.settle()
                        unharmed(desk, EvidenceScreen)
                await desk.press("escape")
            await desk.pilot.click(offset=first_cell(desk, string, "#article"))
            await desk.pilot.click(offset=open_in_rail(desk))
            await desk.settle()
            unharmed(desk)


@pytest.fixture(scope="session")
def telling(hostile: list[str]) -> list[str]:
    """Of the hostile strings one of each kind."""
    return [hostile[at] for at in (1, 3, 6, 7, 12, 13, 15, 16, 17, 18)]


@pytest.fixture
def worked_on(telling: list[str], tmp_path: Path) -> Iterator[Library]:
    """A hostile library in which the user has put each string wherever a user can put words."""
    keep(tmp_path / "library", *(hostile_briefing(s, n) for n, s in reversed(list(enumerate(telling)))))
    with Library.open(tmp_path / "library") as library:
        for number, (entry, string) in enumerate(zip(library.entries(), telling, strict=True)):
            made = library.get(entry.id)
            library.tag(entry.id, f"tag {string} one".replace(",", " "))
            library.note(entry.id, f"Note {string} mine.")
            library.set_follow_up(entry.id, "f1", state="open", due="2026-02")
            library.add_follow_up(entry.id, f"Own {string} task.", spans=made.statements[0].content)
            library.correct(entry.id, headline_correction(made, f"Headline {string} mine"))
            if number % 2:
                library.correct(entry.id, stakeholder_correction(made, "p1", f"Reeve {string} Scoresby"))
            else:
                library.correct(entry.id, speaker_correction(made, "s1", f"Reeve {string} Scoresby"))
        yield library


async def test_in_what_the_user_has_put_into_the_panes_and_their_evidence(
    telling: list[str], worked_on: Library
) -> None:
    async with sitting_at(worked_on, SMALL) as desk:
        for number, string in enumerate(telling):
            if number:
                await desk.press("J")
            seen(desk, "#title-bar", f"Headline {string}"[:20])
            for keys, pane, shown in (
                (
                    "1",
                    1,
                    (
                        f"Headline {string} mine  your own headline",
                        f"Tags tag {string} one".replace(",", " "),
                        f"Note Note {string}",
                    ),
                ),
                ("2", 2, (f"Reeve {string} Scoresby", "" if number % 2 else "(corrected by you)")),
                ("3", 3, (f"Reeve {string} Scoresby", "renamed by you" if number % 2 else "")),
                ("4", 4, (f"Own {string} task.", "due 2026-02")),
            ):
                await desk.press(*keys)
                seen(desk, f"#pane-{pane}", *shown)
                unharmed(desk)
            await desk.press("1", "G", "enter")
            seen(desk, "#evidence-article", f"Note {string} mine.")
            unharmed(desk, EvidenceScreen)
            await desk.press("escape")


async def test_in_the_choices_and_questions_of_the_dialogs(telling: list[str], worked_on: Library) -> None:
    async with sitting_at(worked_on, SMALL) as desk:
        for number, string in enumerate(telling):
            if number:
                await desk.press("J")
            dialogs = (
                ("1c", ChooseScreen, (f"Headline {string} mine", f"Withdraw: Headline: Headline {string}")),
                ("1c1", AskScreen, (f"Headline {string} mine",)),
                ("2c", ChooseScreen, (f"Speaker: Reeve {string} Scoresby", f"We {string} will")),
                ("2c1", AskScreen, (f"Reeve {string} Scoresby",)),
                ("2c2", ChooseScreen, (f"We {string} will",)),
                ("3c", ChooseScreen, (f"{string}",)),
                ("4c", AskScreen, (f"{string}",)),
                ("4d", AskScreen, (f"{string}",)),
                ("2A", AskScreen, (f"About: “We {string} will",)),
                ("t", AskScreen, (f"Headline {string} mine", f"tag {string} one".replace(",", " "))),
            )
            for keys, dialog, shown in (dialogs[number % 10], dialogs[(number + 3) % 10], dialogs[(number + 6) % 10]):
                await desk.press(*keys)
                seen(desk, ".dialog", *shown)
                unharmed(desk, dialog)
                await desk.press("escape")


async def test_in_what_is_typed_into_the_dialogs_told_of_it_and_of_taking_it_back(
    telling: list[str], empty: Library
) -> None:
    empty.add(a_briefing())
    dialogs = ("2A", "1c1", "2c1", "3c1", "3c2", "t", "4d")
    async with sitting_at(empty, MIDDLE) as desk:
        for number, string in enumerate(typed(telling)):
            keys = dialogs[number % len(dialogs)]
            await desk.press(*keys)
            field = desk.app.screen.query(Input).first()
            field.clear()
            await desk.paste(f"x {string} y")
            unharmed(desk, AskScreen)
            assert field.value == f"x {string} y"
            await desk.press("enter")
            if keys == "4d":
                seen(desk, ".dialog-status", "is no date")
                unharmed(desk, AskScreen)
                await desk.press("escape")
            else:
                unharmed(desk)
                told(desk, string if keys != "t" else "takes it back")
                await desk.press("u")
                unharmed(desk)
    assert empty.get(empty.entries()[0].id).headline == a_briefing().headline


async def test_what_acts_is_not_offered_to_complete_what_is_typed(telling: list[str], empty: Library) -> None:
    empty.add(a_briefing())
    acting = [string for string in telling if ACTING.findall(string)]
    empty.tag(empty.entries()[0].id, *(f"x{string}" for string in acting))
    empty.add(numbered(1))
    async with sitting_at(empty, MIDDLE) as desk:
        await desk.press("t", "x")
        await desk.settle()
        unharmed(desk, AskScreen)


async def test_in_the_agenda(telling: list[str], worked_on: Library) -> None:
    async with sitting_at(worked_on, SMALL) as desk:
        await desk.press("F")
        await desk.until(lambda: "overdue)" in desk.lines[0], "the agenda was read")
        await desk.settle()
        for string in telling:
            seen(desk, "#agenda", f"overdue 2026-02  Confirm {string} again.", string)
            unharmed(desk, AgendaScreen)
            await desk.press("j")
        for string in telling:
            seen(desk, "#agenda", f"Own {string} task.")
            unharmed(desk, AgendaScreen)
            await desk.press("j")


async def test_in_the_line_the_errors_and_the_hits_of_a_search(telling: list[str], worked_on: Library) -> None:
    async with sitting_at(worked_on, SMALL) as desk:
        await desk.press("S")
        field = desk.app.screen.query(Input).first()

        async def ask(words: str) -> None:
            field.clear()
            await desk.paste(words)
            await desk.until(lambda: desk.app.screen._answered == words, "it was answered")
            await desk.settle()
            unharmed(desk, SearchScreen)

        for number, string in enumerate(typed(telling)):
            await ask(f'after:"{string}' if number % 2 else string)
        await ask("mine")
        assert desk.read("#search-status") == f"{len(telling)} briefings"
        await desk.press("enter")
        for number, string in enumerate(telling):
            seen(desk, "#hits", string, f"Headline {string} mine")
            if number % 4 == 0:
                await desk.press("enter")
                unharmed(desk, EvidenceScreen)
                await desk.press("escape")
            await desk.press("j")
            unharmed(desk, SearchScreen)


async def test_in_what_is_told_of_others(telling: list[str], worked_on: Library, tmp_path: Path) -> None:
    async with sitting_at(worked_on, SMALL) as desk:
        with Library.open(tmp_path / "library") as elsewhere:
            for string in telling[:-1]:
                elsewhere.remove(elsewhere.entries()[0].id)
                desk.app._watch.look()
                await desk.until(lambda: desk.app._watch._pending is None, "it was taken in")
                await desk.settle()
                told(desk, f"Another Readout has removed this briefing: Headline {string}")
                unharmed(desk)
