"""`readout search`: words, phrases and fields, as a shell hands them on."""

import json
from pathlib import Path

import pytest
from briefings import a_briefing
from command_line import Call

from stores import Library


@pytest.fixture
def three(library: Path) -> list[str]:
    with Library.open(library) as opened:
        ids = [
            opened.add(
                a_briefing(quote=f"“We sell {what},”", speaker=speaker, title=title, outlet=outlet, published=day)
            )
            for what, speaker, title, outlet, day in (
                ("the market", "Mayor Ada Byron", "Markets", "The Post", "2026-01-05"),
                ("the harbour", "Charles Babbage", "Harbours", "The Post", "2026-02-05"),
                ("the café", "Ada Smith", "Cafés", "Le Monde", "2026-03-05"),
            )
        ]
        opened.tag(ids[2], "town hall")
        return ids


def found(command: Call, *words: str) -> list[str]:
    return [hit["id"] for hit in json.loads(command("search", *words, "--format", "json").out)]


def test_words_phrases_and_fields_find_the_newest_first(command: Call, three: list[str]) -> None:
    assert found(command, "sell") == three[::-1]
    assert found(command, "CAFE") == [three[2]]
    assert found(command, '"sell the harbour"') == [three[1]]
    assert found(command, "speaker:ada", "sell") == [three[2], three[0]]
    assert found(command, "outlet:post", "after:2026-02") == [three[1]]
    assert found(command, "before:2026-02-05", "stance:declines") == [three[0]]
    assert found(command, "sell", "--limit", "1") == [three[2]]


def test_a_value_whose_quotation_marks_the_shell_took_is_still_one_value(command: Call, three: list[str]) -> None:
    assert found(command, "speaker:Ada Byron") == [three[0]]
    assert found(command, "tag:town hall", "sell") == [three[2]]
    assert found(command, 'speaker:"Ada Byron" outlet:post') == [three[0]]
    assert found(command, "speaker:byron outlet:post") == [three[0]]
    assert found(command, "speaker:ada sell") == []  # nobody is called "ada sell"


@pytest.mark.parametrize(("words", "named"), [("stance:angry", "angry"), ("after:soon", "soon"), (" ", "nothing")])
def test_what_cannot_be_searched_for_is_one_line(words: str, named: str, command: Call, three: list[str]) -> None:
    done = command("search", words)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert named in done.err
