"""A briefing's stakeholders while corrections are laid over them: their names, which are one, who is under whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.corrections.words import each_standing
from briefing.model import Briefing, Span, Stakeholder, StakeholderKind

_NO_NAMES = (StakeholderKind.UNNAMED, StakeholderKind.GROUP, StakeholderKind.OUTLET)
"""Kinds of stakeholder that are none where the article only mentions them (`briefing.analysis.positions`)."""


def key(name: str) -> str:
    """Return what two spellings of one name have in common: case and the amount of white space do not matter."""
    return " ".join(name.casefold().split())


class Aliases:
    """The names that stand for another one in the whole library, whatever their case.

    A name is led on until it is no alias; one that would lead back to itself is left out.
    """

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, str] = {}
        for name, others in aliases.items():
            for other in others:
                if key(other) not in self._names and key(self.name(name)) != key(other):
                    self._names[key(other)] = name
        self._spelt = {key(name): name for name in aliases if key(name) not in self._names}

    def name(self, name: str) -> str:
        """Return the name that `name` stands for, spelled as the aliases have it; itself where it is no alias."""
        while (led := self._names.get(key(name))) is not None:
            name = led
        return name

    def spelt(self, name: str) -> str:
        """Return the name that `name` stands for, a name with aliases in the case that they give it."""
        name = self.name(name)
        return self._spelt.get(key(name), name)


@dataclass(slots=True, eq=False)
class Party:
    """A stakeholder in the making. `id` is None where the user's words make it, and `joined` what it has become."""

    id: str | None
    name: str
    kind: StakeholderKind
    part_of: "Party | None"
    mentions: tuple[Span, ...]
    joined: "Party | None" = None

    def now(self) -> "Party":
        """Return the party that this one is now: itself, or the one that it has been joined to."""
        party = self
        while party.joined is not None:
            party = party.joined
        return party

    def above(self) -> "Iterator[Party]":
        """Yield the parties that this one is part of, the nearest first."""
        seen = {id(self)}
        party = self.part_of
        while party is not None and id(party := party.now()) not in seen:
            yield party
            seen.add(id(party))
            party = party.part_of


class Parties:
    """All parties of one briefing, those that the user's words make included."""

    def __init__(self, briefing: Briefing) -> None:
        self._parties = [Party(s.id, s.name, s.kind, None, s.mentions) for s in briefing.stakeholders]
        self._by_id = {party.id: party for party in self._parties}
        for party, stakeholder in zip(self._parties, briefing.stakeholders, strict=True):
            party.part_of = self.of_id(stakeholder.part_of)
        speaking: dict[Party | None, list[Span | None]] = {}
        for speaker in (statement.speaker for statement in briefing.statements if statement.speaker is not None):
            speaking.setdefault(self.of_id(speaker.stakeholder), []).append(speaker.span)
        used = _with_those_above(speaking)
        self._lasting = [
            party for party in self._parties if party not in used or _is_named_beside(party, speaking.get(party, ()))
        ]
        self.some_joined = False

    def __iter__(self) -> Iterator[Party]:
        return (party for party in self._parties if party.joined is None)

    def of_id(self, id: str | None) -> Party | None:
        """Return the party that the analysis gave this id; None where there is none."""
        return self._by_id.get(id)

    def named(self, name: str) -> Party | None:
        """Return the party of this name, whatever its case."""
        return next((party for party in self if key(party.name) == key(name)), None)

    def mentioned(self, words: str) -> Party | None:
        """Return the one party that the text mentions with these words; None where it is none or not only one."""
        found = [party for party in self if any(key(mention.exact) == key(words) for mention in party.mentions)]
        return found[0] if len(found) == 1 else None

    def add(self, name: str, kind: StakeholderKind, part_of: Party | None, mentions: Iterable[Span]) -> Party:
        """Add a party that the analysis does not have, and return it."""
        party = Party(None, name, kind, part_of, _apart(mentions))
        self._parties.append(party)
        return party

    def mention(self, party: Party, mentions: Iterable[Span]) -> None:
        """Add mentions to a party, those that do not touch one it has."""
        new = [span for span in mentions if not any(span.overlaps(known) for known in party.mentions)]
        party.mentions = _apart((*party.mentions, *new))

    def rename(self, party: Party, name: str) -> Party:
        """Give the party this name, and return what it is now: another one has the name already if the two are joined.

        The one that has the name stays, unless only the user's words made it. It takes the other's mentions, and the
        parties under it; what both are part of stays above them, as far as that makes no circle.
        """
        other = next((one for one in self if one is not party and key(one.name) == key(name)), None)
        if other is None:
            party.name = name
            return party
        stays, goes = (party, other) if other.id is None and party.id is not None else (other, party)
        stays.name = other.name
        stays.mentions = _apart((*stays.mentions, *goes.mentions))
        if stays.kind is StakeholderKind.UNNAMED:
            stays.kind = goes.kind
        candidates = (stays.part_of, goes.part_of)
        goes.joined, stays.part_of = stays, None
        self.some_joined = True
        for above in candidates:
            if stays.part_of is None and above is not None and stays not in (above.now(), *above.now().above()):
                stays.part_of = above.now()
        return stays

    def meant(self, words: Sequence[Span], name: str, text: str) -> Party | None:
        """Return the party that most of the words mention, more than of all others; else the one still of that name.

        Words of which none stands in `text` any more name only a party that the user's words make.
        """
        places = each_standing(words, text)
        votes: dict[Party, int] = {}
        for place in places:
            for party in self._at(place):
                votes[party] = votes.get(party, 0) + 1
        most = max(votes.values(), default=0)
        first = [party for party, count in votes.items() if count == most and 2 * most > sum(votes.values())]
        if first:
            return first[0]
        still = self.named(name)
        return None if still is not None and still.id is not None and words and not places else still

    def result(self, speaking: Iterable[Party | None]) -> tuple[dict[Party, str], tuple[Stakeholder, ...]]:
        """Return the id of each party that stays, and the stakeholders, new ones last in the article's order.

        `speaking` are the parties that make a statement. One that neither speaks any more nor has others under it
        goes, unless the article names it elsewhere than as the speaker; one that never spoke stays.
        """
        used = _with_those_above([*speaking, *self._lasting])
        stay = [party for party in self if party in used]
        new = sorted((p for p in stay if p.id is None), key=lambda p: (not p.mentions, p.mentions[:1], key(p.name)))
        ids = {party: party.id for party in stay if party.id is not None}
        for party in new:
            ids[party] = fresh("p", {party.id for party in self._parties if party.id is not None} | set(ids.values()))
        stakeholders = tuple(
            Stakeholder(ids[p], p.name, p.kind, ids[p.part_of.now()] if p.part_of else None, p.mentions)
            for p in (*(p for p in stay if p.id is not None), *new)
        )
        return ids, stakeholders

    def _at(self, place: Span) -> list[Party]:
        """Return the parties that a mention names: by the same stretch, or else by one that overlaps it."""
        exactly = [party for party in self if place in party.mentions]
        return exactly or [p for p in self if any(place.overlaps(mention) for mention in p.mentions)]


def fresh(letter: str, taken: Collection[str]) -> str:
    """Return an id that is none of those taken: the letter and the first number that comes after them."""
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _with_those_above(parties: Iterable[Party | None]) -> set[Party]:
    found: set[Party] = set()
    for party in parties:
        if party is not None:
            found |= {party.now(), *party.now().above()}
    return found


def _is_named_beside(party: Party, speakers: Collection[Span | None]) -> bool:
    """Whether the article names a party beside where it speaks: what it says may have been another's."""
    if party.kind in _NO_NAMES:
        return False
    spoken = [span for span in speakers if span is not None]
    return any(not any(mention.overlaps(span) for span in spoken) for mention in party.mentions)


def _apart(mentions: Iterable[Span]) -> tuple[Span, ...]:
    """Return the mentions in the text's order, without those that lie in a longer one."""
    kept: list[Span] = []
    for mention in sorted(set(mentions), key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)
