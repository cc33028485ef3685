"""The lines of the four panes, made from a briefing: what is shown, which words prove it, what is copied."""

from collections.abc import Iterator

from textual.content import Content

from briefing.export.grouping import Standing, grouped
from briefing.export.quotation import quotation
from briefing.export.wording import (
    NO_POSITION,
    attribution,
    dateline,
    is_second_hand,
    is_uncertain,
    party_name,
    position_summary,
    position_words,
    quoted,
    sourcing,
    speaker_words,
    stance_words,
)
from briefing.model import (
    Briefing,
    FollowUp,
    FollowUpState,
    Headline,
    HeadlineOrigin,
    Origin,
    Position,
    Span,
    Stance,
    Statement,
)
from tui.desk import marks
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.places import Additions, Fact, Place, Row

_NOTE_LINES = 3  # of a note, in the headline pane

_UNDER = "└ "  # before one who stands under the party above

STATE_SIGNS = {
    FollowUpState.SUGGESTED: " ? ",
    FollowUpState.OPEN: "[ ]",
    FollowUpState.DONE: "[x]",
    FollowUpState.DROPPED: "[-]",
}


def headline_rows(briefing: Briefing, additions: Additions, *, sample: bool) -> Iterator[Row]:
    """Yield the lines of the headline pane: headline, dateline, sourcing, notices, tags, the beginning of the note."""
    headline = briefing.headline
    place = Place((Fact("Headline", _headline_words(headline)),), (headline.span,) if headline.span else ())
    lead = Content.styled("SAMPLE ", "bold $text-warning") if sample else ""
    own = "  your own headline" if headline.origin is HeadlineOrigin.USER else ""
    shown = Content.assemble(plain(headline.text, "bold"), (own, "$foreground-muted italic"))
    yield Row("headline", row(shown, lead), (place,), headline.text)
    if words := dateline(briefing.article):
        yield Row("dateline", row(plain(words)), (Place((Fact("Article", words),)),), words)
    if words := sourcing(briefing):
        first = min(briefing.statements, key=lambda s: s.content[0].start, default=None)
        places = (statement_place(briefing, first, additions),) if first else ()
        yield Row("sourcing", row(plain(words, "$foreground-muted")), places, words)
    if sample:
        words = "The built-in sample: press w to keep it in your library, a to add an article of your own."
        yield Row("sample", row(Content.styled(words, "$text-warning")), (Place(),), words)
    for i, notice in enumerate(briefing.notices):
        shown_notice = row(plain(notice, "$text-warning"), Content.styled("! ", "bold $text-warning"))
        yield Row(f"notice-{i}", shown_notice, (Place((Fact("Notice", notice),)),), notice)
    if additions.tags:
        words = ", ".join(additions.tags)
        yield Row("tags", row(plain(words), _label("Tags ")), (Place((Fact("Tags", words),)),), words)
    if additions.note:
        place = Place((Fact("Note", "your own, on this briefing; e edits it"),))
        yield Row("note", _note_row(additions.note), (place,), additions.note, read=additions.note)


def quote_rows(briefing: Briefing, additions: Additions, *, everything: bool) -> Iterator[Row]:
    """Yield the key quotes in their order, or all statements in the article's."""
    if everything:
        statements: Iterator[Statement] = iter(briefing.statements)
    else:
        statements = (briefing.statement(id) for id in briefing.key_quotes)
    for statement in statements:
        yield quote_row(briefing, additions, statement)


def quote_row(briefing: Briefing, additions: Additions, statement: Statement) -> Row:
    """Return the line of a statement: what is said, its stance, and whose it is."""
    shown = row(plain(quoted(statement)), "", _source_part(briefing, additions, statement))
    place = statement_place(briefing, statement, additions)
    return Row(statement.id, shown, (place,), quotation(briefing, statement))


def position_rows(briefing: Briefing, additions: Additions) -> Iterator[Row]:
    """Yield where each stakeholder stands: sign, stance, name, count of evidence, and the clause that shows it.

    Parts, such as agencies, come below their party.
    """
    for standing in grouped(briefing):
        yield _position_row(briefing, additions, standing)


def follow_up_rows(briefing: Briefing) -> Iterator[Row]:
    """Yield the follow-ups: what is open first, then suggestions, what is done, what was dropped."""
    order = [FollowUpState.OPEN, FollowUpState.SUGGESTED, FollowUpState.DONE, FollowUpState.DROPPED]
    for follow_up in sorted(briefing.follow_ups, key=lambda f: order.index(f.state)):
        yield follow_up_row(follow_up)


def statement_place(briefing: Briefing, statement: Statement, additions: Additions) -> Place:
    """Return where a statement stands in the article, and all that is known of it."""
    return Place(
        tuple(_facts(briefing, statement, additions)),
        statement.content,
        statement.speaker.span if statement.speaker else None,
        statement.cue,
    )


def _headline_words(headline: Headline) -> str:
    match headline.origin:
        case HeadlineOrigin.LEAD:
            return "the article's first sentence"
        case HeadlineOrigin.TITLE:
            return "the page's title" if headline.span else "the page's title, which is not in its text"
        case HeadlineOrigin.USER:
            return (
                "your own, in words of the article" if headline.span else "your own, in words that are not its text's"
            )


def _label(words: str) -> Content:
    return Content.styled(words, "$foreground-muted")


def _note_row(note: str) -> Hanging:
    """Return the first lines of a note, hung beside its name."""
    lines = [line for line in note.splitlines() if line.strip()]
    shown = [plain(line) for line in lines[:_NOTE_LINES]]
    if len(lines) > _NOTE_LINES:
        shown[-1] = Content.assemble(shown[-1], (" … Enter shows all", "$foreground-muted italic"))
    parts = [Part(line, _label("     " if i else "Note ")) for i, line in enumerate(shown)]
    return Hanging(*parts)


def _source_part(briefing: Briefing, additions: Additions, statement: Statement) -> Part:
    stance = Content.styled(f"  {stance_words(statement.stance)}", stance_style(statement.stance))
    lead = Content.assemble(stance, (" — ", "$foreground-muted"))
    source = plain(attribution(briefing, statement), "$foreground-muted italic")
    if statement.origin is Origin.USER:
        source = Content.assemble(source, (f"  ({marks.of_statement(statement, additions)})", "$text-accent"))
    elif is_uncertain(statement):
        source = Content.assemble(source, ("  (uncertain)", "$text-warning"))
    return Part(source, lead)


def _position_row(briefing: Briefing, additions: Additions, standing: Standing) -> Row:
    position = standing.position
    stakeholder = briefing.stakeholder(position.stakeholder)
    evidence = [briefing.statement(id) for id in position.statements]
    count = " + ".join(_counts(len(evidence), standing.in_parts))
    name = Content.assemble(plain(standing.name, "bold"), (f"  {count}" if count else "", "$foreground-muted"))
    under = "  " * (standing.depth - 1) + _UNDER if standing.depth else ""
    stance = Content.styled(f"{stance_words(position.stance):<11}", stance_style(position.stance))
    lead = Content.assemble(stance, (under, "$foreground-muted"))
    below = Content(" " * lead.cell_length)
    summary = position_summary(position)
    parts = [Part(plain(summary), below)] if summary else []
    renamed = marks.is_renamed(stakeholder, additions)
    if notes := " · ".join([*_position_notes(position, evidence), *(["renamed by you"] if renamed else [])]):
        parts.append(Part(Content.styled(notes, "$foreground-muted italic"), below))
    places = tuple(statement_place(briefing, s, additions) for s in evidence) or tuple(
        Place((Fact("Mention of", stakeholder.name),), (mention,)) for mention in stakeholder.mentions
    )
    if renamed:
        fact = Fact("Name", f"{stakeholder.name}, given by you; c changes or withdraws it")
        places = tuple(place._replace(facts=(*place.facts, fact)) for place in places)
    if position.summary and evidence:
        first = Place(places[0].facts, position.summary, places[0].speaker, places[0].cue)
        shows = next((p for p in places if _covers(p.content, position.summary[-1:])), first)
        places = (shows, *(p for p in places if p is not shows))
    stands = f"{party_name(briefing, position)}: {position.stance.value}"
    copied = " — ".join(filter(None, (stands, position_words(position))))
    return Row(position.stakeholder, row(name, lead, *parts), places, copied)


def _counts(own: int, in_parts: int) -> Iterator[str]:
    if own:
        yield str(own)
    if in_parts:
        yield f"{in_parts} in its parts"


def _position_notes(position: Position, evidence: list[Statement]) -> Iterator[str]:
    if position.also:
        yield "also " + ", ".join(stance_words(stance) for stance in position.also)
    if not evidence:
        yield NO_POSITION
        return
    count = len(evidence)
    second_hand = sum(is_second_hand(statement) for statement in evidence)
    unnamed = sum(not (statement.speaker and statement.speaker.named) for statement in evidence)
    if second_hand:
        yield "second-hand only" if second_hand == count else f"{second_hand} second-hand"
    if unnamed:
        yield "nobody named" if unnamed == count else f"{unnamed} unnamed"
    if all(is_uncertain(s) for s in evidence):
        yield "uncertain"


def _covers(content: tuple[Span, ...], summary: tuple[Span, ...]) -> bool:
    return any(piece.overlaps(clause) for piece in content for clause in summary)


def follow_up_row(follow_up: FollowUp) -> Row:
    """Return the line of a follow-up: how far it has come, its kind, what is to be done, by when."""
    gone = follow_up.state in (FollowUpState.DONE, FollowUpState.DROPPED)
    state = "bold" if follow_up.state is FollowUpState.OPEN else "$foreground-muted"
    lead = Content.assemble((STATE_SIGNS[follow_up.state], state), (f" {follow_up.kind.value:<9}", "$text-accent"))
    text = plain(follow_up.text, "$foreground-muted" if gone else "")
    shown = row(Content.assemble(text, (f"  due {follow_up.due}" if follow_up.due else "", "bold")), lead)
    facts = (Fact("Follow-up", f"{follow_up.text} ({follow_up.kind.value}, {follow_up.state.value})"),)
    places = tuple(Place(facts, (span,)) for span in follow_up.spans) or (Place(facts),)
    due = f" (due {follow_up.due})" if follow_up.due else ""
    return Row(follow_up.id, shown, places, f"{follow_up.text}{due}", follow_up.id)


def _facts(briefing: Briefing, statement: Statement, additions: Additions) -> Iterator[Fact]:
    speaker = statement.speaker
    yield Fact("Statement", f"{statement.kind.value}, {stance_words(statement.stance)}")
    if statement.origin is Origin.USER:
        yield Fact("Origin", f"{marks.of_statement(statement, additions)}; c changes or withdraws it")
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
    if is_uncertain(statement):
        share = f"{100 * statement.confidence:.0f} in 100"
        yield Fact("Uncertain", f"of statements found like this one, about {share} are right: check who says it")
    if statement.hedges:
        yield Fact("Hedged", ", ".join(span.exact for span in statement.hedges))


def stance_style(stance: Stance) -> str:
    """Return the colour of a stance, which stands beside its sign and word."""
    return {
        Stance.OPPOSES: "$text-error",
        Stance.DENIES: "$text-error",
        Stance.WARNS: "$text-warning",
        Stance.SUPPORTS: "$text-success",
        Stance.COMMITS: "$text-success",
        Stance.ASKS: "$text-accent",
    }.get(stance, "$foreground-muted")
