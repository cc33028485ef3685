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
        ("[keys]\ncopy = 3", "keys.copy"),
        ("theme = ", "no TOML"),
    ],
)
def test_what_cannot_be_used_is_one_warning_that_names_file_and_setting(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "readout.toml"
    file.write_text(text, encoding="utf-8")
    settings = read(file)
    assert (settings.theme, dict(settings.keys)) == (None, {})
    (warning,) = settings.warnings
    assert str(file) in warning
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
