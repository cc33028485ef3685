"""How the desk looks at its three sizes, driven by keys alone. `pytest --snapshot-update` takes the pictures anew."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from driving import NOW
from harbour_news import harbour_news, with_a_chair_apart
from textual.pilot import Pilot

from briefing.corrections import headline_correction, stance_correction
from stores.library import Library
from tui.desk.desk import Desk

CONSTRAINTS = Path(__file__).resolve().parents[3] / "constraints.txt"
PINNED = next(line.partition("==")[2] for line in CONSTRAINTS.read_text().splitlines() if line.startswith("textual=="))

pytestmark = pytest.mark.skipif(
    version("textual") != PINNED, reason=f"the pictures were taken with Textual {PINNED}, this is {version('textual')}"
)

SIZES = [(80, 24), (120, 36), (200, 60)]
IDS = ["80x24", "120x36", "200x60"]

Snap = Callable[..., bool]


@pytest.fixture(params=SIZES, ids=IDS)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Columns and lines of the terminal."""
    columns, lines = request.param
    return columns, lines


def test_start(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size)


def test_headline(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["1", "j"])


def test_all_statements(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["v", "j", "j"])


def test_positions(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["3", "j"])


def test_follow_ups_on_their_way(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["4", "space", "j", "space", "space", "j", "x"])


def test_evidence(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["3", "enter", "n"])


def test_list_of_briefings(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["b", "j"])


def test_add_dialog(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["a", *"no/such/file", "enter"])


async def read(pilot: Pilot[int]) -> None:
    """Wait until the desk has opened, and what is read beside the keys has been read."""
    while pilot.app.screen.focused is None:
        await pilot.pause(0.01)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_agenda(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    library.set_follow_up(harbour_news().id, "f3", state="open")
    library.set_follow_up(library.entries()[1].id, "f1", state="open", due="2026-02")

    async def opened(pilot: Pilot[int]) -> None:
        for key in ("", "F", "j", "s"):
            await pilot.press(*key)
            await read(pilot)

    assert snap_compare(Desk(library, clock=lambda: NOW), terminal_size=size, run_before=opened)


def test_search(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    async def typed(pilot: Pilot[int]) -> None:
        await read(pilot)
        await pilot.press("S", *"harbour post")
        await pilot.pause(0.3)
        await read(pilot)
        await pilot.press("enter", "j")

    assert snap_compare(Desk(library), terminal_size=size, run_before=typed)


def test_correcting(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["2", "c"])


def test_due_date(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    app = Desk(library, clock=lambda: NOW)
    assert snap_compare(app, terminal_size=size, press=["4", "d", *"in 2 weeks"])


def test_tags_note_and_corrections(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    id = harbour_news().id
    library.tag(id, "quays", "foreign policy")
    library.note(id, "Ask Reyes.\nThen the mayor.")
    library.correct(id, stance_correction(library.get(id), "s2", "warns"))
    library.correct(id, headline_correction(library.get(id), "The pier stays open"))
    assert snap_compare(Desk(library), terminal_size=size, press=["1", "G"])


def test_help(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["question_mark"])


def test_find(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["v", "slash", *"pier"])


def test_zoom(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size, press=["3", "z"])


@pytest.mark.parametrize("size", SIZES[:2], ids=IDS[:2])
def test_only_one_stakeholder_and_its_parts(snap_compare: Snap, empty: Library, size: tuple[int, int]) -> None:
    empty.add(with_a_chair_apart())
    assert snap_compare(Desk(empty), terminal_size=size, press=["3", "G", "k", "f"])


@pytest.mark.parametrize("colours", ["textual-light", "nord"])
def test_other_colours(snap_compare: Snap, library: Library, colours: str) -> None:
    app = Desk(library)
    app.theme = colours
    assert snap_compare(app, terminal_size=(120, 36), press=["3"])


@pytest.mark.parametrize("size", [(40, 12), (100, 30), (130, 20)], ids=["40x12", "100x30", "130x20"])
def test_between_and_below_the_three_sizes(snap_compare: Snap, library: Library, size: tuple[int, int]) -> None:
    assert snap_compare(Desk(library), terminal_size=size)


def test_the_sample_is_marked(snap_compare: Snap, empty: Library) -> None:
    app = Desk(empty)
    assert snap_compare(app, terminal_size=(120, 36))


def test_a_choice_below_the_three_sizes(snap_compare: Snap, library: Library) -> None:
    assert snap_compare(Desk(library), terminal_size=(40, 12), press=["2", "c", "2", "j"])
