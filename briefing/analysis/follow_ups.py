"""Follow-ups: what the article leaves to be done, each a suggestion with its reason, in the article's words."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from briefing.analysis import coming, figures, noun_phrases, responses, stances
from briefing.analysis.attribution import of_statement
from briefing.analysis.clauses import LEAD
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted, shortened
from briefing.model import (
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Link,
    Span,
    Stakeholder,
    StakeholderKind,
    Statement,
)

MOST = 8
"""The most follow-ups of one briefing."""

_CLAIM = 8  # words of a claim that is cut short, at least
_EACH = 2  # dates, and figures, at most


def follow_ups(
    document: Document,
    outlets: Outlets,
    statements: Sequence[Statement],
    stakeholders: Sequence[Stakeholder],
    key_quotes: Sequence[str],
    *,
    published: date | None,
) -> list[FollowUp]:
    """Return the suggested follow-ups, best first: answers, confirmations, names, dates, figures in turn.

    `published` is the day that "tomorrow" is told on.
    """
    kinds = (
        responses.suggestions(document, outlets, statements, stakeholders),
        list(_confirmations(document, outlets, statements)),
        list(_identifications(document, outlets, statements, stakeholders, key_quotes)),
        list(coming.suggestions(document, published))[:_EACH],
        list(islice(figures.suggestions(document, statements, LEAD), _EACH)),
    )
    in_turn = [kind[rank] for rank in range(max(map(len, kinds))) for kind in kinds if rank < len(kind)]
    own = {suggestion.text: suggestion for suggestion in in_turn if len(suggestion.text) <= LONGEST}
    return [
        FollowUp(f"f{n}", one.kind, one.text, one.due, FollowUpState.SUGGESTED, one.spans)
        for n, one in enumerate(list(own.values())[:MOST], 1)
    ]


def _confirmations(document: Document, outlets: Outlets, statements: Sequence[Statement]) -> Iterator[Suggestion]:
    """Yield the lead's claim that rests on a hedge, on another outlet's report or on somebody who is not named."""
    if not document.sentences:
        return
    lead_end = document.sentences[:LEAD][-1].end
    lead = [one for one in statements if document.token_at(one.content[0].start) < lead_end]
    agencies = _agencies(document, outlets, statements)
    chains = [chain for statement in statements if (chain := _outlets_of(document, outlets, statement))]
    for statement in lead:
        hedges = [h for h in statement.hedges if document.quoted[document.token_at(h.start)] < 0]
        on_record = statement.speaker is not None and statement.speaker.named
        reported = {link.name for link in _outlets_of(document, outlets, statement)} - agencies
        passed_on = not on_record and bool(reported)
        if not (hedges or passed_on):
            continue
        through = _outlets_of(document, outlets, statement) or (chains[0] if chains else [])
        names = " and ".join(dict.fromkeys(line(link.name) for link in reversed(through)))
        spans = (*hedges[:1], *(link.span for link in through if link.span is not None))
        hedge = f": the article has it only as “{line(hedges[0].exact)}”" if hedges else ""
        if spans:
            said = _claim(document, statement, LONGEST - len(f"Confirm with {names}: “”.")) if not hedges else ""
            claim = f"Confirm with {names}: {said}." if said and names else ""
            text = claim or f"Confirm the lead claim{f' with {names}' if names else ''}{hedge}."
            yield Suggestion(FollowUpKind.CONFIRM, text, spans)
            return
    for statement in lead:
        speaker = statement.speaker
        if speaker is None or speaker.named or speaker.span is None or not _is_anonymous(document, speaker.span):
            continue
        who = quoted(speaker.span.exact)
        said = _claim(document, statement, LONGEST - len(f"Confirm “”: it rests on {who}, unnamed."))
        if who and said and who[1:2].islower():
            yield Suggestion(FollowUpKind.CONFIRM, f"Confirm {said}: it rests on {who}, unnamed.", (speaker.span,))
            return


def _agencies(document: Document, outlets: Outlets, statements: Sequence[Statement]) -> set[str]:
    """Return the outlets that all statements came through: an agency's article, and no report that is passed on."""
    each = [{link.name for link in _outlets_of(document, outlets, statement)} for statement in statements]
    return set.intersection(*each) if len(each) > 1 else set()


def _claim(document: Document, statement: Statement, most: int) -> str:
    """Return what a statement claims, quoted, in at most so many code points; "" where it is no clause."""
    whole, said = line(statement.content[0].exact), shortened(statement.content[0].exact, most)
    cut = len(said.split()) < len(whole.split())
    clause = len(statement.content) == 1 and stances.is_clause(document, of_statement(statement))
    return said if clause and not (cut and len(said.split()) < _CLAIM) else ""


def _is_anonymous(document: Document, speaker: Span) -> bool:
    """Whether the words are for persons who could be named and are not: "two officials", "a source close to her"."""
    first, end = document.range_of((speaker.start, speaker.end))
    head = document.tokens[noun_phrases.head_end(document, first, end) - 1].low
    sections = ("official_nouns", "anonymous", "persons")
    return head == "people" or any(head in words(name) or head.removesuffix("s") in words(name) for name in sections)


def _outlets_of(document: Document, outlets: Outlets, statement: Statement) -> list[Link]:
    """Return the outlets of a statement's chain."""
    places = [(link, document.range_of((link.span.start, link.span.end))) for link in statement.chain if link.span]
    return [link for link, place in places if outlets.within(*place)]


def _identifications(
    document: Document,
    outlets: Outlets,
    statements: Sequence[Statement],
    stakeholders: Sequence[Stakeholder],
    key_quotes: Sequence[str],
) -> Iterator[Suggestion]:
    """Yield the speakers of key quotes who are persons without a name, and whom to ask for it."""
    parties = {party.id: party for party in stakeholders}
    for statement in statements:
        speaker = statement.speaker
        if statement.id not in key_quotes or speaker is None or speaker.named or speaker.span is None:
            continue
        if speaker.span.exact.split()[0].lower() in ("the", "his", "her", "its", "their"):
            continue  # whom the article has named, or described, before
        first, end = document.range_of((speaker.span.start, speaker.span.end))
        preposition = next((i for i in range(first, end) if document.tokens[i].low in words("prepositions")), end)
        head = document.tokens[max(first, preposition - 1)].low
        if not any(head in words(section) for section in ("persons", "spokespeople", "group_nouns", "roles")):
            continue
        party = parties.get(speaker.stakeholder or "")
        through = _outlets_of(document, outlets, statement)
        who = f"who “{line(speaker.span.exact)}” is"
        if party is not None and party.kind in responses.VOICED and party.kind is not StakeholderKind.GOVERNMENT:
            text = f"Ask {party.name} {who}: quoted without a name."
        elif through:
            text = f"Find out {who}: {line(through[-1].name)} quotes them without a name."
        else:
            text = f"Find out {who}, quoted without a name."
        yield Suggestion(FollowUpKind.IDENTIFY, text, (speaker.span,))
