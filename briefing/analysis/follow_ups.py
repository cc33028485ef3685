"""Follow-ups: what the article leaves to be done, each a suggestion with its reason."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.model import FollowUp, FollowUpKind, FollowUpState, Link, Span, Stakeholder, Stance, Statement

MOST = 8
"""The most follow-ups of one briefing."""

LONGEST = 140
"""The most code points of a follow-up's text: what would be longer is not suggested."""

_LEAD = 3  # sentences that make the lead
_EACH = 2  # dates, and figures, at most
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class _Suggestion(NamedTuple):
    kind: FollowUpKind
    text: str
    spans: tuple[Span, ...]
    due: str | None = None


def follow_ups(
    document: Document,
    outlets: Outlets,
    statements: Sequence[Statement],
    stakeholders: Sequence[Stakeholder],
    key_quotes: Sequence[str],
) -> list[FollowUp]:
    """Return the suggested follow-ups, best first: answers, confirmations, names, dates, figures in turn."""
    kinds = (
        list(_responses(document, outlets, statements, stakeholders)),
        list(_confirmations(document, outlets, statements)),
        list(_identifications(document, statements, key_quotes)),
        list(_dates(document))[:_EACH],
        list(_figures(document))[:_EACH],
    )
    in_turn = [kind[rank] for rank in range(max(map(len, kinds))) for kind in kinds if rank < len(kind)]
    own = {suggestion.text: suggestion for suggestion in in_turn if len(suggestion.text) <= LONGEST}
    return [
        FollowUp(f"f{n}", one.kind, one.text, one.due, FollowUpState.SUGGESTED, one.spans)
        for n, one in enumerate(list(own.values())[:MOST], 1)
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _points_back(text: str) -> bool:
    """Whether the words say nothing by themselves: "them", "his critics"."""
    low = text.lower().split()[0]
    sections = ("personal_pronouns", "object_pronouns", "indefinites", "possessives")
    return any(low in words(section) for section in sections)


def _responses(
    document: Document, outlets: Outlets, statements: Sequence[Statement], stakeholders: Sequence[Stakeholder]
) -> Iterator[_Suggestion]:
    """Yield the asks whose addressee has no voice in the article."""
    names = {stakeholder.id: stakeholder.name for stakeholder in stakeholders}
    voices = {
        _line(text).lower() for s in stakeholders for text in (s.name, *(mention.exact for mention in s.mentions))
    }
    for statement in statements:
        asked, speaker = statement.addressee, statement.speaker
        if statement.stance is not Stance.ASKS or asked is None or speaker is None or _points_back(asked.exact):
            continue
        if _line(asked.exact).lower() in voices or _only_told(document, statement):
            continue
        if not _can_answer(document, asked):
            continue
        if outlets.within(*document.range_of((asked.start, asked.end))):
            continue
        asker = names.get(speaker.stakeholder or "", _line(speaker.name))
        text = f"Ask {_line(asked.exact)} for an answer to {asker}: the article gives none."
        yield _Suggestion(FollowUpKind.RESPONSE, text, (asked, statement.content[0]))


def _can_answer(document: Document, asked: Span) -> bool:
    """Whether the words name somebody: a name, or a noun for persons, parties or bodies."""
    tokens = document.tokens[slice(*document.range_of((asked.start, asked.end)))]
    sections = ("answering", "group_nouns", "roles", "official_nouns", "legislators", "persons", "company_nouns")
    return any(token.capital or any(token.low in words(section) for section in sections) for token in tokens)


def _only_told(document: Document, statement: Statement) -> bool:
    """Whether the addressee is only who was spoken to ("told reporters that we should"), not who is asked."""
    if statement.cue is None:
        return True
    cue = at(document, *document.range_of((statement.cue.start, statement.cue.end)))
    return cue is not None and cue.takes("hearer") and cue.entry.stance is not Stance.ASKS


def _confirmations(document: Document, outlets: Outlets, statements: Sequence[Statement]) -> Iterator[_Suggestion]:
    """Yield that the lead claim rests on a hedge or on another outlet's report, and on which."""
    if not document.sentences:
        return
    lead_end = document.sentences[:_LEAD][-1].end
    chains = [chain for statement in statements if (chain := _outlets_of(document, outlets, statement))]
    for statement in statements:
        if document.token_at(statement.content[0].start) >= lead_end or not (
            statement.hedges or _outlets_of(document, outlets, statement)
        ):
            continue
        through = _outlets_of(document, outlets, statement) or (chains[0] if chains else [])
        names = " and ".join(dict.fromkeys(_line(link.name) for link in reversed(through)))
        spans = (*statement.hedges[:1], *(link.span for link in through if link.span is not None))
        hedge = f"“{_line(statement.hedges[0].exact)}”" if statement.hedges else ""
        told = " and ".join(
            part for part in (hedge and f"is told with {hedge}", names and f"comes through {names}") if part
        )
        if spans:
            yield _Suggestion(FollowUpKind.CONFIRM, f"Confirm the lead claim: it {told}.", spans)
            return


def _outlets_of(document: Document, outlets: Outlets, statement: Statement) -> list[Link]:
    """Return the outlets of a statement's chain."""
    places = [(link, document.range_of((link.span.start, link.span.end))) for link in statement.chain if link.span]
    return [link for link, place in places if outlets.within(*place)]


def _identifications(
    document: Document, statements: Sequence[Statement], key_quotes: Sequence[str]
) -> Iterator[_Suggestion]:
    """Yield the speakers of key quotes who are persons without a name."""
    for statement in statements:
        speaker = statement.speaker
        if statement.id not in key_quotes or speaker is None or speaker.named or speaker.span is None:
            continue
        first, end = document.range_of((speaker.span.start, speaker.span.end))
        preposition = next((i for i in range(first, end) if document.tokens[i].low in words("prepositions")), end)
        head = document.tokens[max(first, preposition - 1)].low
        if any(head in words(section) for section in ("persons", "spokespeople", "group_nouns", "roles")):
            text = f"Find out who “{_line(speaker.span.exact)}” is, quoted without a name."
            yield _Suggestion(FollowUpKind.IDENTIFY, text, (speaker.span,))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    months = "|".join(_MONTHS)
    date = re.compile(
        rf"\b(?:(?:{months}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?) \d{{1,2}}(?:st|nd|rd|th)?"
        rf"(?:, \d{{4}})?(?!\d)"
        rf"|(?:{months}) \d{{4}}|next (?:week|month|year|(?:{months}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
        rf"|tomorrow|later this (?:week|month|year)|by the end of (?:the|this) (?:week|month|year))\b"
    )
    to_come = re.compile(
        r"\b(?:will|(?:is|are) (?:set|due|scheduled|expected|planned|likely) (?:to|for|on)|plans? to|deadline)\b"
    )
    figure = re.compile(
        r"[$€£¥]\s?\d[\d.,]{0,20}(?<=\d)(?:\s(?:thousand|million|billion|trillion)\b|(?:bn|mn|tn|[kmb])\b)?"
        r"|(?<![\d.,])\d[\d.,]{0,20}(?<=\d)(?:%|\s(?:percent|per cent|thousand|million|billion|trillion)\b)"
        r"|(?<![\d.,])\d{1,3}(?:,\d{3}){1,6}\b"
    )
    return date, to_come, figure


def _dates(document: Document) -> Iterator[_Suggestion]:
    """Yield the dates of sentences that speak of what is to come."""
    date, to_come, _ = _patterns()
    for sentence in document.sentences:
        start, end = document.stretch(sentence.first, sentence.end)
        match = date.search(document.text, start, end)
        if match and to_come.search(document.text, start, end):
            span = Span.of(document.text, *match.span())
            text = f"Follow up on {_line(span.exact)}: the article names it as still to come."
            yield _Suggestion(FollowUpKind.DATE, text, (span,), _due(span.exact))


def _due(date: str) -> str | None:
    """Return the date in ISO 8601, no more exact than it is told; None where it has no year."""
    found = re.fullmatch(r"(\w+)\.?\s(?:(\d{1,2})(?:st|nd|rd|th)?,\s)?(\d{4})", date)
    month = next((n for n, name in enumerate(_MONTHS, 1) if found and found[1][:3] == name[:3]), None)
    if found is None or month is None:
        return None
    day = int(found[2] or 0)
    exact = 1 <= day <= monthrange(int(found[3]), month)[1]
    return f"{found[3]}-{month:02}-{day:02}" if exact else f"{found[3]}-{month:02}"


def _figures(document: Document) -> Iterator[_Suggestion]:
    """Yield the figures of the lead: they carry the story."""
    for sentence in document.sentences[:_LEAD]:
        start, end = document.stretch(sentence.first, sentence.end)
        for match in _patterns()[2].finditer(document.text, start, end):
            span = Span.of(document.text, *match.span())
            text = f"Check the figure {_line(span.exact)} in the lead: where does it come from?"
            yield _Suggestion(FollowUpKind.FIGURE, text, (span,))
