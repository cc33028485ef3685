"""`readout add`, `list`, `show`, `search`, `remove`, and `readout` where there is no terminal."""

import json
from pathlib import Path

import pytest
from command_line import NEWS, Call

from briefing.contract import from_json
from stores import Library


def test_what_is_added_is_told_by_id_and_headline_and_kept(apart: Call, article: Path, library: Path) -> None:
    done = apart("add", "article.txt", "--title", "Harbour kept")
    assert (done.status, done.err) == (0, "")
    with Library.open(library) as kept:
        (entry,) = kept.entries()
        assert done.out == f"{entry.id}  Harbour kept\n"
        assert kept.get(entry.id).article.text == NEWS


def test_what_is_added_and_removed_is_told_as_json_too(command: Call, article: Path, kept: list[str]) -> None:
    for added in (True, False):
        done = command("add", str(article), "missing.txt", "--format", "json")
        (told,) = json.loads(done.out)
        assert (done.status, told["headline"], told["added"]) == (1, "The council keeps the harbour.", added)
    done = command("remove", "nothing", told["id"][:5], "--format", "json")
    assert (done.status, json.loads(done.out)) == (1, [{"id": told["id"], "headline": told["headline"]}])
    assert json.loads(command("add", "missing.txt", "--format", "json").out) == []


def test_an_article_already_there_is_told_again_and_kept_once(readout: Call, article: Path) -> None:
    first = readout("add", "article.txt")
    again = readout("add", "article.txt", "-", stdin=NEWS)
    assert again.status == 0
    assert again.out == first.out * 2
    assert again.err.count("already in the library") == again.err.count("\n") == 2
    assert len(json.loads(readout("list", "--format", "json").out)) == 1


def test_each_that_can_be_read_is_kept_and_the_others_are_told(readout: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(NEWS.replace("harbour", "market"))
    done = readout("add", "article.txt", "missing.txt", "other.txt")
    assert (done.status, done.out.count("\n"), done.err.count("\n")) == (1, 2, 1)
    assert len(json.loads(readout("list", "--format", "json").out)) == 2


def test_the_library_may_be_named_before_or_after_the_command(apart: Call, article: Path, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    added = apart("add", "article.txt", "--library", elsewhere)
    assert apart("--library", elsewhere, "list", "--format", "json").out == (
        apart("list", "--format", "json", "--library", elsewhere).out
    )
    assert added.out.split()[0] in apart("list", "--library", elsewhere).out
    assert apart("list").out == ""


def test_a_list_has_a_line_for_each_newest_first(readout: Call, kept: list[str]) -> None:
    done = readout("list")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        f"{kept[1]}  Harbour kept — The Post · 2026-03-01 · 1 open · 1 suggested\n"
        f"{kept[0]}  Harbour kept, part 1 — 2 suggested\n"
    )


def test_a_list_as_json_is_an_array_of_entries(readout: Call, kept: list[str]) -> None:
    entries = json.loads(readout("list", "--format", "json").out)
    assert [entry["id"] for entry in entries] == kept[::-1]
    assert entries[0].keys() == {"id", "headline", "outlet", "published", "added", "tags", "open", "suggested"}


def test_an_empty_library_is_no_error(readout: Call, library: Path) -> None:
    assert (readout("list").status, readout("list").out) == (0, "")
    assert "is empty" in readout("list").err
    assert json.loads(readout("list", "--format", "json").out) == []
    assert not library.exists()


def test_a_briefing_is_shown_in_each_format_with_the_users_changes(readout: Call, kept: list[str]) -> None:
    id = kept[1][:6]
    assert "Confirm the price of the harbour. [open]" in readout("show", id).out
    assert "(open)" in readout("show", id, "--format", "markdown").out
    for format in ("json", "jsonl"):
        made = from_json(json.loads(readout("show", id, "--format", format).out))
        assert (made.id, made.follow_ups[0].state) == (kept[1], "open")
    assert readout("show", id, "--format", "jsonl").out.count("\n") == 1


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_or_ambiguous_id_is_one_line(command: str, readout: Call, kept: list[str]) -> None:
    for id in ("nothing", ""):
        done = readout(command, id)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


def test_what_is_removed_is_told_and_gone_and_the_others_stay(readout: Call, kept: list[str]) -> None:
    done = readout("remove", "nothing", kept[1][:6])
    assert (done.status, done.out, done.err.count("\n")) == (1, f"{kept[1]}  Harbour kept\n", 1)
    assert [entry["id"] for entry in json.loads(readout("list", "--format", "json").out)] == kept[:1]


def test_a_search_shows_entries_and_the_line_around_the_first_word(readout: Call, kept: list[str]) -> None:
    done = readout("search", "SELL", "council")
    first, second = done.out.splitlines()
    assert first.startswith(f"{kept[1]}  Harbour kept")
    assert "“We will not sell it,”" in second
    (hit,) = json.loads(readout("search", "sell", "--format", "json").out)
    assert hit["id"] == kept[1]
    assert "sell" in hit["excerpt"]


def test_a_search_that_finds_nothing_is_no_error(readout: Call, kept: list[str]) -> None:
    done = readout("search", "submarine")
    assert (done.status, done.out) == (0, "")
    assert "submarine" in done.err
    assert json.loads(readout("search", "submarine", "--format", "json").out) == []


def test_without_a_terminal_the_newest_briefing_is_printed(apart: Call, kept: list[str]) -> None:
    assert apart().out == apart("show", kept[1]).out


def test_without_a_terminal_and_a_library_the_sample_is_printed_and_marked(apart: Call, library: Path) -> None:
    done = apart()
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("SAMPLE")
    assert "\nHeadline\n" in done.out
    assert not library.exists()


def test_a_terminal_that_cannot_be_drawn_on_gets_the_same(apart: Call, on_a_terminal: Call, kept: list[str]) -> None:
    assert on_a_terminal(term="dumb").out == apart().out
