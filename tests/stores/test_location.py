"""The library lies where the user says, else where the platform keeps data."""

from pathlib import Path

import pytest

from stores import library_directory


def test_the_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_LIBRARY", "/from/environment")
    assert library_directory("/from/option") == Path("/from/option")
    assert library_directory(None) == Path("/from/environment")


def test_the_home_directory_may_be_written_as_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert library_directory("~/briefings") == Path("/home/ada/briefings")


def test_without_a_word_it_is_the_platforms_place_and_nothing_is_created(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("READOUT_LIBRARY", "")
    directory = library_directory(None)
    assert directory.name == "library"
    assert directory.parent.name == "readout"
    assert directory.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []
