"""Positions: where each stakeholder stands, the clause that shows it, and all the evidence."""

from collections.abc import Sequence

from briefing.analysis import stances
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.model import Kind, Origin, Position, Span, Stakeholder, StakeholderKind, Stance, Statement

_LEAD = 3  # sentences
_SURE = 0.6
"""Confidence from which a statement is more likely right than wrong (`briefing/analysis/MODEL.md`)."""
_SHARE, _ENOUGH = 4, 4
"""A main stance has one in so many statements of its speaker behind it, or so many: a single remark among twelve is one
of the others. Half of what these say where the statements are as good as sure."""
_TARGET = 60
"""Code points of what a stance is about, at most: a longer thing is a sentence."""
_LONG = 200
"""Code points of a piece of a quotation past which a longer one shows no more."""
_OPENING, _CLOSING = '“"„«', '”"“»'
_BESIDE = 40
"""Code points between a verb and what belongs to it, at most: "called into question on Friday *the plan*"."""
_HEADLINE = 0.6
"""Share of words with a capital that only a headline has."""
_NEAR = 12
"""Words in which a clause has its verb."""
_FIRM = 0.8
"""Confidence of words that are not the speaker's own from which one alone can carry a position."""
_BODIES = (
    StakeholderKind.ORGANISATION,
    StakeholderKind.LEGISLATURE,
    StakeholderKind.GOVERNMENT,
    StakeholderKind.COMPANY,
)
_OFTEN = 12
"""Mentions after which one more tells nothing of a stakeholder's weight."""
_FEW, _MANY = 5, 45
"""Words of a statement that says where somebody stands without a page of reading."""


def positions(
    document: Document, stakeholders: Sequence[Stakeholder], statements: Sequence[Statement]
) -> list[Position]:
    """Return one position for each stakeholder that is a party of the article, those of most weight first.

    One that is only mentioned has none, and comes after those that speak. What stands nowhere by its nature (a poll, a
    law), somebody only described by a name that is not given ("the anchor"), several who each have a position of their
    own, are left out: their statements stay.
    """
    evidence: dict[str, list[Statement]] = {}
    for statement in statements:
        if (
            statement.speaker is not None
            and statement.speaker.stakeholder is not None
            and not _is_supposed(document, statement)
        ):
            evidence.setdefault(statement.speaker.stakeholder, []).append(statement)
    lead = document.stretch(0, document.sentences[:_LEAD][-1].end)[1] if document.sentences else 0
    names = {s.name for s in stakeholders if s.id in evidence}
    shown = [s for s in stakeholders if _takes_part(document, s, evidence.get(s.id, ()))]
    shown = [s for s in shown if " and " not in s.name or not names.issuperset(s.name.split(" and "))]
    order = sorted(shown, key=lambda s: (s.id not in evidence, -_weight(s, evidence.get(s.id, ()), lead)))
    return [
        _position(document, s, evidence[s.id], stakeholders)
        if s.id in evidence
        else Position(s.id, Stance.NONE, (), None, (), ())
        for s in order
    ]


def _is_supposed(document: Document, statement: Statement) -> bool:
    """Whether somebody is only supposed to say it: "if Smith asks him"."""
    span = statement.speaker.span if statement.speaker is not None else None
    first = document.range_of((span.start, span.end))[0] if span is not None else 0
    return first > 0 and document.tokens[first - 1].low in ("if", "unless", "should", "suppose")


def _takes_part(document: Document, stakeholder: Stakeholder, evidence: Sequence[Statement]) -> bool:
    """Whether a stakeholder can stand anywhere: a party, and not a poll or a law; of one without a name the article
    tells an act for sure."""
    if stakeholder.kind is StakeholderKind.OUTLET:
        return any(statement.kind is not Kind.INDIRECT for statement in evidence)
    if stakeholder.kind not in (StakeholderKind.UNNAMED, StakeholderKind.GROUP):
        return bool(evidence or stakeholder.mentions)
    acts = [statement for statement in evidence if stances.is_act(document, _read(statement))]
    sure = any(s.stance is not Stance.NONE and _is_firm(s) for s in acts)
    somebody = any(_is_of_people(document, mention) for mention in stakeholder.mentions)
    return sure and somebody and not all(_is_described(mention) for mention in stakeholder.mentions)


def _is_firm(statement: Statement) -> bool:
    """Whether a statement can carry a position by itself: quoted, an act, or found without much doubt."""
    plain = statement.kind is Kind.INDIRECT and statement.stance in (Stance.ASSERTS, Stance.NONE)
    return statement.confidence >= (_FIRM if plain else _SURE)


def _is_described(mention: Span) -> bool:
    """Whether one person is meant whom the words only describe: "the anchor", "its host", and not "a source"."""
    words_in = mention.exact.lower().split()
    return words_in[0] in ("the", "his", "her", "its", "their") and not words_in[-1].endswith("s")


def _is_of_people(document: Document, mention: Span) -> bool:
    """Whether the mention's noun is one for persons or bodies: "a source", "many voters", "two lawmakers"."""
    first, end = document.range_of((mention.start, mention.end))
    stop = next((i for i in range(first + 1, end) if document.tokens[i].low in words("prepositions")), end)
    low = document.tokens[stop - 1].low
    if (document.tokens[stop - 1].capital and stop - 1 > first) or low.endswith(_OF_PEOPLE):
        return True
    sections = ("persons", "group_nouns", "roles", "spokespeople", "official_nouns", "legislators", "plurals", "bodies")
    return any(low in words(section) or low.removesuffix("s") in words(section) for section in sections)


_OF_PEOPLE = ("ers", "ists", "ians", "people", "men", "women", "ees", "ors", "allies", "aides")


def _weight(stakeholder: Stakeholder, evidence: Sequence[Statement], lead: int) -> float:
    """Return what a stakeholder weighs in the article: by its statements, its mentions, its place in the lead."""
    early = any(span.start < lead for span in stakeholder.mentions)
    unsure = sum(statement.confidence < _SURE for statement in evidence)
    return 2.0 * len(evidence) - unsure + min(len(stakeholder.mentions), _OFTEN) / 2 + 2.0 * early


def _position(
    document: Document, stakeholder: Stakeholder, evidence: Sequence[Statement], stakeholders: Sequence[Stakeholder]
) -> Position:
    acts = [statement for statement in evidence if stances.is_act(document, _read(statement))]
    shown = [stance for stance in stances.ORDER if any(statement.stance is stance for statement in acts)]
    enough = min(_ENOUGH, len(acts) / _SHARE)
    firm = (stance for stance in shown if sum(s.confidence for s in acts if s.stance is stance) >= enough / 2)
    main = next(firm, shown[0] if shown else Stance.NONE)
    if len(acts) == 1 and stakeholder.kind in _BODIES and not _is_firm(acts[0]):
        main = Stance.NONE
    if main is Stance.NONE:
        return Position(stakeholder.id, main, (), None, tuple(statement.id for statement in evidence), ())
    fit = [statement for statement in acts if statement.stance is main]
    length = max(1, len(document.text))
    best = max(fit, key=lambda one: _shows(document, one) - one.content[0].start / length)
    thing = _thing(document, best)
    return Position(
        stakeholder=stakeholder.id,
        stance=main,
        summary=tuple(_without_loose_marks(document, span) for span in _clause(document, best, thing)),
        target=_short(document, thing) or _target(document, best, stakeholder, stakeholders),
        statements=tuple(statement.id for statement in evidence),
        also=tuple(stance for stance in shown if stance is not main),
    )


def _read(statement: Statement) -> Attribution:
    """Return a statement as the attribution that it was made of."""
    speaker = statement.speaker.span if statement.speaker is not None else None
    cue = (statement.cue.start, statement.cue.end) if statement.cue is not None else None
    content = tuple((span.start, span.end) for span in statement.content)
    return Attribution(content, cue, (speaker.start, speaker.end) if speaker else None, 1.0, Origin.MODEL)


def _shows(document: Document, statement: Statement) -> float:
    """Return how well a statement shows where its speaker stands: sure, in their own words, neither long nor scanty."""
    count = sum(len(span.exact.split()) for span in statement.content)
    score = 2.0 * (statement.confidence >= _SURE) + 1.0 * (_FEW <= count <= _MANY)
    score += 0.5 * (statement.kind is not Kind.INDIRECT) - 0.5 * bool(statement.hedges) - 0.5 * bool(statement.chain)
    return score - 2.0 * (not _can_stand_alone(document, statement))


def _can_stand_alone(document: Document, statement: Statement) -> bool:
    """Whether the content says something by itself, or with its verb before it."""
    one = Attribution(tuple((s.start, s.end) for s in statement.content), None, None, 1.0, Origin.MODEL)
    return (
        statement.kind is not Kind.INDIRECT or stances.is_clause(document, one) or _wants_its_verb(document, statement)
    )


def _target(
    document: Document, statement: Statement, own: Stakeholder, stakeholders: Sequence[Stakeholder]
) -> Span | None:
    """Return whom a stance is about: the addressee of an ask, else the first other party in the content."""
    if statement.stance is Stance.ASKS and statement.addressee is not None:
        return statement.addressee
    if statement.stance in (Stance.ASSERTS, Stance.COMMITS, Stance.DECLINES, Stance.NONE):
        return None
    inside = [
        mention
        for party in stakeholders
        if party.id != own.id
        for mention in party.mentions
        if any(piece.start <= mention.start and mention.end <= piece.end for piece in statement.content)
    ]
    stretches = tuple((span.start, span.end) for span in statement.content)
    place = stances.own_words(document, stretches)[1] or stretches[0][0]
    return min(inside, key=lambda mention: (mention.start < place, abs(mention.start - place)), default=None)


_GOES_ON = frozenset({"as", "of", "for", "from", "to", "that"})


def _short(document: Document, thing: Span | None) -> Span | None:
    """Return what a verb is about without what is said of it: "accused *him* of sexism", "called *it* a smear"."""
    if thing is None:
        return None
    first, end = document.range_of((thing.start, thing.end))
    stop = next(
        (i for i in range(first + 1, end) if document.tokens[i].low in ("as", "of", "for", "from", "to", "that")), end
    )
    quote = next((i for i in range(first + 1, stop) if document.quoted[i] >= 0 > document.quoted[first]), stop)
    cut = Span.of(document.text, *document.stretch(first, quote))
    return cut if len(cut.exact) <= _TARGET else None


def _thing(document: Document, statement: Statement) -> Span | None:
    """Return the thing that the cue is about, where it takes one: endorsed *the plan*."""
    cue = statement.cue
    if cue is None or statement.kind is not Kind.INDIRECT or not 0 <= statement.content[0].start - cue.end <= 2:
        return None
    entry = at(document, *document.range_of((cue.start, cue.end)))
    takes = entry is not None and entry.takes("object") and not entry.takes("clause") and not entry.takes("infinitive")
    return statement.content[0] if takes and len(statement.content) == 1 else None


def _clause(document: Document, statement: Statement, thing: Span | None) -> tuple[Span, ...]:
    """Return the content, of several sentences the one whose words show the stance, of no clause its verb with it."""
    cue = statement.cue
    if cue is not None and (thing is not None or _wants_its_verb(document, statement)):
        return (Span.of(document.text, cue.start, statement.content[0].end),)
    stretches = tuple((span.start, span.end) for span in statement.content)
    stance, shown = stances.own_words(document, stretches)
    place = shown if shown is not None and stance is statement.stance else stretches[0][0]
    sentence = document.sentence_of(document.token_at(place))
    first, past = document.stretch(sentence.first, sentence.end)
    if all(first <= start and end <= past for start, end in stretches) and len(stretches) == 1:
        return (_without_that(document, statement.content[0]),)
    if shown is None or stance is not statement.stance:
        place = max(stretches, key=lambda stretch: min(stretch[1] - stretch[0], _LONG))[0]
        sentence = document.sentence_of(document.token_at(place))
        first, past = document.stretch(sentence.first, sentence.end)
    start, end = next((start, end) for start, end in stretches if start <= place < end)
    return (_without_that(document, Span.of(document.text, max(start, first), min(end, past))),)


def _wants_its_verb(document: Document, statement: Statement) -> bool:
    """Whether the content says nothing without its verb: "to stop the sale", "the sale of the harbour"."""
    cue = statement.cue
    if cue is None or statement.kind is Kind.DIRECT or len(statement.content) > 1:
        return False
    if not 0 <= statement.content[0].start - cue.end <= _BESIDE:
        return False
    first, end = document.range_of((statement.content[0].start, statement.content[0].end))
    head = document.tokens[first]
    if head.low == "that" or document.quoted[first] >= 0:
        return False
    near = document.tokens[first : min(end, first + _NEAR)]
    return head.low == "to" or not any(token.low in words("auxiliaries") for token in near)


def _without_loose_marks(document: Document, span: Span) -> Span:
    """Return a clause without a quotation mark at its edge whose other one is not in it."""
    text, start, end = span.exact, span.start, span.end
    if text[0] in _OPENING and not any(mark in text[1:] for mark in _CLOSING):
        start += 1
    if text[-1] in _CLOSING and not any(mark in text[:-1] for mark in _OPENING):
        end -= 1
    return Span.of(document.text, start, end) if start < end else span


def _without_that(document: Document, span: Span) -> Span:
    """Return a clause without the "that" before it."""
    first, end = document.range_of((span.start, span.end))
    if document.tokens[first].low == "that" and end - first > _FEW and document.tokens[first + 1].is_word:
        return Span.of(document.text, document.tokens[first + 1].start, span.end)
    return span
