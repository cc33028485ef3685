"""A briefing as plain text: all of it, line by line, readable without seeing it."""

from dataclasses import replace

from briefings import a_briefing
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.export.as_text import text
from briefing.model import StakeholderKind, Stance


def test_a_briefing_reads_from_headline_to_notices() -> None:
    made = a_briefing(title="Harbour kept", outlet="The Post", published="2026-03-01")
    other = replace(made.statements[0], id="s2", stance=Stance.WARNS, chain=(), addressee=None)
    assert text(replace(made, statements=(*made.statements, other), notices=("This article looks cut off.",))) == (
        "Headline\n"
        "Harbour kept\n"
        "(the title, which does not stand in the text)\n"
        "The Post · 2026-03-01\n"
        "Sourcing: 1 named, 0 unnamed; lead claim second-hand: The Harbour Post\n"
        "Notice: This article looks cut off.\n"
        "\n"
        "Key quotes\n"
        "“We will not sell it,” — Mayor Ada Byron, to The Harbour Post; second-hand via The Harbour Post [– declines]\n"
        "\n"
        "Positions\n"
        "Mayor Ada Byron: – declines: “We will not sell it,” [1 statement]\n"
        "\n"
        "Follow-ups\n"
        "confirm: Confirm the price of the harbour. [suggested] From: “We will not sell it,”\n"
        "identify: Ask who would buy. [suggested, due 2026-04]\n"
        "\n"
        "Other statements\n"
        "“We will not sell it,” — Mayor Ada Byron [! warns]\n"
    )


def test_nothing_found_is_an_answer() -> None:
    bare = replace(a_briefing(), key_quotes=(), statements=(), positions=(), follow_ups=())
    assert "Key quotes\nNo quote was found.\n\nPositions\nNo position was found.\n" in text(bare)
    assert "Follow-ups\nNothing to follow up was found.\n\nOther statements\nNone.\n" in text(bare)


def test_a_position_tells_under_whom_about_what_and_with_which_evidence() -> None:
    made = a_briefing()
    (party,), (position,) = made.stakeholders, made.positions
    above = replace(party, id="p2", name="The council", kind=StakeholderKind.GOVERNMENT)
    full = replace(position, target=party.mentions[0], statements=("s1", "s1"), also=(Stance.WARNS, Stance.ASKS))
    made = replace(made, stakeholders=(replace(party, part_of="p2"), above), positions=(full,))
    assert (
        "Mayor Ada Byron (The council): – declines: “We will not sell it,” "
        "[about Mayor Ada Byron; 2 statements; also ! warns, ? asks]"
    ) in text(made)


@settings(deadline=None)
@given(words=st.text(min_size=1).filter(str.strip))
def test_no_text_from_outside_begins_a_line_of_its_own(words: str) -> None:
    filled = a_briefing(f"“{words}”", f"y{words}", f"z{words}", words, title=words, outlet=words, authors=(words,))
    plain = a_briefing("“x”", "y", "z", "w", title="t", outlet="o", authors=("a",))
    assert len(text(filled).split("\n")) == len(text(plain).split("\n"))
