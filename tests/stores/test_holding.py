"""Whether an article is kept already: always answered from the library as it is now, whoever changed it."""

from dataclasses import replace
from pathlib import Path

import pytest
from briefings import a_briefing, an_article, numbered

from stores import Library, LibraryError
from stores.journal import replacing


def test_what_came_and_went_after_it_was_asked_first_counts(tmp_path: Path) -> None:
    first, second = numbered(1), numbered(2)
    with Library.open(tmp_path) as library:
        id = library.add(first)
        assert library.holds(second.article) is None
        other = library.add(second)
        assert library.holds(second.article) == other
        library.remove(id)
        assert library.holds(first.article) is None
        library.undo()
        assert library.holds(first.article) == id


def test_what_another_process_adds_and_removes_counts(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library, Library.open(tmp_path) as another:
        library.add(numbered(1))
        assert another.holds(numbered(2).article) is None
        id = library.add(numbered(2))
        assert another.holds(numbered(2).article) == id
        assert another.add(numbered(2)) == id
        library.remove(id)
        assert another.holds(numbered(2).article) is None
        library.compact()
        assert another.holds(numbered(1).article) is not None


def test_a_new_text_under_the_same_id_is_held_and_the_old_one_no_longer(tmp_path: Path) -> None:
    before, after = numbered(1), numbered(2)
    with Library.open(tmp_path) as library:
        id = library.add(before)
        assert library.holds(before.article) == id
        library.reanalyse(id, after)
        assert library.holds(after.article) == id
        assert library.holds(before.article) is None


def test_of_one_text_at_several_addresses_each_is_held_for_itself(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        here = library.add(a_briefing(url="https://a.example/1"))
        there = library.add(a_briefing(url="https://b.example/1"))
        text = a_briefing().article.text
        assert library.holds(an_article(text, url="https://b.example/1")) == there
        library.remove(here)
        assert library.holds(an_article(text, url="https://a.example/1")) is None
        assert library.holds(an_article(text, url="https://b.example/1")) == there


def test_an_add_that_failed_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(numbered(2), id="another")
    with Library.open(tmp_path) as library:
        library.add(numbered(1))
        with monkeypatch.context() as patched, pytest.raises(LibraryError):
            patched.setattr(replacing.os, "write", _no_room)
            library.add(made)
        assert library.holds(made.article) is None
        assert library.add(made) == "another"


def _no_room(handle: int, content: bytes) -> int:
    raise OSError(28, "No space left on device")
