"""Other names of stakeholders that are kept outside the library: they hold in what is read, below the library's own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import a_briefing
from hypothesis import given
from hypothesis import strategies as st

from briefing.corrections import stakeholder_correction
from briefing.corrections.parties import Aliases, key
from stores import Library
from stores.aliases import holding, together

MAYOR = {"City of Port": ("mayor  ada BYRON", "the town hall")}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A library of one briefing, in which Mayor Ada Byron speaks."""
    with Library.open(tmp_path / "library") as library:
        library.add(a_briefing())
    return tmp_path / "library"


@pytest.fixture
def library(directory: Path) -> Iterator[Library]:
    """The same, opened with an alias that is written with other capitals and spaces."""
    with Library.open(directory, aliases=lambda: MAYOR) as library:
        yield library


def names(library: Library) -> list[str]:
    return [party.name for party in library.get(library.entries()[0].id).stakeholders]


def test_a_given_alias_names_the_stakeholders_of_what_is_read(library: Library) -> None:
    assert names(library) == ["City of Port"]
    assert [party.name for party in library.named(a_briefing()).stakeholders] == ["City of Port"]
    with library.again() as beside:
        assert names(beside) == ["City of Port"]


@pytest.mark.parametrize("name", ["City of Port", "city of", "The Town Hall", "Ada Byron"])
def test_any_name_finds_a_stakeholder_that_a_given_alias_renames(library: Library, directory: Path, name: str) -> None:
    assert len(library.search(f'stakeholder:"{name}"')) == 1
    with Library.open(directory) as without:
        assert len(without.search(f'stakeholder:"{name}"')) == (name == "Ada Byron")


def test_what_is_given_is_not_asked_for_until_a_name_is_needed(directory: Path) -> None:
    asked = []

    def aliases() -> Mapping[str, Sequence[str]]:
        asked.append(1)
        return MAYOR

    with Library.open(directory, aliases=aliases) as library:
        (entry,) = library.entries()
        library.agenda()
        assert not asked
        library.get(entry.id)
        library.search("stakeholder:port")
        assert len(asked) == 1


def test_a_given_alias_is_written_nowhere(library: Library, directory: Path) -> None:
    id = library.entries()[0].id
    library.search("harbour")
    library.tag(id, "pier")
    assert library.aliases() == {}
    assert [json.loads(line)["schema"] for line in library.export()] == ["readout.record/1"]
    library.close()
    assert not [file for file in directory.rglob("*") if file.is_file() and b"City of Port" in file.read_bytes()]


def test_a_correction_made_under_a_given_name_holds_without_it(library: Library, directory: Path) -> None:
    shown = library.get(library.entries()[0].id)
    library.correct(shown.id, stakeholder_correction(shown, "p1", "The council"))
    assert not library.corrections(shown.id)[0].orphaned
    assert names(library) == ["The council"]
    with Library.open(directory) as without:
        assert names(without) == ["The council"]


def test_a_correction_of_a_name_without_a_place_is_told_by_the_names_that_hold(tmp_path: Path) -> None:
    made = a_briefing()
    unplaced = replace(made, stakeholders=(replace(made.stakeholders[0], mentions=()),))
    with Library.open(tmp_path, aliases=lambda: MAYOR) as library:
        id = library.add(unplaced)
        library.correct(id, stakeholder_correction(library.get(id), "p1", "The council"))
        assert names(library) == ["The council"]
        assert not library.corrections(id)[0].orphaned


def test_the_librarys_own_alias_wins_and_what_does_not_contradict_it_stays(library: Library) -> None:
    library.alias("The mayor", "Mayor Ada Byron")
    assert names(library) == ["The mayor"]
    assert library.given_aliases() == {"City of Port": ("the town hall",)}
    assert len(library.search('stakeholder:"the mayor"')) == 1
    assert library.search('stakeholder:"City of Port"') == []
    library.unalias("The mayor")
    assert names(library) == ["City of Port"]
    assert library.given_aliases() == MAYOR


def test_a_name_that_is_given_is_renamed_in_the_library_with_all_that_stand_for_it(library: Library) -> None:
    library.alias("Port authority", "City of Port")
    assert names(library) == ["Port authority"]
    assert len(library.search('stakeholder:"Port authority"')) == 1
    library.alias("mayor ada byron", "PORT authority")  # and back: the given alias would lead to itself
    assert names(library) == ["mayor ada byron"]
    assert library.given_aliases() == {"City of Port": ("the town hall",)}


def test_a_search_follows_the_librarys_own_aliases_to_the_name_that_is_shown(directory: Path) -> None:
    with Library.open(directory) as library:
        library.alias("City of Port", "Mayor Ada Byron")
        library.alias("Port authority", "City of Port")
        assert names(library) == ["Port authority"]
        assert len(library.search('stakeholder:"Port authority"')) == 1


NAMES = st.sampled_from(["A", "a ", "B", "C", "D", "d", "E"])
TABLES = st.dictionaries(NAMES, st.lists(NAMES, max_size=3), max_size=4)


@given(TABLES, TABLES)
def test_each_alias_stands_under_one_name_and_the_librarys_own_hold_whatever_is_given(
    own: dict[str, list[str]], more: dict[str, list[str]]
) -> None:
    held = together(own, more)
    others = [key(other) for group in held.values() for other in group]
    assert len(others) == len(set(others))
    assert not {key(name) for name in held} & set(others)
    shown, alone = Aliases(held), Aliases(own)
    for name in [*own, *(other for group in own.values() for other in group)]:
        assert key(shown.name(name)) == key(shown.name(alone.name(name)))
    if not more:
        assert {key(name) for name in others} == {
            key(other) for group in own.values() for other in group if key(alone.name(other)) != key(other)
        }


@given(TABLES, TABLES)
def test_what_is_given_and_holds_leads_where_it_says(own: dict[str, list[str]], more: dict[str, list[str]]) -> None:
    shown = Aliases(together(own, more))
    for name, others in holding(own, more).items():
        for other in others:
            assert key(shown.name(other)) == key(shown.name(name)) != key(other)
