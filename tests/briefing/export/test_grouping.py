"""The order of positions: parts under their party, in the text and in Markdown as on the desk."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from briefings import a_briefing
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.export.as_markdown import positions_section
from briefing.export.as_text import text
from briefing.export.grouping import grouped, with_parts
from briefing.model import Briefing, Position, Stakeholder, StakeholderKind, Stance

PART_OF = {
    "State Department": "US officials",
    "Consular service": "State Department",
    "US officials": None,
    "FCC": "US officials",
    "Huawei": None,
    "Honor": "Huawei",
}


def positions_of(*names: str, said: int = 1, part_of: dict[str, str | None] | None = None) -> Briefing:
    """A briefing with positions of these stakeholders in this order, each with `said` statements."""
    made = a_briefing()
    (span,), speaker = made.statements[0].content, made.statements[0].speaker
    assert speaker is not None
    over = PART_OF if part_of is None else part_of
    statements, positions = [], []
    for name in names:
        ids = tuple(f"{name} {number}" for number in range(said))
        statements += [replace(made.statements[0], id=id, speaker=replace(speaker, stakeholder=name)) for id in ids]
        positions.append(Position(name, Stance.WARNS if said else Stance.NONE, (span,) * bool(said), None, ids, ()))
    return replace(
        made,
        stakeholders=tuple(
            Stakeholder(name, name, StakeholderKind.GOVERNMENT, above, (span,)) for name, above in over.items()
        ),
        statements=tuple(statements),
        key_quotes=(),
        positions=tuple(positions),
    )


def tree(briefing: Briefing) -> list[str]:
    """Whose positions are shown, set in by a dot for each step, in their order."""
    return ["." * standing.depth + standing.name for standing in grouped(briefing)]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Huawei", "US officials", "FCC"], ["Huawei", "US officials", ".FCC"]),
        (["FCC", "Huawei", "US officials"], ["Huawei", "US officials", ".FCC"]),
        (["FCC", "US officials", "Honor", "Huawei"], ["US officials", ".FCC", "Huawei", ".Honor"]),
        (
            ["FCC", "Huawei", "Honor", "State Department", "US officials"],
            ["Huawei", ".Honor", "US officials", ".FCC", ".State Department"],
        ),
        (
            ["Consular service", "FCC", "State Department", "US officials"],
            ["US officials", ".FCC", ".State Department", "..Consular service"],
        ),
    ],
)
def test_parts_stand_directly_under_their_party_whatever_the_order(names: list[str], shown: list[str]) -> None:
    assert tree(positions_of(*names)) == shown


def test_a_part_whose_party_has_no_position_names_the_party() -> None:
    assert tree(positions_of("FCC", "Huawei")) == ["FCC (US officials)", "Huawei"]


def test_a_part_of_a_part_without_a_position_stands_under_the_next_party_above_and_names_its_own() -> None:
    briefing = positions_of("US officials", "Consular service", said=2)
    assert tree(briefing) == ["US officials", ".Consular service (State Department)"]
    assert [standing.in_parts for standing in grouped(briefing)] == [2, 0]


def test_the_statements_of_all_parts_are_counted_apart_from_a_partys_own() -> None:
    briefing = positions_of("US officials", "FCC", "State Department", "Consular service", "Huawei", said=2)
    assert {standing.name: standing.in_parts for standing in grouped(briefing)} == {
        "US officials": 6,
        "FCC": 0,
        "State Department": 2,
        "Consular service": 0,
        "Huawei": 0,
    }


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=8, max_size=8),
    st.lists(st.integers(0, 7), unique=True),
)
def test_every_position_is_shown_once_even_where_parties_are_part_of_each_other(
    above: Sequence[int | None], with_position: list[int]
) -> None:
    over = {str(i): None if id is None else str(id) for i, id in enumerate(above)}
    briefing = positions_of(*map(str, with_position), part_of=over)
    assert sorted(standing.position.stakeholder for standing in grouped(briefing)) == sorted(map(str, with_position))
    depths = [standing.depth for standing in grouped(briefing)]
    assert all(now <= before + 1 for before, now in zip([-1, *depths], depths, strict=False))


def test_a_stakeholder_comes_with_all_that_is_part_of_it() -> None:
    briefing = positions_of()
    assert with_parts(briefing, "US officials") == {"US officials", "FCC", "State Department", "Consular service"}
    assert with_parts(briefing, "State Department") == {"State Department", "Consular service"}
    assert with_parts(briefing, "FCC") == {"FCC"}


def test_the_text_sets_parts_in_below_their_party_and_counts_what_they_say() -> None:
    briefing = positions_of("FCC", "Huawei", "US officials", said=2)
    words = "! warns: “We will not sell it,”"
    assert (
        "Positions\n"
        f"Huawei: {words} [2 statements]\n"
        f"US officials: {words} [2 statements, 2 more in its parts]\n"
        f"  FCC (US officials): {words} [2 statements]\n"
        "\n"
    ) in text(briefing)


def test_markdown_lists_parts_within_their_party() -> None:
    briefing = positions_of("FCC", "Huawei", "US officials")
    section = positions_section(briefing)
    assert (
        "- **US officials** ! warns: “We will not sell it,” (1 statement, 1 more in its parts)\n  - **FCC** !"
        in section
    )
    html = MarkdownIt("commonmark").render(section)
    assert html.count("<ul>") == 2
    inner = html[html.index("<ul>", html.index("<ul>") + 1) :]
    assert "FCC" in inner
    assert "Huawei" not in inner


def test_where_no_position_was_found_the_exports_say_so_and_how_the_article_speaks_of_the_stakeholder() -> None:
    briefing = positions_of("Huawei", said=0)
    (quote,) = briefing.stakeholders[0].mentions
    name = replace(quote, start=quote.end + 1, end=quote.end + 6, exact="Mayor")
    parties = [replace(party, mentions=(name, quote, replace(name, exact="mayor"))) for party in briefing.stakeholders]
    briefing = replace(briefing, stakeholders=tuple(parties))
    assert "\nHuawei: ○ none: no position found [mentioned as Mayor, “We will not sell it,”]\n" in text(briefing)
    assert "- **Huawei** ○ none: no position found (mentioned as Mayor, “We" in positions_section(briefing)


def test_a_party_that_says_nothing_itself_is_shown_with_what_its_parts_say() -> None:
    briefing = positions_of("Huawei", "Honor")
    silent = replace(briefing.positions[0], stance=Stance.NONE, summary=(), statements=())
    briefing = replace(briefing, positions=(briefing.positions[1], silent))
    assert "Huawei: ○ none: no position found [1 statement in its parts; mentioned as" in text(briefing)
