"""Follow-ups: what the article leaves to be done, each a suggestion with its reason, in the article's words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from briefing.analysis import coming, countries, figures
from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted
from briefing.model import (
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Link,
    Span,
    Stakeholder,
    StakeholderKind,
    Stance,
    Statement,
)

MOST = 8
"""The most follow-ups of one briefing."""

_LEAD = 3  # sentences that make the lead
_BARE = 2  # words beside a name that say nothing of it yet
_EACH = 2  # dates, and figures, at most
_VOICED = (StakeholderKind.PERSON, StakeholderKind.COMPANY, StakeholderKind.ORGANISATION, StakeholderKind.GOVERNMENT)


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
        [*_responses(document, outlets, statements, stakeholders), *_silent(document, statements, stakeholders)],
        list(_confirmations(document, outlets, statements)),
        list(_identifications(document, outlets, statements, stakeholders, key_quotes)),
        list(coming.suggestions(document, published))[:_EACH],
        list(figures.suggestions(document, statements, _LEAD))[:_EACH],
    )
    in_turn = [kind[rank] for rank in range(max(map(len, kinds))) for kind in kinds if rank < len(kind)]
    own = {suggestion.text: suggestion for suggestion in in_turn if len(suggestion.text) <= LONGEST}
    return [
        FollowUp(f"f{n}", one.kind, one.text, one.due, FollowUpState.SUGGESTED, one.spans)
        for n, one in enumerate(list(own.values())[:MOST], 1)
    ]


def _points_back(text: str) -> bool:
    """Whether the words say nothing by themselves: "them", "his critics"."""
    low = text.lower().split()[0]
    sections = ("personal_pronouns", "object_pronouns", "indefinites", "possessives")
    return any(low in words(section) for section in sections)


def _responses(
    document: Document, outlets: Outlets, statements: Sequence[Statement], stakeholders: Sequence[Stakeholder]
) -> Iterator[Suggestion]:
    """Yield the asks whose addressee has no voice in the article."""
    names = {stakeholder.id: stakeholder.name for stakeholder in stakeholders}
    speaking = {s.speaker.stakeholder for s in statements if s.speaker is not None}
    voices = {
        line(text).lower()
        for s in stakeholders
        if s.id in speaking
        for text in (s.name, *(mention.exact for mention in s.mentions))
    }
    for statement in statements:
        asked, speaker = statement.addressee, statement.speaker
        if statement.stance is not Stance.ASKS or asked is None or speaker is None or _points_back(asked.exact):
            continue
        if line(asked.exact).lower() in voices or _only_told(document, statement):
            continue
        if not _can_answer(document, asked) or outlets.within(*document.range_of((asked.start, asked.end))):
            continue
        asker = names.get(speaker.stakeholder or "", line(speaker.name))
        if speaker.span is not None and asker == line(speaker.name) and asker[:1].islower():
            asker = _in_a_sentence(line(speaker.span.exact))
        yield Suggestion(
            FollowUpKind.RESPONSE,
            _asks(document, statement, _called(asked, stakeholders), asker),
            (asked, statement.content[0]),
        )


def _in_a_sentence(text: str) -> str:
    """Return a noun phrase as it stands in the middle of a sentence: "the minister"."""
    opening, _, rest = text.partition(" ")
    return f"{opening.lower()} {rest}" if opening in ("The", "A", "An", "Some", "Two", "Many") and rest else text


def _called(asked: Span, stakeholders: Sequence[Stakeholder]) -> str:
    """Return what to call who is asked: by their name where the words have a comma in them, else by the words."""
    party = next((p for p in stakeholders if any(m.overlaps(asked) for m in p.mentions)), None)
    if "," not in asked.exact:
        return line(asked.exact)
    last = line(asked.exact.rpartition(",")[2])
    return party.name if party is not None else last if last[:1].isupper() else line(asked.exact)


def _asks(document: Document, statement: Statement, whom: str, asker: str) -> str:
    """Return what to ask whom: whether they will do it, where the article says what they are to do."""
    asked, content = statement.addressee, statement.content[0]
    if asked is None:
        return ""
    first, end = document.range_of((asked.end, content.end))
    if asked.start == content.start and first < end and document.tokens[first].low == "to":
        deed = quoted(document.text[document.tokens[first].end : content.end])
        text = f"Ask {whom} whether they will {deed}, as asked by {asker}." if deed else ""
        if text and len(text) <= LONGEST:
            return text
    start = asked.end if asked.start == content.start else content.start
    said = quoted(document.text[start : content.end])
    text = f"Ask {whom} to answer {asker}: {said}." if said else ""
    return text if text and len(text) <= LONGEST else f"Ask {whom} to answer {asker}."


def _can_answer(document: Document, asked: Span) -> bool:
    """Whether the words name somebody: a name, or a noun for persons, parties or bodies."""
    tokens = document.tokens[slice(*document.range_of((asked.start, asked.end)))]
    if tokens[-1].low in words("everybody") or countries.is_people(tokens[-1].text):
        return False
    sections = ("answering", "group_nouns", "roles", "official_nouns", "legislators", "persons", "company_nouns")
    return any(token.capital or any(token.low in words(section) for section in sections) for token in tokens)


def _only_told(document: Document, statement: Statement) -> bool:
    """Whether the addressee is only who was spoken to ("told reporters that we should"), not who is asked."""
    if statement.cue is None:
        return True
    cue = at(document, *document.range_of((statement.cue.start, statement.cue.end)))
    return cue is not None and cue.takes("hearer") and cue.entry.stance is not Stance.ASKS


def _silent(
    document: Document, statements: Sequence[Statement], stakeholders: Sequence[Stakeholder]
) -> Iterator[Suggestion]:
    """Yield who declined to answer, and who is spoken against by name and has no voice in the article."""
    speaking = {s.speaker.stakeholder for s in statements if s.speaker is not None}
    for statement in statements:
        speaker, cue = statement.speaker, statement.cue
        if statement.stance is Stance.DECLINES and speaker is not None and cue is not None and speaker.named:
            told = quoted(f"{line(cue.exact)} {line(statement.content[0].exact)}")
            comment = any(word in statement.content[0].exact for word in ("comment", "request", "respond"))
            together = 0 < statement.content[0].start - cue.end <= 1
            if told and comment and together:
                yield Suggestion(
                    FollowUpKind.RESPONSE, f"Ask {speaker.name} again: {told}.", (cue, statement.content[0])
                )
    asked: set[str] = set()
    names = {party.id: party.name for party in stakeholders}
    for statement in statements:
        if statement.stance not in (Stance.OPPOSES, Stance.DENIES) or statement.speaker is None:
            continue
        for party in stakeholders:
            if party.id in speaking or party.kind not in _VOICED or party.id in asked:
                continue
            place = next((m for m in party.mentions if _is_about(document, m, statement)), None)
            if place is not None and statement.speaker.stakeholder != party.id:
                asked.add(party.id)
                yield _answer(statement, party, place, names)


def _is_about(document: Document, mention: Span, statement: Statement) -> bool:
    """Whether the content begins with the mention: who is spoken against, and not somebody who comes up."""
    first, end = document.range_of((statement.content[0].start, statement.content[0].end))
    opens = (t.start for t in document.tokens[first:end] if t.is_word and t.low not in ("that", "the"))
    _, past = document.range_of((mention.start, mention.end))
    owner = past < len(document.tokens) and document.tokens[past].low == "'s"
    return not owner and (next(opens, -1) == mention.start or statement.content[0].start == mention.start)


def _answer(statement: Statement, party: Stakeholder, place: Span, names: Mapping[str, str]) -> Suggestion:
    speaker = statement.speaker
    by = line(names.get(speaker.stakeholder or "", speaker.name)) if speaker is not None else ""
    piece = next(piece for piece in statement.content if piece.overlaps(place))
    said = quoted(piece.exact)
    if len(piece.exact.split()) <= _BARE + len(place.exact.split()):
        beside = statement.cue is not None and 0 < piece.start - statement.cue.end <= 1
        said = quoted(f"{statement.cue.exact} {piece.exact}") if statement.cue is not None and beside else ""
    text = f"Ask {party.name} to respond to {by}: {said}."
    if not said or len(text) > LONGEST:
        text = f"Ask {party.name} to respond to {by}."
    return Suggestion(FollowUpKind.RESPONSE, text, (place, statement.content[0]))


def _confirmations(document: Document, outlets: Outlets, statements: Sequence[Statement]) -> Iterator[Suggestion]:
    """Yield that the lead claim rests on a hedge or on another outlet's report, and with which to confirm it."""
    if not document.sentences:
        return
    lead_end = document.sentences[:_LEAD][-1].end
    chains = [chain for statement in statements if (chain := _outlets_of(document, outlets, statement))]
    for statement in statements:
        hedges = [h for h in statement.hedges if document.quoted[document.token_at(h.start)] < 0]
        on_record = statement.speaker is not None and statement.speaker.named
        passed_on = not on_record and bool(_outlets_of(document, outlets, statement))
        if document.token_at(statement.content[0].start) >= lead_end or not (hedges or passed_on):
            continue
        through = _outlets_of(document, outlets, statement) or (chains[0] if chains else [])
        names = " and ".join(dict.fromkeys(line(link.name) for link in reversed(through)))
        spans = (*hedges[:1], *(link.span for link in through if link.span is not None))
        hedge = f": the article has it only as “{line(hedges[0].exact)}”" if hedges else ""
        if spans:
            text = f"Confirm the lead claim{f' with {names}' if names else ''}{hedge}."
            yield Suggestion(FollowUpKind.CONFIRM, text, spans)
            return


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
        if party is not None and party.kind in _VOICED and party.kind is not StakeholderKind.GOVERNMENT:
            text = f"Ask {party.name} {who}: quoted without a name."
        elif through:
            text = f"Find out {who}: {line(through[-1].name)} quotes them without a name."
        else:
            text = f"Find out {who}, quoted without a name."
        yield Suggestion(FollowUpKind.IDENTIFY, text, (speaker.span,))
