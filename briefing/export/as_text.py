"""A briefing as plain text: short headings, one paragraph per line, nothing that a screen reader would stumble over."""

from collections.abc import Iterable, Iterator

from briefing.export import wording
from briefing.export.grouping import Standing, grouped
from briefing.model import Briefing, FollowUp, Statement


def text(briefing: Briefing) -> str:
    """Return the briefing as plain text that ends with a line end.

    Lines are as long as their paragraphs. What comes from the article is as it came, on one line each.
    """
    sections = (
        _section("Headline", _headline(briefing)),
        _section("Key quotes", _statements(briefing, wording.key_quotes(briefing)), "No quote was found."),
        _section("Positions", (_position(briefing, s) for s in grouped(briefing)), "No position was found."),
        _section("Follow-ups", _follow_ups(briefing.follow_ups), "Nothing to follow up was found."),
        _section("Other statements", _statements(briefing, wording.other_statements(briefing)), "None."),
    )
    return "\n\n".join(sections) + "\n"


def _section(name: str, lines: Iterable[str], without: str = "") -> str:
    return "\n".join([name, *(list(lines) or [without])])


def _headline(briefing: Briefing) -> Iterator[str]:
    yield wording.one_line(briefing.headline.text)
    note = wording.headline_note(briefing.headline)
    if note is not None:
        yield f"({note})"
    source = wording.dateline(briefing.article)
    if source:
        yield source
    yield f"Sourcing: {wording.sourcing(briefing)}"
    for notice in briefing.notices:
        yield f"Notice: {wording.one_line(notice)}"


def _statements(briefing: Briefing, statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        notes = filter(None, (wording.attribution(briefing, statement), wording.kind_note(statement)))
        stance = wording.stance_words(statement.stance)
        yield f"{wording.quoted(statement)} — {'; '.join(notes)} [{stance}]"


def _position(briefing: Briefing, standing: Standing) -> str:
    position = standing.position
    who, stance = wording.party_name(briefing, position), wording.stance_words(position.stance)
    evidence = wording.position_evidence(briefing, position, standing.in_parts)
    return f"{'  ' * standing.depth}{who}: {stance}: {wording.position_words(position)} [{evidence}]"


def _follow_ups(follow_ups: Iterable[FollowUp]) -> Iterator[str]:
    for follow_up in follow_ups:
        line = f"{follow_up.kind}: {wording.one_line(follow_up.text)} [{wording.follow_up_state(follow_up)}]"
        reason = wording.follow_up_reason(follow_up)
        yield f"{line} From: {reason}" if reason else line
