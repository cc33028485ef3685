"""Keys of the user's own: taken when they can be, refused with a reason when not, shown wherever keys are shown."""

from pathlib import Path

import pytest

from stores import Library
from tui.configuration import Configuration
from tui.desk.desk import Desk
from tui.desk.keymap import checked
from tui.desk.widgets.key_bar import KeyBar


@pytest.mark.parametrize(
    ("said", "normal"),
    [("C", "C"), ("?", "question_mark"), ("ctrl+n, C", "ctrl+n,C"), ("f5", "f5"), ("space", "space")],
)
def test_characters_names_and_modifiers_are_keys(said: str, normal: str) -> None:
    assert checked({"find": said, "help": "H", "advance": "E", "toggle_read": "m"})[0]["find"] == normal


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [
        ("bogus", "c", "no command"),
        ("copy", "notakey!!", "no key"),
        ("copy", "", "no key is given"),
        ("copy", "wild+c", "no key"),
        ("copy", "z", "the key of zoom"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(name: str, key: str, reason: str) -> None:
    keys, (warning,) = checked({name: key})
    assert keys == {}
    assert reason in warning
    assert f"keys.{name}" in warning


def test_two_commands_may_change_places() -> None:
    assert checked({"copy": "z", "zoom": "y"}) == ({"copy": "z", "zoom": "y"}, [])


def test_two_commands_cannot_have_one_new_key() -> None:
    keys, warnings = checked({"copy": "C", "zoom": "C"})
    assert len(keys) == 1
    assert len(warnings) == 1


async def test_an_own_key_works_the_old_one_does_not_and_both_bar_and_help_show_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        app = Desk(library, settings=Configuration(keys={"zoom": "Q"}))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            await pilot.press("z")
            assert not app.desk.has_class("-zoomed")
            await pilot.press("Q")
            assert app.desk.has_class("-zoomed")
            assert "Q Zoom" in str(app.desk.query_one(KeyBar).content)
            await pilot.press("question_mark")
            await pilot.pause()
            from textual.widgets import Static

            (help_text,) = app.screen.query(Static)
            assert any(line.split()[:1] == ["Q"] for line in help_text.visual.plain.splitlines())


async def test_what_is_wrong_is_told_when_the_desk_opens(tmp_path: Path) -> None:
    settings = Configuration("no such theme", {"bogus": "c"}, warnings=("file: there is no setting 'colour'.",))
    with Library.open(tmp_path / "library") as library:
        app = Desk(library, settings=settings)
        async with app.run_test() as pilot:
            await pilot.pause()
            (told,) = app._notifications
            for words in ("colour", "bogus", "no such theme"):
                assert words in told.message


async def test_a_theme_is_put_on(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        app = Desk(library, settings=Configuration("nord"))
        async with app.run_test() as pilot:
            await pilot.pause()
            assert app.theme == "nord"
