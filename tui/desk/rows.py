"""The lines of the four panes, made from a briefing: what is shown, which words prove it, what is copied."""

from collections.abc import Iterator

from textual.content import Content

from briefing.export.quotation import quotation
from briefing.export.wording import (
    attribution,
    dateline,
    is_second_hand,
    position_summary,
    quoted,
    sourcing,
    speaker_words,
    stance_words,
)
from briefing.model import Briefing, FollowUp, FollowUpState, Position, Span, Stance, Statement
from tui.desk.content import plain
from tui.desk.hanging import Part, row
from tui.desk.places import Fact, Place, Row

STATE_SIGNS = {
    FollowUpState.SUGGESTED: " ? ",
    FollowUpState.OPEN: "[ ]",
    FollowUpState.DONE: "[x]",
    FollowUpState.DROPPED: "[-]",
}


def headline_rows(briefing: Briefing, *, sample: bool) -> Iterator[Row]:
    """Yield the lines of the headline pane: headline, dateline, sourcing, notices."""
    headline = briefing.headline
    where = "the article's first sentence" if headline.span else "the page's title, which is not in its text"
    place = Place((Fact("Headline", where),), (headline.span,) if headline.span else ())
    lead = Content.styled("SAMPLE ", "bold $text-warning") if sample else ""
    yield Row("headline", row(plain(headline.text, "bold"), lead), (place,), headline.text)
    if words := dateline(briefing.article):
        yield Row("dateline", row(plain(words)), (Place((Fact("Article", words),)),), words)
    if words := sourcing(briefing):
        first = min(briefing.statements, key=lambda s: s.content[0].start, default=None)
        places = (statement_place(briefing, first),) if first else ()
        yield Row("sourcing", row(plain(words, "$foreground-muted")), places, words)
    if sample:
        words = "The built-in sample: press w to keep it in your library, a to add an article of your own."
        yield Row("sample", row(Content.styled(words, "$text-warning")), (Place(),), words)
    for i, notice in enumerate(briefing.notices):
        shown = row(plain(notice, "$text-warning"), Content.styled("! ", "bold $text-warning"))
        yield Row(f"notice-{i}", shown, (Place((Fact("Notice", notice),)),), notice)


def quote_rows(briefing: Briefing, *, everything: bool) -> Iterator[Row]:
    """Yield the key quotes in their order, or all statements in the article's."""
    if everything:
        statements: Iterator[Statement] = iter(briefing.statements)
    else:
        statements = (briefing.statement(id) for id in briefing.key_quotes)
    for statement in statements:
        shown = row(plain(quoted(statement)), "", _source_part(briefing, statement))
        yield Row(statement.id, shown, (statement_place(briefing, statement),), quotation(briefing, statement))


def position_rows(briefing: Briefing) -> Iterator[Row]:
    """Yield where each stakeholder stands: sign, stance, name, count of evidence, and the clause that shows it."""
    for position in briefing.positions:
        yield _position_row(briefing, position)


def follow_up_rows(briefing: Briefing) -> Iterator[Row]:
    """Yield the follow-ups: what is open first, then suggestions, what is done, what was dropped."""
    order = [FollowUpState.OPEN, FollowUpState.SUGGESTED, FollowUpState.DONE, FollowUpState.DROPPED]
    for follow_up in sorted(briefing.follow_ups, key=lambda f: order.index(f.state)):
        yield _follow_up_row(follow_up)


def statement_place(briefing: Briefing, statement: Statement) -> Place:
    """Return where a statement stands in the article, and all that is known of it."""
    return Place(
        tuple(_facts(briefing, statement)),
        statement.content,
        statement.speaker.span if statement.speaker else None,
        statement.cue,
    )


def _source_part(briefing: Briefing, statement: Statement) -> Part:
    stance = Content.styled(f"  {stance_words(statement.stance)}", _stance_style(statement.stance))
    lead = Content.assemble(stance, (" — ", "$foreground-muted"))
    return Part(plain(attribution(briefing, statement), "$foreground-muted italic"), lead)


def _position_row(briefing: Briefing, position: Position) -> Row:
    stakeholder = briefing.stakeholder(position.stakeholder)
    evidence = [briefing.statement(id) for id in position.statements]
    name = Content.assemble(
        plain(stakeholder.name, "bold"), (f"  {len(evidence)}" if evidence else "", "$foreground-muted")
    )
    lead = Content.styled(f"{stance_words(position.stance):<11}", _stance_style(position.stance))
    below = Content(" " * lead.cell_length)
    summary = position_summary(position)
    parts = [Part(plain(summary), below)] if summary else []
    if notes := " · ".join(_position_notes(position, evidence)):
        parts.append(Part(Content.styled(notes, "$foreground-muted italic"), below))
    places = tuple(statement_place(briefing, s) for s in evidence) or tuple(
        Place((Fact("Mention of", stakeholder.name),), (mention,)) for mention in stakeholder.mentions
    )
    if position.summary and evidence:
        first = Place(places[0].facts, position.summary, places[0].speaker, places[0].cue)
        shows = next((p for p in places if _covers(p.content, position.summary)), first)
        places = (shows, *(p for p in places if p is not shows))
    copied = f"{stakeholder.name}: {position.stance.value}" + (f" — {summary}" if summary else "")
    return Row(position.stakeholder, row(name, lead, *parts), places, copied)


def _position_notes(position: Position, evidence: list[Statement]) -> Iterator[str]:
    if position.also:
        yield "also " + ", ".join(stance_words(stance) for stance in position.also)
    if not evidence:
        yield "no position found"
        return
    if all(is_second_hand(s) for s in evidence):
        yield "second-hand only"
    if not any(s.speaker and s.speaker.named for s in evidence):
        yield "nobody named"


def _covers(content: tuple[Span, ...], summary: tuple[Span, ...]) -> bool:
    return any(piece.overlaps(clause) for piece in content for clause in summary)


def _follow_up_row(follow_up: FollowUp) -> Row:
    gone = follow_up.state in (FollowUpState.DONE, FollowUpState.DROPPED)
    state = "bold" if follow_up.state is FollowUpState.OPEN else "$foreground-muted"
    lead = Content.assemble((STATE_SIGNS[follow_up.state], state), (f" {follow_up.kind.value:<9}", "$text-accent"))
    text = plain(follow_up.text, "$foreground-muted" if gone else "")
    shown = row(Content.assemble(text, (f"  due {follow_up.due}" if follow_up.due else "", "bold")), lead)
    facts = (Fact("Follow-up", f"{follow_up.text} ({follow_up.kind.value}, {follow_up.state.value})"),)
    places = tuple(Place(facts, (span,)) for span in follow_up.spans) or (Place(facts),)
    due = f" (due {follow_up.due})" if follow_up.due else ""
    return Row(follow_up.id, shown, places, f"{follow_up.text}{due}", follow_up.id)


def _facts(briefing: Briefing, statement: Statement) -> Iterator[Fact]:
    speaker = statement.speaker
    yield Fact("Statement", f"{statement.kind.value}, {stance_words(statement.stance)}")
    if speaker is None:
        yield Fact("Speaker", "not found")
    else:
        yield Fact("Speaker", speaker_words(briefing, statement), "speaker")
        if speaker.anonymity:
            yield Fact("Not named", speaker.anonymity.exact)
    if statement.cue:
        yield Fact("Cue", statement.cue.exact, "cue")
    if statement.addressee:
        yield Fact("To", statement.addressee.exact)
    if statement.chain:
        yield Fact("Through", " ← ".join(link.name for link in statement.chain))
    if statement.hedges:
        yield Fact("Hedged", ", ".join(span.exact for span in statement.hedges))


def _stance_style(stance: Stance) -> str:
    return {
        Stance.OPPOSES: "$text-error",
        Stance.DENIES: "$text-error",
        Stance.WARNS: "$text-warning",
        Stance.SUPPORTS: "$text-success",
        Stance.COMMITS: "$text-success",
        Stance.ASKS: "$text-accent",
    }.get(stance, "$foreground-muted")
