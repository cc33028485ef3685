"""Follow-ups: what the article leaves to be done, each a suggestion with its reason."""

import re
from collections.abc import Iterator, Sequence

from briefing.analysis.document import Document
from briefing.model import FollowUp, FollowUpKind, FollowUpState, Span, Stakeholder, Stance, Statement

MOST = 8
LONGEST = 140
"""The most follow-ups of one briefing, and the most code points of one's text."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?"
    rf"|(?:{_MONTHS}) \d{{4}}|next (?:week|month|year|{_MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|tomorrow"
    rf"|later this (?:week|month|year)|by the end of (?:the|this) (?:week|month|year))\b"
)
_TO_COME = re.compile(
    r"\b(?:will|is set to|are set to|is due|are due|is scheduled|are scheduled|is expected|are expected|plans? to|deadline)\b"
)
_FIGURE = re.compile(
    r"(?:[$€£¥]\s?\d[\d.,]*\d?(?:\s(?:thousand|million|billion|trillion))?|\b\d[\d.,]*\s?(?:%|percent\b|per cent\b|(?:thousand|million|billion|trillion)\b)|\b\d{1,3}(?:,\d{3})+\b)"
)
_MONTH_NUMBER = {month[:3]: n for n, month in enumerate(_MONTHS.split("|"), 1)}


def follow_ups(
    document: Document, statements: Sequence[Statement], stakeholders: Sequence[Stakeholder], key_quotes: Sequence[str]
) -> list[FollowUp]:
    """Return the suggested follow-ups, best first: answers, confirmations, names, dates, figures."""
    names = {stakeholder.id: stakeholder for stakeholder in stakeholders}
    suggested: list[tuple[FollowUpKind, str, str | None, tuple[Span, ...]]] = []
    seen: set[str] = set()
    for item in _interleaved(
        list(_responses(statements, names)),
        list(_confirmations(document, statements)),
        list(_identifications(statements, key_quotes)),
        list(_dates(document))[:2],
        list(_figures(document))[:2],
    ):
        if item[1] not in seen and len(item[1]) <= LONGEST:
            seen.add(item[1])
            suggested.append(item)
    return [
        FollowUp(f"f{n}", kind, text, due, FollowUpState.SUGGESTED, spans)
        for n, (kind, text, due, spans) in enumerate(suggested[:MOST], 1)
    ]


_Item = tuple[FollowUpKind, str, str | None, tuple[Span, ...]]


def _interleaved(*kinds: list[_Item]) -> Iterator[_Item]:
    """Yield the best of every kind first, then the seconds, so that eight answers do not crowd out a date."""
    for rank in range(max((len(items) for items in kinds), default=0)):
        for items in kinds:
            if rank < len(items):
                yield items[rank]


def _line(text: str) -> str:
    return " ".join(text.split())


def _responses(statements: Sequence[Statement], names: dict[str, Stakeholder]) -> Iterator[_Item]:
    voices = {mention.exact.lower() for s in names.values() for mention in s.mentions} | {
        s.name.lower() for s in names.values()
    }
    for statement in statements:
        asked = statement.addressee
        if statement.stance is not Stance.ASKS or asked is None or asked.exact.lower() in _PRONOUNS:
            continue
        if asked.exact.lower() in voices or _line(asked.exact).lower() in voices:
            continue
        who = names[statement.speaker.stakeholder].name if statement.speaker and statement.speaker.stakeholder else None
        asker = who or (_line(statement.speaker.name) if statement.speaker else "the article’s source")
        text = f"What do {_line(asked.exact)} answer {asker}? The article does not say."
        yield FollowUpKind.RESPONSE, text, None, (asked, *statement.content[:1])


_PRONOUNS = frozenset({"him", "her", "them", "it", "us", "me", "you", "himself", "herself", "themselves", "itself"})


def _confirmations(document: Document, statements: Sequence[Statement]) -> Iterator[_Item]:
    """Yield that the lead claim rests on hedges or on another outlet's report, and on which."""
    lead_end = document.sentences[min(2, len(document.sentences) - 1)].end if document.sentences else 0
    chain = next((s.chain for s in statements if any(link.named for link in s.chain)), ())
    for statement in statements:
        if not (statement.hedges or statement.chain):
            continue
        start = min(span.start for span in statement.content)
        if document.token_at(start) >= lead_end:
            continue
        through = [link for link in (statement.chain or chain) if link.named]
        names = " and ".join(dict.fromkeys(_line(link.name) for link in reversed(through)))
        hedge = f"“{_line(statement.hedges[0].exact)}”" if statement.hedges else ""
        spans = (*statement.hedges[:1], *(link.span for link in through if link.span is not None))
        if hedge and names:
            text = f"Confirm the lead claim: it is told with {hedge}, through {names}."
        elif names:
            text = f"Confirm the lead claim: it comes through {names}."
        else:
            text = f"Confirm the lead claim: the article tells it with {hedge}."
        if spans:
            yield FollowUpKind.CONFIRM, text, None, spans
            return


def _identifications(statements: Sequence[Statement], key_quotes: Sequence[str]) -> Iterator[_Item]:
    keys = set(key_quotes)
    for statement in statements:
        speaker = statement.speaker
        if statement.id in keys and speaker is not None and not speaker.named and speaker.span is not None:
            if speaker.span.exact.lower() in _PRONOUNS | {"he", "she", "they", "who", "i", "we"}:
                continue
            text = f"Who is “{_line(speaker.span.exact)}”, quoted without a name?"
            yield FollowUpKind.IDENTIFY, text, None, (speaker.span,)


def _dates(document: Document) -> Iterator[_Item]:
    for sentence in document.sentences:
        start, end = document.stretch(sentence.first, sentence.end)
        match = _DATE.search(document.text, start, end)
        if match and _TO_COME.search(document.text, start, end):
            span = Span.of(document.text, *match.span())
            yield (
                FollowUpKind.DATE,
                f"Watch {_line(span.exact)}: the article names it as still to come.",
                _due(span.exact),
                (span,),
            )


def _due(date: str) -> str | None:
    """Return the date in ISO 8601, as exact as it is told; None without a year."""
    found = re.fullmatch(rf"(\w+)\.? (?:(\d{{1,2}})(?:st|nd|rd|th)?, )?(\d{{4}})", date)
    if found is None or found[1][:3] not in _MONTH_NUMBER:
        return None
    month = f"{found[3]}-{_MONTH_NUMBER[found[1][:3]]:02}"
    return f"{month}-{int(found[2]):02}" if found[2] and 1 <= int(found[2]) <= 31 else month


def _figures(document: Document) -> Iterator[_Item]:
    """Yield the figures of the first sentences: they carry the story."""
    for sentence in document.sentences[:4]:
        start, end = document.stretch(sentence.first, sentence.end)
        for match in _FIGURE.finditer(document.text, start, end):
            span = Span.of(document.text, *match.span())
            yield FollowUpKind.FIGURE, f"Check the figure {_line(span.exact)}: where does it come from?", None, (span,)
