"""Briefings made from seeds, as large as real ones: 12.6 KB of JSON, eight quotes, words that are not ascii."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from briefing.model import (
    SCHEMA,
    Article,
    Briefing,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Headline,
    HeadlineOrigin,
    Kind,
    MadeBy,
    Origin,
    Position,
    Span,
    Speaker,
    Stakeholder,
    StakeholderKind,
    Stance,
    Statement,
)

RARE = "quicksilver"
"""A word that stands in one briefing of a hundred."""


def _words(together: str) -> list[str]:
    return together.split()


_NOUNS = _words(
    "harbour council café budget bridge treaty river school cooperative night vote façade energy garden mine canal "
    "market ferry network border museum plan orchard tariff tribunal archive jalapeño port festival hospital island "
    "library railway pension glacier tramway studio census province embargo"
)
_VERBS = _words("keeps opens sells doubts plans moves counts rents mends leaves joins reads weighs paints shares")
_ADJECTIVES = _words(
    "old new northern naïve public quiet costly small rural council’s long honest open vast city’s dry"
)
_FIRST = _words("Ada Zoë José Lucy Bjørn Ivan Anna Thomas Marie Siân Oliver Chloé Mark Inés Petra Jürgen")
_LAST = _words("Byron Müller Ibáñez Kowalska Berg Yilmaz Lefèvre Novak Tran Pritchard Thorsson Brontë Okafor")
_CUES = _words("said told warned denied asked added insisted promised")
_OUTLETS = ("The Harbour Post", "Le Quai", "Gazeta Portowa", "Der Hafenbote", "El Muelle", "Evening Tide")
_QUOTES, _PARTIES, _FOLLOW_UPS = 8, 5, 5
_LETTERS = 4900


class _Quote(NamedTuple):
    """Where a quote stands in the text, and the words after it."""

    start: int
    end: int
    name: str
    cue: str


def briefings(count: int, first: int = 0) -> Iterator[Briefing]:
    """Yield `count` briefings, those with the numbers from `first` on; each number gives the same one every time."""
    return (briefing(number) for number in range(first, first + count))


def briefing(number: int) -> Briefing:
    """Return the briefing with this number."""
    chance = random.Random(number)
    names = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(_PARTIES)]
    text, quotes = _text(chance, number, names)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    day = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=5 * number)
    statements = tuple(_statement(chance, text, i, quote) for i, quote in enumerate(quotes, 1))
    parties = tuple(_party(text, f"p{i}", name) for i, name in enumerate(names, 1))
    title = f"Number {number}: {_clause(chance)}, {_clause(chance)}"
    return Briefing(
        schema=SCHEMA,
        id=sha256[:10],
        article=Article(
            id=sha256[:10],
            source=f"https://example.org/{number}",
            url=f"https://example.org/{number}",
            canonical_url=f"https://example.org/articles/{number}",
            title=title,
            outlet=chance.choice(_OUTLETS),
            authors=(f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",),
            published=day.date().isoformat(),
            retrieved=day.isoformat(),
            language="en",
            text=text,
            sha256=sha256,
            excluded=(),
        ),
        headline=Headline(title, None, HeadlineOrigin.TITLE),
        key_quotes=tuple(s.id for s in statements[:5]),
        statements=statements,
        stakeholders=parties,
        positions=tuple(_position(party, statements, i) for i, party in enumerate(parties)),
        follow_ups=tuple(_follow_up(chance, f"f{i}", statements[i]) for i in range(1, _FOLLOW_UPS + 1)),
        notices=(),
        made_by=MadeBy("0.1.0", None, day.isoformat()),
    )


def _text(chance: random.Random, number: int, names: list[str]) -> tuple[str, list[_Quote]]:
    """Return an article and its quotes."""
    rare = f" It was {RARE}." if number % 100 == 0 else ""
    pieces = [f"Report {number} of {chance.choice(_OUTLETS)}.{rare}"]
    length = len(pieces[0])
    quotes: list[_Quote] = []
    while len(quotes) < _QUOTES or length < _LETTERS:
        piece = f"\n\n{_sentence(chance)} {_sentence(chance)}"
        if len(quotes) < _QUOTES:
            quote, name, cue = f"“{_said(chance)},”", names[len(quotes) % _PARTIES], chance.choice(_CUES)
            start = length + len(piece) + 1
            quotes.append(_Quote(start, start + len(quote), name, cue))
            piece += f" {quote} {name} {cue}. {_sentence(chance)}"
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), quotes


def _sentence(chance: random.Random) -> str:
    words = f"{_clause(chance)} and {_clause(chance)} while {_clause(chance)}"
    return f"{words[0].upper()}{words[1:]}."


def _said(chance: random.Random) -> str:
    return f"We know that {_clause(chance)}"


def _clause(chance: random.Random) -> str:
    return f"the {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)} {chance.choice(_VERBS)} {chance.choice(_NOUNS)}"


def _statement(chance: random.Random, text: str, number: int, quote: _Quote) -> Statement:
    said_by = Span.of(text, quote.end + 1, quote.end + 1 + len(quote.name))
    return Statement(
        id=f"s{number}",
        kind=Kind.DIRECT,
        content=(Span.of(text, quote.start, quote.end),),
        cue=Span.of(text, said_by.end + 1, said_by.end + 1 + len(quote.cue)),
        speaker=Speaker(said_by, quote.name, True, f"p{1 + (number - 1) % _PARTIES}", None),
        addressee=None,
        stance=chance.choice(list(Stance)),
        hedges=(),
        chain=(),
        origin=Origin.MODEL,
        confidence=round(chance.random(), 3),
    )


def _party(text: str, id: str, name: str) -> Stakeholder:
    start = text.index(name)
    return Stakeholder(id, name, StakeholderKind.PERSON, None, (Span.of(text, start, start + len(name)),))


def _position(party: Stakeholder, statements: tuple[Statement, ...], at: int) -> Position:
    evidence = statements[at::_PARTIES]
    return Position(party.id, evidence[0].stance, evidence[0].content, None, tuple(s.id for s in evidence), ())


def _follow_up(chance: random.Random, id: str, about: Statement) -> FollowUp:
    due = f"2026-{chance.randint(1, 12):02}" if chance.random() < 0.3 else None
    text = f"Ask whether {_clause(chance)}, as {about.speaker and about.speaker.name} has it."
    return FollowUp(id, FollowUpKind.CONFIRM, text, due, FollowUpState.SUGGESTED, about.content)
