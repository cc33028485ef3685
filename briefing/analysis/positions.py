"""Positions: where each stakeholder stands, the clause that shows it, and all the evidence."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from briefing.analysis import stances
from briefing.analysis.attribution import of_statement
from briefing.analysis.campaigns import CAMPAIGNS
from briefing.analysis.clauses import LEAD, SURE, Clauses
from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.analysis.lexicon import sections, words
from briefing.analysis.register import AUTHOR
from briefing.model import Kind, Position, Span, Stakeholder, StakeholderKind, Stance, Statement

_FIRM = 0.8
"""Confidence of words that are not the speaker's own from which one alone can carry a position."""
_DOUBTFUL = SURE
"""Confidence below which a statement is more likely wrong than right, and carries no position."""
_MODALS = frozenset({"can", "could", "may", "might", "should", "would"})
_QUESTIONS = ("whether", "if")
_ASKED_FOR = ("what", "why", "how", "when", "where", "who")
_ASKED = ("asked", "asks", "ask", "asking", "wondered", "questioned", "inquired", "about")
"""How a cue ends that only asks for information: "asked *whether* she will run"."""
_BEFORE_VERB = 3
"""Words before a cue among which its modal stands: "*can* now expect"."""
_GENERIC = frozenset({
    "party", "parties", "newspaper", "paper", "magazine", "candidate", "candidates", "group", "groups", "man", "woman",
    "person", "people", "one", "someone", "others", "constitution", "bible", "koran", "quran", "torah", "office", "tv",
    "pac", "pacs", "super pac", "super pacs", "board", "panel", "campaign", "team", "camp",
})  # fmt: skip
"""Nouns that are nobody's name where nothing stands beside them, and books that say what others read in them."""
_TOLD = 0.8
"""Confidence from which somebody is taken to do what a cue tells that is in no list ("the poll *puts* it at 49"), and
to assert what is not quoted: of 27 lines of judged briefings below it 7 were right."""
_SAYS = 5
"""Words of what is asserted by such a cue, at least."""
_MEETING = frozenset(
    {"faced", "faces", "facing", "face", "drew", "draws", "drawn", "received", "met", "under", "weathered"}
)
_CRITICISM = frozenset(
    {"criticism", "backlash", "fire", "scrutiny", "accusations", "allegations", "attack", "condemnation"}
)
"""What somebody meets with who is spoken against: "*faced criticism* for"."""
_ONLY_REFER = (
    "referring",
    "refers",
    "referred",
    "alluding",
    "citing",
    "avoid",
    "refrain",
    "stopped short",
    "steered clear",
)
_OFTEN = 12
"""Mentions after which one more tells nothing of a stakeholder's weight."""


def positions(
    document: Document,
    stakeholders: Sequence[Stakeholder],
    statements: Sequence[Statement],
    among: Collection[str] | None = None,
) -> list[Position]:
    """Return one position for each stakeholder that is a party of the article, those of most weight first.

    One that is only mentioned has none, and comes after those that speak. What stands nowhere by its nature (a poll, a
    law), somebody only described by a name that is not given ("the anchor"), whom only the headline describes
    ("Lawmaker"), several who each have a position of their own, somebody without one whose campaign or party has one,
    or of whom the article only has what is in doubt or takes no stand, are left out: their statements stay. Where
    `among` tells by their ids whose positions are wanted, these are given instead.
    """
    evidence: dict[str, list[Statement]] = {}
    for statement in statements:
        if (
            statement.speaker is not None
            and statement.speaker.stakeholder is not None
            and not _is_supposed(document, statement)
        ):
            evidence.setdefault(statement.speaker.stakeholder, []).append(statement)
    lead = document.stretch(0, document.sentences[:LEAD][-1].end)[1] if document.sentences else 0
    clauses = Clauses(document, stakeholders, statements)
    inner = _told_of_others(document, statements)
    acts = {id: _acts(document, clauses, said, inner) for id, said in evidence.items()}
    only_headed = {id for id, said in evidence.items() if all(map(clauses.is_in_headline, said))}
    names = {s.name for s in stakeholders if s.id in evidence}
    shown = [s for s in stakeholders if _takes_part(document, s, evidence.get(s.id, ()), acts.get(s.id, ()))]
    described = (StakeholderKind.UNNAMED, StakeholderKind.GROUP)
    shown = [s for s in shown if s.kind not in described or s.id not in only_headed]
    shown = [s for s in shown if " and " not in s.name or not names.issuperset(s.name.split(" and "))]
    parts, surnames = _spoken_for([s for s in shown if acts.get(s.id)])
    shown = [s for s in shown if acts.get(s.id) or not (s.id in parts or s.name.rpartition(" ")[2] in surnames)]
    if among is not None:
        shown = [s for s in stakeholders if s.id in among]
    order = sorted(shown, key=lambda s: (s.id not in evidence, -_weight(s, evidence.get(s.id, ()), lead)))
    return [_position(clauses, s, evidence.get(s.id, ()), acts.get(s.id, ())) for s in order]


def _spoken_for(standing: Sequence[Stakeholder]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the parties whose only part stands somewhere, and the surnames of those whose campaign does.

    That no position of theirs was found would not be true.
    """
    parts = Counter(s.part_of for s in standing if s.part_of is not None)
    campaigns = (s.name.rpartition(" ") for s in standing)
    surnames = frozenset(whose.rpartition(" ")[2] for whose, _, noun in campaigns if whose and noun in CAMPAIGNS)
    return frozenset(id for id, count in parts.items() if count == 1), surnames


def _is_supposed(document: Document, statement: Statement) -> bool:
    """Whether somebody is only supposed to say it: "if Smith asks him"."""
    span = statement.speaker.span if statement.speaker is not None else None
    first = document.range_of((span.start, span.end))[0] if span is not None else 0
    return first > 0 and document.tokens[first - 1].low in ("if", "unless", "should", "suppose")


def _told_of_others(document: Document, statements: Sequence[Statement]) -> frozenset[str]:
    """Return the statements that somebody else tells of their speaker: "she said that *Clinton knew of it*".

    What others say that somebody said is reported speech; what they say that somebody knows is their claim.
    """
    pieces = sorted((p.start, p.end, s.id) for s in statements if s.speaker is not None for p in s.content)
    whose = {s.id: s.speaker.stakeholder for s in statements if s.speaker is not None}
    longest = max((end - start for start, end, _ in pieces), default=0)
    found: set[str] = set()
    for one in statements:
        if one.cue is None or one.speaker is None:
            continue
        cue = at(document, *document.range_of((one.cue.start, one.cue.end)))
        if cue is not None and cue.takes("quote"):
            continue
        first = bisect_left(pieces, (one.cue.end - longest,))
        past = bisect_left(pieces, (one.cue.start + 1,))
        if any(one.cue.end <= end and whose[id] != whose[one.id] for _, end, id in pieces[first:past]):
            found.add(one.id)
    return frozenset(found)


def _is_mere_chance(document: Document, statement: Statement) -> bool:
    """Whether somebody only can or might think so, or asks or is asked whether: "she can expect", "whether he did"."""
    opening = statement.content[0].exact.split()[0].lower()
    cue = statement.cue.exact.lower() if statement.cue is not None else ""
    asked = cue.endswith(_ASKED) and statement.stance is Stance.ASKS
    if statement.stance is Stance.ASKS and _is_one_question(document, statement):
        return True
    if opening in _QUESTIONS and (asked or statement.stance not in (Stance.ASKS, Stance.DECLINES)):
        return statement.kind is Kind.INDIRECT
    if statement.cue is None or statement.stance not in (Stance.ASSERTS, Stance.NONE):
        return False
    first, end = document.range_of((statement.cue.start, statement.cue.end))
    start = max(document.sentence_of(first).first, first - _BEFORE_VERB)
    return statement.kind is Kind.INDIRECT and any(t.low in _MODALS for t in document.tokens[start:end])


def _is_one_question(document: Document, statement: Statement) -> bool:
    """Whether all that is said is one question: "Do you want to be mayor?", "asked *what she has seen*"."""
    first, end = document.range_of((statement.content[0].start, statement.content[-1].end))
    if document.sentence_of(first) != document.sentence_of(max(first, end - 1)):
        return False
    opens = next((t.low for t in document.tokens[first:end] if t.is_word), "")
    told = statement.kind is Kind.INDIRECT and opens in _ASKED_FOR
    return told or statement.content[-1].exact.rstrip("”\"'’ ").endswith("?")


def _is_done_to(document: Document, statement: Statement) -> bool:
    """Whether the cue tells what others do to who stands before it: "Roof is *accused of* a crime"."""
    if statement.cue is None or statement.speaker is None or statement.speaker.span is None:
        return False
    first, end = document.range_of((statement.cue.start, statement.cue.end))
    if statement.speaker.span.start > statement.cue.start or statement.kind is not Kind.INDIRECT:
        return False
    tokens = document.tokens[max(document.sentence_of(first).first, first - 2) : end]
    low = {token.low for token in tokens}
    if low & _MEETING and low & _CRITICISM:
        return True
    be = next((i for i, token in enumerate(tokens) if token.low in words("be") or token.low == "been"), None)
    return be is not None and any(token.low in sections("acts.txt")["done to"] for token in tokens[be + 1 :])


def _only_refers(statement: Statement) -> bool:
    """Whether a cue only says of what somebody spoke, or did not: "*referring to* the list", "*avoided* blame of"."""
    cue = statement.cue.exact.lower() if statement.cue is not None else ""
    return statement.kind is Kind.INDIRECT and cue.startswith(_ONLY_REFER)


def _is_act(document: Document, statement: Statement) -> bool:
    """Whether somebody says or does something by the statement: by its words, or as the model hears it for sure."""
    if stances.is_act(document, of_statement(statement)):
        return True
    if statement.stance is Stance.ASSERTS and len(statement.content[0].exact.split()) < _SAYS:
        return False
    return statement.stance is not Stance.NONE and statement.confidence >= _TOLD


def _takes_part(
    document: Document, stakeholder: Stakeholder, evidence: Sequence[Statement], acts: Sequence[Statement]
) -> bool:
    """Whether a stakeholder can stand anywhere: a party, and not a poll or a law; of one without a name the article
    tells an act for sure."""
    if stakeholder.kind is StakeholderKind.OUTLET:
        return any(statement.kind is not Kind.INDIRECT for statement in evidence)
    name = stakeholder.name.casefold()
    of_history = not evidence and name in sections("history.txt")["history"]
    place = name in sections("places.txt")["places"] and not any(map(_is_firm, acts))
    if len(name) == 1 or name in _GENERIC or of_history or place:
        return False
    stands = any(statement.stance is not Stance.NONE for statement in acts)
    if not stands and (evidence or stakeholder.part_of is not None):
        return False  # what it says is in doubt or takes no stand, or its party has the line
    if stakeholder.name == AUTHOR:
        return stands
    if stakeholder.kind not in (StakeholderKind.UNNAMED, StakeholderKind.GROUP):
        return bool(evidence or stakeholder.mentions)
    sure = any(s.stance is not Stance.NONE and _is_firm(s) for s in acts)
    somebody = any(_is_of_people(document, mention) for mention in stakeholder.mentions)
    return sure and somebody and not all(_is_described(mention) for mention in stakeholder.mentions)


def _is_firm(statement: Statement) -> bool:
    """Whether a statement can carry a position by itself: quoted, an act, or found without much doubt."""
    return statement.confidence >= (_FIRM if _is_plain(statement) else SURE)


def _is_plain(statement: Statement) -> bool:
    """Whether something is only said, and not in quotation marks."""
    return statement.kind is Kind.INDIRECT and statement.stance in (Stance.ASSERTS, Stance.NONE)


def _is_described(mention: Span) -> bool:
    """Whether one person is meant whom the words only describe: "the anchor", "its host", and not "a source"."""
    words_in = mention.exact.lower().split()
    demonstrative = words_in[0] in ("this", "that", "these", "those")
    return demonstrative or (words_in[0] in ("the", "his", "her", "its", "their") and not words_in[-1].endswith("s"))


def _is_of_people(document: Document, mention: Span) -> bool:
    """Whether the mention's noun is one for persons or bodies: "a source", "many voters", "two lawmakers"."""
    first, end = document.range_of((mention.start, mention.end))
    stop = next((i for i in range(first + 1, end) if document.tokens[i].low in words("prepositions")), end)
    low = document.tokens[stop - 1].low
    if low in words("works"):
        return False
    if (document.tokens[stop - 1].capital and stop - 1 > first) or low.endswith(_OF_PEOPLE):
        return True
    nouns = ("persons", "group_nouns", "roles", "spokespeople", "official_nouns", "legislators", "plurals", "bodies")
    return any(low in words(section) or low.removesuffix("s") in words(section) for section in nouns)


_OF_PEOPLE = ("ers", "ists", "ians", "people", "men", "women", "ees", "ors", "allies", "aides")


def _weight(stakeholder: Stakeholder, evidence: Sequence[Statement], lead: int) -> float:
    """Return what a stakeholder weighs in the article: by its statements, its mentions, its place in the lead."""
    early = any(span.start < lead for span in stakeholder.mentions)
    unsure = sum(statement.confidence < SURE for statement in evidence)
    return 2.0 * len(evidence) - unsure + min(len(stakeholder.mentions), _OFTEN) / 2 + 2.0 * early


def _acts(
    document: Document, clauses: Clauses, evidence: Sequence[Statement], inner: Collection[str]
) -> list[Statement]:
    """Return the statements that can carry a position: not those of `inner`, nor what is doubtful, or says nothing.

    Where none is told by words that are known to, those count that are told by others.
    """
    fit = [
        statement
        for statement in evidence
        if statement.id not in inner
        and statement.confidence >= (_TOLD if _is_plain(statement) else _DOUBTFUL)
        and clauses.says_something(statement)
        and not _is_mere_chance(document, statement)
        and not _is_done_to(document, statement)
        and not _only_refers(statement)
    ]
    acts = [statement for statement in fit if _is_act(document, statement)]
    acts = acts or [one for one in fit if one.stance is not Stance.NONE and one.confidence >= _TOLD]
    chosen = {statement.id for statement in acts}
    return [statement for statement in evidence if statement.id in chosen or stances.is_refusal(statement)]


def _position(
    clauses: Clauses, stakeholder: Stakeholder, evidence: Sequence[Statement], acts: Sequence[Statement]
) -> Position:
    told = [statement for statement in acts if statement.stance is not Stance.NONE]
    ids = tuple(statement.id for statement in evidence)
    if not told:
        return Position(stakeholder.id, Stance.NONE, (), None, ids, ())
    best = max(told, key=clauses.shows)
    summary, target = clauses.position(best, stakeholder)
    others = {statement.stance for statement in told} - {best.stance}
    also = tuple(stance for stance in stances.ORDER if stance in others)
    return Position(stakeholder.id, best.stance, summary, target, ids, also)
