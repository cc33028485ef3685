"""The words that text, Markdown, the desk and the clipboard share, so that they all say the same of a statement.

Pure functions that return plain text as it came from the article: on one line, but not yet made safe for a
terminal (`tui.plain`) or for Markdown (`briefing.export.as_markdown`). Whoever prints it sees to that.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from briefing.model import (
    Article,
    Briefing,
    FollowUp,
    Headline,
    HeadlineOrigin,
    Kind,
    Link,
    Position,
    Span,
    Speaker,
    Stance,
    Statement,
)

STANCE_SIGNS: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.ASKS: "?",
        Stance.SUPPORTS: "+",
        Stance.OPPOSES: "×",
        Stance.WARNS: "!",
        Stance.DENIES: "≠",
        Stance.COMMITS: "→",
        Stance.ASSERTS: "·",
        Stance.DECLINES: "–",
        Stance.NONE: "○",
    }
)
"""One sign, one cell wide, for each stance. It stands beside the word and never in its place."""

BETWEEN_PIECES = " … "

# White space that lays text out. The no-break space stays: it is part of how “ 5 G ” or « oui » is spelled.
_LAYOUT = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
_SAYS_UNNAMED = re.compile(
    r"\b(?:un-?named|unidentified|undisclosed|anonym\w+|(?:not|to be)\b.*\b(?:named|identified))\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"an? +", re.IGNORECASE)
_MARKS = "“”‘’\"',.;:()"
_WORD = re.compile(r"\w{2,}")


def one_line(text: str) -> str:
    """Return `text` with every run of spaces, tabs and line ends as one space, and none at its ends."""
    return _LAYOUT.sub(" ", text).strip(" ")


def quoted(statement: Statement) -> str:
    """Return all that is said, letter for letter, its pieces joined by " … ". No quotation mark is added."""
    return _joined(statement.content)


def stance_words(stance: Stance) -> str:
    """Return a stance as sign and word: "? asks"."""
    return f"{STANCE_SIGNS[stance]} {stance}"


def speaker_words(briefing: Briefing, statement: Statement) -> str:
    """Return who says it, as the article names them, and for whom where the name alone does not tell.

    "Ren Zhengfei (Huawei)"; a speaker who is not named is called unnamed; without one it is "speaker not found".
    """
    speaker = statement.speaker
    if speaker is None:
        return "speaker not found"
    name = one_line(speaker.name)
    party = _party(briefing, speaker)
    notes = [] if party is None or _share_a_word(name, party) else [party]
    return _noted(name, notes) if speaker.named else _unnamed(name, notes)


def attribution(briefing: Briefing, statement: Statement) -> str:
    """Return all that is known of where a statement comes from, in one line.

    Speaker, addressee, why the speaker is not named, hedging words, and through whom it came, nearest the
    speaker first: "unnamed US official, to the Journal; second-hand via The Wall Street Journal, CNN Business". What it
    stands in comes before: "Ada Smith; in a letter".
    """
    who = speaker_words(briefing, statement)
    if statement.addressee is not None:
        who += f", to {one_line(statement.addressee.exact)}"
    parts = [who]
    if statement.speaker is not None and statement.speaker.anonymity is not None:
        parts.append(f"reason for anonymity: {one_line(statement.speaker.anonymity.exact)}")
    if statement.hedges:
        parts.append(_hedged(statement))
    parts += [_in_medium(link) for link in statement.chain if is_medium(link)]
    if is_second_hand(statement):
        parts.append(f"second-hand via {', '.join(_outwards(_voices(statement)))}")
    return "; ".join(parts)


UNCERTAIN = 0.6
"""Confidence under which a statement is marked: of those below, fewer than half were right in content and speaker, on
the articles kept out of the training and on dev (`briefing/analysis/MODEL.md`)."""


def is_uncertain(statement: Statement) -> bool:
    """Whether a statement is as likely wrong as right: its words are the article's, whose they are is to be checked.

    A quotation that is put down to nobody is not: its marks prove it, in any language, and it claims no more.
    """
    claims = statement.speaker is not None or statement.cue is not None
    return claims and statement.confidence < UNCERTAIN


def is_second_hand(statement: Statement) -> bool:
    """Whether the article has the statement from somebody else who had it from the speaker.

    A letter or a post of the speaker's own is nobody else.
    """
    return bool(_voices(statement))


def is_medium(link: Link) -> bool:
    """Whether a link of a chain is a letter, a document, a post or where one is, and nobody who passes something on."""
    if link.named:
        return False
    from briefing.analysis.lexicon import words

    name = one_line(link.name).casefold()
    return name in words("platforms") or _is_work([word.strip(_MARKS) for word in name.split(" ")])


def dateline(article: Article) -> str:
    """Return "outlet · date · authors · URL", only what is known of them; perhaps nothing."""
    address = article.url or article.canonical_url
    return " · ".join([*origin_words(article), *([one_line(address)] if address else [])])


def origin_words(article: Article) -> list[str]:
    """Return outlet, date and authors, those that are known."""
    known = (article.outlet, day(article.published), ", ".join(article.authors))
    return [one_line(part) for part in known if part]


def day(moment: str | None) -> str | None:
    """Return the date of an ISO 8601 moment, as exact as it is: "2018-11-23T09:00:00Z" gives "2018-11-23"."""
    return moment.partition("T")[0] if moment else None


def sourcing(briefing: Briefing) -> str:
    """Return how well the whole is sourced: who is named, who is not, how the lead claim came, in one line.

    "2 named, 3 unnamed; lead claim second-hand: The Wall Street Journal via CNN Business".
    """
    parts = [_speakers_counted(briefing.statements)]
    ordered = sorted(briefing.statements, key=_place)
    if ordered and is_second_hand(ordered[0]):
        parts.append(f"lead claim second-hand: {_route(ordered[0])}")
    else:
        routes = _longest(dict.fromkeys(_route(statement) for statement in ordered if is_second_hand(statement)))
        if routes:
            parts.append(f"second-hand in part: {'; '.join(routes)}")
    if ordered and ordered[0].hedges:
        parts.append(f"lead claim {_hedged(ordered[0])}")
    return "; ".join(parts)


def headline_note(headline: Headline) -> str | None:
    """Return what the reader must know of the headline: a title that the text does not prove; else None."""
    if headline.origin is HeadlineOrigin.TITLE and headline.span is None:
        return "the title, which does not stand in the text"
    return "your own headline" if headline.origin is HeadlineOrigin.USER else None


def kind_note(statement: Statement) -> str | None:
    """Return whose words a statement is in where not all of them are the speaker's; None for a direct quote."""
    match statement.kind:
        case Kind.INDIRECT:
            return "in the article’s words"
        case Kind.MIXED:
            return "partly in the article’s words"
        case Kind.DIRECT:
            return None


def party_name(briefing: Briefing, position: Position) -> str:
    """Return whose position it is, and under whom the party stands: "State Department (US officials)"."""
    party = briefing.stakeholder(position.stakeholder)
    name = one_line(party.name)
    return name if party.part_of is None else f"{name} ({one_line(briefing.stakeholder(party.part_of).name)})"


def position_summary(position: Position) -> str:
    """Return the clause that shows the position, letter for letter, its pieces joined by " … "."""
    return _joined(position.summary)


NO_POSITION = "no position found"
"""What is said of a stakeholder from whom there is no statement."""


def position_words(position: Position) -> str:
    """Return what a stakeholder's position is: the clause that shows it, or that none was found."""
    return position_summary(position) if position.statements else NO_POSITION


def position_evidence(briefing: Briefing, position: Position, in_parts: int = 0) -> str:
    """Return what more is known of a position: "about Huawei; 2 statements, 1 more in its parts; also ! warns".

    `in_parts` is how many statements the stakeholder's parts make. Of one who makes none, the mentions are told.
    """
    parts = [] if position.target is None else [f"about {one_line(position.target.exact)}"]
    if position.statements:
        more = f", {in_parts} more in its parts" if in_parts else ""
        parts.append(f"{_statements_counted(len(position.statements))}{more}")
    else:
        if in_parts:
            parts.append(f"{_statements_counted(in_parts)} in its parts")
        parts += _mentioned(briefing.stakeholder(position.stakeholder).mentions)
    if position.also:
        parts.append(f"also {', '.join(stance_words(stance) for stance in position.also)}")
    return "; ".join(parts) or _statements_counted(0)


def follow_up_state(follow_up: FollowUp) -> str:
    """Return how far it has come and when it is due: "open, due 2026-03"."""
    return f"{follow_up.state}, due {one_line(follow_up.due)}" if follow_up.due else str(follow_up.state)


def follow_up_reason(follow_up: FollowUp) -> str:
    """Return the words of the article that a follow-up comes from, letter for letter; perhaps none."""
    return _joined(follow_up.spans)


def other_statements(briefing: Briefing) -> tuple[Statement, ...]:
    """Return the statements that are no key quotes, in the order of the text."""
    rest = (statement for statement in briefing.statements if statement.id not in briefing.key_quotes)
    return tuple(sorted(rest, key=_place))


def key_quotes(briefing: Briefing) -> tuple[Statement, ...]:
    """Return the key quotes, best first."""
    return tuple(briefing.statement(id) for id in briefing.key_quotes)


def _statements_counted(count: int) -> str:
    return "1 statement" if count == 1 else f"{count} statements"


def _mentioned(mentions: Iterable[Span]) -> Iterator[str]:
    words: dict[str, str] = {}
    for mention in mentions:
        words.setdefault(one_line(mention.exact).casefold(), one_line(mention.exact))
    if words:
        yield f"mentioned as {', '.join(words.values())}"


def _place(statement: Statement) -> int:
    return statement.content[0].start


def _joined(pieces: Iterable[Span]) -> str:
    return BETWEEN_PIECES.join(one_line(piece.exact) for piece in pieces)


def _unnamed(name: str, notes: list[str]) -> str:
    article = _ARTICLE.match(name)
    bare = name[article.end() :] if article else name
    if _SAYS_UNNAMED.search(name):
        return _noted(bare, notes)
    return _noted(f"unnamed {bare}", notes) if article else _noted(name, ["unnamed", *notes])


def _noted(words: str, notes: list[str]) -> str:
    return f"{words} ({', '.join(notes)})" if notes else words


def _party(briefing: Briefing, speaker: Speaker) -> str | None:
    if speaker.stakeholder is None:
        return None
    return one_line(briefing.stakeholder(speaker.stakeholder).name)


def _share_a_word(name: str, party: str) -> bool:
    return not {*_WORD.findall(name.casefold())}.isdisjoint(_WORD.findall(party.casefold()))


def _hedged(statement: Statement) -> str:
    return f"hedged: {', '.join(dict.fromkeys(one_line(hedge.exact) for hedge in statement.hedges))}"


def _outwards(chain: tuple[Link, ...]) -> list[str]:
    return [one_line(link.name) if link.named else _unnamed(one_line(link.name), []) for link in reversed(chain)]


def _voices(statement: Statement) -> tuple[Link, ...]:
    """Return the outlets and persons of a chain, without what the words stand in."""
    return tuple(link for link in statement.chain if not is_medium(link))


def _in_medium(link: Link) -> str:
    from briefing.analysis.lexicon import words

    name = one_line(link.name)
    if name.casefold() in words("platforms"):
        return f"on {name}"
    low = name.partition(" ")[0].casefold()
    return f"in {name[0].lower()}{name[1:]}" if low in words("determiners") else f"in {name}"


def _is_work(phrase: list[str]) -> bool:
    """Whether a phrase is about a letter or a document: "a letter to the king", and not "people with a letter"."""
    from briefing.analysis.lexicon import words

    works, ends = words("media"), words("prepositions") | words("relatives")
    participles = words("irregular_verbs")
    for word, following in pairwise([*phrase, "of"]):
        if word in works and (following in ends or following in participles or following.endswith(("ed", "en"))):
            return True
        if word in ends and not (word == "of" and following in works):
            return False
    return False


def _route(statement: Statement) -> str:
    voices = _voices(statement)
    named = tuple(link for link in voices if link.named)
    return " via ".join(_outwards(named or voices))


def _longest(routes: Collection[str]) -> list[str]:
    return [route for route in routes if not any(route != other and route in other for other in routes)]


def _speakers_counted(statements: tuple[Statement, ...]) -> str:
    speakers = [statement.speaker for statement in statements if statement.speaker is not None]
    named = len({speaker.stakeholder or speaker.name.casefold() for speaker in speakers if speaker.named})
    unnamed = len({one_line(speaker.name).casefold() for speaker in speakers if not speaker.named})
    counted = f"{named} named, {unnamed} unnamed"
    lost = len(statements) - len(speakers)
    return f"{counted}, {lost} without a speaker" if lost else counted
