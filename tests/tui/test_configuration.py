"""The configuration file: what is right is used, what is wrong is told by file and key, and nothing stops the desk."""

from pathlib import Path

import pytest

from tui.configuration import Configuration, configuration_file, read


def test_a_missing_file_is_fine(tmp_path: Path) -> None:
    assert read(tmp_path / "readout.toml") == Configuration()


def test_theme_and_keys_are_read(tmp_path: Path) -> None:
    file = tmp_path / "readout.toml"
    file.write_text('theme = "nord"\n[keys]\ncopy = "c"\n', encoding="utf-8")
    assert read(file) == Configuration("nord", {"copy": "c"})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 3", "colour"),
        ("theme = 3", "theme"),
        ("keys = 3", "keys"),
        ("stakeholders = 3", "stakeholders should be a table"),
        ("[keys]\ncopy = 3", "keys.copy"),
        ("theme = ", "no TOML"),
        (f"theme = {'9' * 5000}", "no TOML"),
        (f"theme = {'[' * 5000}", "no TOML"),
    ],
)
def test_what_cannot_be_used_is_one_warning_that_names_file_and_setting(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "readout.toml"
    file.write_text(text, encoding="utf-8")
    settings = read(file)
    assert (settings.theme, dict(settings.keys), dict(settings.stakeholders)) == (None, {}, {})
    (warning,) = settings.warnings
    assert str(file) in warning
    assert named in warning


def test_other_names_of_stakeholders_are_read_with_single_spaces(tmp_path: Path) -> None:
    file = tmp_path / "readout.toml"
    file.write_text(
        '[stakeholders]\n"US  officials " = ["Washington", " the  Biden\tadministration", "WASHINGTON"]\nHuawei = []\n',
        encoding="utf-8",
    )
    names = {"US officials": ("Washington", "the Biden administration")}
    assert read(file) == Configuration(stakeholders=names)


@pytest.mark.parametrize(
    ("text", "named", "kept"),
    [
        (
            'A = "x"\nB = ["y"]',
            'stakeholders."A" should be a list of names in quotation marks',
            {"B": ("y",)},
        ),
        ("A = {B = 'x'}", 'stakeholders."A" should be a list', {}),
        ('A = [3, "x"]', 'stakeholders."A": 3 is no name', {"A": ("x",)}),
        ('A = [" ", "x"]', "stakeholders.\"A\": ' ' is no name", {"A": ("x",)}),
        ('" " = ["x"]', 'stakeholders." ": a stakeholder needs a name', {}),
        ('A = ["x", " a "]', "stakeholders.\"A\": 'a' would lead back to itself", {"A": ("x",)}),
        ('A = ["B"]\nB = ["C"]\nC = ["a", "x"]', "\"C\": 'a' would lead back", {"A": ("B",), "B": ("C",), "C": ("x",)}),
        ('A = ["x"]\nB = ["X", "y"]', "\"B\": 'X' stands for 'A' already", {"A": ("x",), "B": ("y",)}),
    ],
)
def test_a_name_that_cannot_stand_for_a_stakeholder_is_one_warning_and_the_others_stay(
    tmp_path: Path, text: str, named: str, kept: dict[str, tuple[str, ...]]
) -> None:
    file = tmp_path / "readout.toml"
    file.write_text(f"[stakeholders]\n{text}", encoding="utf-8")
    settings = read(file)
    assert settings.stakeholders == kept
    (warning,) = settings.warnings
    assert warning.startswith(f"{file}: ")
    assert named in warning


def test_a_wrong_setting_does_not_cost_the_right_ones(tmp_path: Path) -> None:
    file = tmp_path / "readout.toml"
    file.write_text('colour = 3\n[keys]\ncopy = "c"\nadd = 4\n', encoding="utf-8")
    settings = read(file)
    assert settings.keys == {"copy": "c"}
    assert len(settings.warnings) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_a_warning(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "readout.toml"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    assert "cannot be read" in read(file).warnings[0]


def test_it_lies_in_the_platforms_place_for_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert configuration_file().parent.name == "readout"
