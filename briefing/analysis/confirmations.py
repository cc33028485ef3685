"""Confirmations: what the article has only second-hand, with a hedge, or from somebody who is not named."""

import re
from collections.abc import Iterator, Sequence

from briefing.analysis import noun_phrases, stances
from briefing.analysis.attribution import of_statement
from briefing.analysis.clauses import LEAD, SURE
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted, shortened
from briefing.model import FollowUpKind, Link, Span, Stance, Statement

_CLAIM = 8
"""Words of a claim that is cut short, at least."""
_OPINIONS = frozenset(
    {"editorial", "editorials", "op-ed", "column", "opinion", "endorsement", "poll", "polls", "survey"}
)
"""Words for what an outlet thinks, or asks others, and does not report."""
_NEAR = 3
"""Words behind an outlet among which these stand."""
_NOBODY = "Confirm {}: the article does not say who reports it."
_REPORTED = re.compile(r"\b(?:reportedly|allegedly|purportedly)\b", re.IGNORECASE)
"""What says that something is only reported, and not by whom."""


def suggestions(
    document: Document, outlets: Outlets, statements: Sequence[Statement], own: str | None
) -> Iterator[Suggestion]:
    """Yield what to confirm: the lead's claim first, then what else other outlets have, or nobody in particular.

    `own` is the article's own outlet: what it says itself is not second-hand.
    """
    if not document.sentences:
        return
    lead_end = document.sentences[:LEAD][-1].end
    lead = [one for one in statements if document.token_at(one.content[0].start) < lead_end]
    first = next(_of_lead(document, outlets, statements, lead), None) or next(_unnamed(document, lead), None)
    if first is not None:
        yield first
    done = {first.text} if first is not None else set()
    for one in (*_second_hand(document, outlets, statements, own), *_reported(document, statements)):
        if one.text not in done and not (first is not None and any(one.spans[0].overlaps(s) for s in first.spans)):
            done.add(one.text)
            yield one


def _of_lead(
    document: Document, outlets: Outlets, statements: Sequence[Statement], lead: Sequence[Statement]
) -> Iterator[Suggestion]:
    """Yield the lead's claims that rest on a hedge or on another outlet's report."""
    agencies = _agencies(document, outlets, statements)
    chains = [chain for statement in statements if (chain := outlets_of(document, outlets, statement))]
    for statement in lead:
        hedges = [h for h in statement.hedges if document.quoted[document.token_at(h.start)] < 0]
        on_record = statement.speaker is not None and statement.speaker.named
        reported = {link.name for link in outlets_of(document, outlets, statement)} - agencies
        passed_on = not on_record and bool(reported)
        if not (hedges or passed_on):
            continue
        through = outlets_of(document, outlets, statement) or (chains[0] if chains else [])
        names = " and ".join(dict.fromkeys(line(link.name) for link in reversed(through)))
        spans = (*hedges[:1], *(link.span for link in through if link.span is not None))
        hedge = f": the article has it only as “{line(hedges[0].exact)}”" if hedges else ""
        if spans:
            most = LONGEST - len(f"Confirm with {names}: “”." if names else _NOBODY.format("“”"))
            said = _hedged(document, statement, hedges[0], most) if hedges else _claim(document, statement, most)
            said = said or ("" if hedges else _sentence(document, statement, most))
            told = f"Confirm with {names}: {said}." if names else _NOBODY.format(said)
            claim = told if said else ""
            text = claim or f"Confirm the lead claim{f' with {names}' if names else ''}{hedge}."
            yield Suggestion(FollowUpKind.CONFIRM, text, spans)


def _unnamed(document: Document, lead: Sequence[Statement]) -> Iterator[Suggestion]:
    """Yield the lead's claims that rest on somebody who is not named."""
    for statement in lead:
        speaker = statement.speaker
        if speaker is None or speaker.named or speaker.span is None or not _is_anonymous(document, speaker.span):
            continue
        who = quoted(speaker.span.exact)
        said = _claim(document, statement, LONGEST - len(f"Confirm “”: it rests on {who}, unnamed."))
        if who and said and who[1:2].islower():
            yield Suggestion(FollowUpKind.CONFIRM, f"Confirm {said}: it rests on {who}, unnamed.", (speaker.span,))


def _second_hand(
    document: Document, outlets: Outlets, statements: Sequence[Statement], own: str | None
) -> Iterator[Suggestion]:
    """Yield the claims that another outlet reports, or passes on from somebody who is not named; no polls of its."""
    agencies = _agencies(document, outlets, statements)
    for statement in statements:
        speaker = statement.speaker
        if speaker is None or statement.confidence < SURE or speaker.span is None:
            continue
        place = document.range_of((speaker.span.start, speaker.span.end))
        itself = outlets.within(*place)
        passed = (link for link in outlets_of(document, outlets, statement) if link.name not in agencies)
        through = [link for link in passed if not _is_opinion(document, link.span)]
        name = itself[-1].name if itself and speaker.named else through[-1].name if through else ""
        asserts = statement.stance is Stance.ASSERTS
        poll = any(token.low in words("polls") for token in document.tokens[slice(*place)])
        opinion = poll or _is_opinion(document, speaker.span) or _is_opinion(document, statement.cue)
        if not (name and asserts) or name == own or opinion or (speaker.named and not itself):
            continue
        said = _claim(document, statement, LONGEST - len(f"Confirm with {name}: “”."))
        if said:
            span = speaker.span if itself else through[-1].span or speaker.span
            yield Suggestion(FollowUpKind.CONFIRM, f"Confirm with {name}: {said}.", (span, statement.content[0]))


def _is_opinion(document: Document, span: Span | None) -> bool:
    """Whether words are of a poll, which is a figure, or of what an outlet thinks: "wrote *in an editorial*"."""
    if span is None:
        return False
    first, end = document.range_of((span.start, span.end))
    near = document.tokens[first : min(end + _NEAR, document.sentence_of(first).end)]
    return any(token.low in _OPINIONS for token in near)


def _is_told(document: Document, statement: Statement) -> bool:
    """Whether a statement tells something that can be confirmed, in a clause that can be read alone."""
    tokens = document.tokens
    first, end = document.range_of((statement.content[0].start, statement.content[0].end))
    opening = next((i for i in range(first, end) if tokens[i].is_word and tokens[i].low != "that"), first)
    closed = ("prepositions", "conjunctions", "auxiliaries", "personal_pronouns", "relatives", "possessives")
    verb = any(
        (tokens[i].low in words("auxiliaries") and tokens[i].low != "'s") or noun_phrases.looks_finite(tokens[i])
        for i in range(opening + 1, end)
    )
    return verb and not any(tokens[opening].low in words(name) for name in closed)


def _reported(document: Document, statements: Sequence[Statement]) -> Iterator[Suggestion]:
    """Yield the sentences that say "reportedly" and not by whom it is reported."""
    for match in _REPORTED.finditer(document.text):
        at = document.token_at(match.start())
        sentence = document.sentence_of(at)
        start, end = document.stretch(sentence.first, sentence.end)
        said_by = (s for s in statements if s.speaker is not None and s.confidence >= SURE)
        if document.quoted[at] >= 0 or any(p.start < end and start < p.end for s in said_by for p in s.content):
            continue
        said = shortened(document.text[start:end], LONGEST - len(_NOBODY.format("“”")), match[0])
        if said and len(said.split()) >= _CLAIM:
            span = Span.of(document.text, *match.span())
            yield Suggestion(FollowUpKind.CONFIRM, _NOBODY.format(said), (span,))


def _agencies(document: Document, outlets: Outlets, statements: Sequence[Statement]) -> set[str]:
    """Return the outlets that all statements came through: an agency's article, and no report that is passed on."""
    each = [{link.name for link in outlets_of(document, outlets, statement)} for statement in statements]
    return set.intersection(*each) if len(each) > 1 else set()


def _claim(document: Document, statement: Statement, most: int) -> str:
    """Return what a statement claims, quoted, in at most so many code points; "" where it is no clause."""
    whole = line(statement.content[0].exact).removeprefix("that ")
    said = shortened(whole, most)
    cut = len(said.split()) < len(whole.split())
    clause = len(statement.content) == 1 and stances.is_clause(document, of_statement(statement))
    told = clause and _is_told(document, statement)
    return said if told and not (cut and len(said.split()) < _CLAIM) else ""


def _hedged(document: Document, statement: Statement, hedge: Span, most: int) -> str:
    """Return what a hedge colours, from the hedge on: “reportedly asked its allies to stop”; "" where it is long."""
    end = statement.content[-1].end
    at = document.token_at(hedge.start)
    if end <= hedge.end or document.sentence_of(at) != document.sentence_of(document.token_at(end - 1)):
        return ""
    said = shortened(document.text[hedge.start : end], most)
    return said if len(said.split()) >= _CLAIM else ""


def _sentence(document: Document, statement: Statement, most: int) -> str:
    """Return the sentence of a statement that is no clause, quoted, in at most so many code points."""
    sentence = document.sentence_of(document.token_at(statement.content[0].start))
    said = shortened(document.text[slice(*document.stretch(sentence.first, sentence.end))], most)
    adverbial = document.tokens[sentence.first].low in words("prepositions") or said.startswith("“According")
    return said if len(said.split()) >= _CLAIM and not adverbial else ""


def _is_anonymous(document: Document, speaker: Span) -> bool:
    """Whether the words are for persons who could be named and are not: "two officials", "a source close to her"."""
    first, end = document.range_of((speaker.start, speaker.end))
    head = document.tokens[noun_phrases.head_end(document, first, end) - 1].low
    sections = ("official_nouns", "anonymous", "persons")
    return head == "people" or any(head in words(name) or head.removesuffix("s") in words(name) for name in sections)


def outlets_of(document: Document, outlets: Outlets, statement: Statement) -> list[Link]:
    """Return the outlets of a statement's chain."""
    places = [(link, document.range_of((link.span.start, link.span.end))) for link in statement.chain if link.span]
    return [link for link, place in places if outlets.within(*place)]
