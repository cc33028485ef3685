"""Follow-ups: what the article leaves to be done, each a suggestion with its reason, in the article's words."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from briefing.analysis import coming, confirmations, figures, responses
from briefing.analysis.clauses import LEAD
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets, canonical
from briefing.analysis.suggestion import LONGEST, Suggestion, line
from briefing.model import (
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Stakeholder,
    StakeholderKind,
    Statement,
)

MOST = 8
"""The most follow-ups of one briefing."""

_EACH = 2  # confirmations, dates, and figures, at most


def follow_ups(
    document: Document,
    outlets: Outlets,
    statements: Sequence[Statement],
    stakeholders: Sequence[Stakeholder],
    key_quotes: Sequence[str],
    *,
    published: date | None,
    outlet: str | None = None,
) -> list[FollowUp]:
    """Return the suggested follow-ups, best first: answers, confirmations, names, dates, figures in turn.

    `published` is the day that "tomorrow" is told on; `outlet` the article's own, where it is known.
    """
    kinds = (
        responses.suggestions(document, outlets, statements, stakeholders),
        list(islice(confirmations.suggestions(document, outlets, statements, canonical(outlet)), _EACH)),
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
        through = confirmations.outlets_of(document, outlets, statement)
        who = f"who “{line(speaker.span.exact)}” is"
        if party is not None and party.kind in responses.VOICED and party.kind is not StakeholderKind.GOVERNMENT:
            text = f"Ask {party.name} {who}: quoted without a name."
        elif through:
            text = f"Find out {who}: {line(through[-1].name)} quotes them without a name."
        else:
            text = f"Find out {who}, quoted without a name."
        yield Suggestion(FollowUpKind.IDENTIFY, text, (speaker.span,))
