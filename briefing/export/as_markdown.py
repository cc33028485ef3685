"""A briefing as Markdown, whole or by section; whatever comes from the article stays text in it."""

from collections.abc import Iterable, Iterator

from briefing.export import wording
from briefing.export.escaping import escaped, link
from briefing.export.grouping import Standing, grouped
from briefing.model import Article, Briefing, FollowUp, FollowUpState, Statement

_LINE_END = "\n"


def markdown(briefing: Briefing) -> str:
    """Return the briefing as Markdown (CommonMark with task lists) that ends with a line end."""
    sections = (
        headline_section(briefing),
        quotes_section(briefing, wording.key_quotes(briefing)),
        positions_section(briefing),
        follow_ups_section(briefing),
        _statements_section("Other statements", briefing, wording.other_statements(briefing)),
    )
    return "\n\n".join(sections) + "\n"


def headline_section(briefing: Briefing) -> str:
    """Return headline, where it comes from, sourcing and notices, without a line end at the end."""
    return "\n\n".join(_headline(briefing))


def quotes_section(briefing: Briefing, statements: Iterable[Statement], name: str = "Key quotes") -> str:
    """Return the given statements as quotations under `name`, without a line end at the end."""
    return _statements_section(escaped(name), briefing, statements)


def positions_section(briefing: Briefing) -> str:
    """Return where each stakeholder stands, parts in a list below their party, without a line end at the end."""
    lines = [_position(briefing, standing) for standing in grouped(briefing)]
    return f"## Positions\n\n{_LINE_END.join(lines) or 'No position was found.'}"


def follow_ups_section(briefing: Briefing) -> str:
    """Return the follow-ups as a task list, without a line end at the end."""
    lines = [_follow_up(follow_up) for follow_up in briefing.follow_ups]
    return f"## Follow-ups\n\n{_LINE_END.join(lines) or 'Nothing to follow up was found.'}"


def _headline(briefing: Briefing) -> Iterator[str]:
    yield f"# {escaped(briefing.headline.text)}"
    note = wording.headline_note(briefing.headline)
    if note is not None:
        yield f"*{note}*"
    source = _dateline(briefing.article)
    if source:
        yield source
    yield f"Sourcing: {escaped(wording.sourcing(briefing))}"
    for notice in briefing.notices:
        yield f"**Notice:** {escaped(notice)}"


def _dateline(article: Article) -> str:
    address = article.url or article.canonical_url
    return " · ".join([*map(escaped, wording.origin_words(article)), *([link(address)] if address else [])])


def _statements_section(name: str, briefing: Briefing, statements: Iterable[Statement]) -> str:
    quotes = [_quote(briefing, statement) for statement in statements]
    return "\n\n".join([f"## {name}", *(quotes or ["None."])])


def _quote(briefing: Briefing, statement: Statement) -> str:
    notes = filter(None, (escaped(wording.attribution(briefing, statement)), wording.kind_note(statement)))
    stance = wording.stance_words(statement.stance)
    return f"> {escaped(wording.quoted(statement))}\n>\n> — {'; '.join(notes)} ({stance})"


def _position(briefing: Briefing, standing: Standing) -> str:
    position = standing.position
    words = escaped(wording.position_words(position))
    evidence = escaped(wording.position_evidence(briefing, position, standing.in_parts))
    stance = wording.stance_words(position.stance)
    return f"{'  ' * standing.depth}- **{escaped(standing.name)}** {stance}: {words} ({evidence})"


def _follow_up(follow_up: FollowUp) -> str:
    box = "[x]" if follow_up.state is FollowUpState.DONE else "[ ]"
    line = f"- {box} **{follow_up.kind}** {escaped(follow_up.text)} ({escaped(wording.follow_up_state(follow_up))})"
    reason = wording.follow_up_reason(follow_up)
    return f"{line} From: {escaped(reason)}" if reason else line
