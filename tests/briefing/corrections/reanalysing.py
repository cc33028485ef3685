"""A new analysis of an article, as it could come out: other ids, other boundaries, statements gone, another text."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from briefing.analysis.document import read
from briefing.analysis.key_quotes import key_quotes
from briefing.analysis.positions import positions
from briefing.contract import from_json
from briefing.model import Briefing, Position, Span, Stakeholder, StakeholderKind, Stance, Statement


def the_sample_before() -> Briefing:
    """Return a briefing of the sample as it once was: what corrections do to it does not hang on today's analysis."""
    return from_json(json.loads(Path(__file__).with_name("sample_before.json").read_text(encoding="utf-8")))


def with_some_only_mentioned(briefing: Briefing) -> Briefing:
    """Return the briefing of the sample with two stakeholders more that say nothing, one of them part of the other."""
    text = briefing.article.text
    trudeau, canada = (Span.of(text, at := text.index(name), at + len(name)) for name in ("Justin Trudeau", "Canadian"))
    return replace(
        briefing,
        stakeholders=(
            *briefing.stakeholders,
            Stakeholder("p5", "Justin Trudeau", StakeholderKind.PERSON, "p6", (trudeau,)),
            Stakeholder("p6", "Canadian officials", StakeholderKind.GOVERNMENT, None, (canada,)),
        ),
        positions=(*briefing.positions, *(Position(id, Stance.NONE, (), None, (), ()) for id in ("p5", "p6"))),
    )


@dataclass(frozen=True)
class Edit:
    """How a text becomes its next version: `cuts` (start, end) go, then `prefix` comes before it."""

    prefix: str = ""
    cuts: tuple[tuple[int, int], ...] = ()

    def text(self, text: str) -> str:
        """Return the next version of `text`."""
        return self.prefix + "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in self.cuts))

    def place(self, offset: int) -> int:
        """Return where the character at `offset` stands in the next version."""
        gone = sum(max(0, min(b, offset) - a) for a, b in merged(self.cuts))
        return len(self.prefix) + offset - gone

    def span(self, span: Span, text: str) -> Span | None:
        """Return the span in the next version, `text`; None where any of it was cut."""
        if any(start < span.end and span.start < end for start, end in self.cuts):
            return None
        return Span.of(text, self.place(span.start), self.place(span.start) + len(span.exact))


def merged(cuts: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the same stretches without overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def reanalysed(
    before: Briefing,
    edit: Edit = Edit(),
    *,
    dropped: Collection[str] = (),
    trimmed: Collection[str] = (),
    seed: int = 0,
) -> Briefing:
    """Return what an analysis of the edited text could give: the statements `dropped` are no longer found, of those
    `trimmed` the first word of the content is not, and all ids are others.
    """
    text = edit.text(before.article.text)

    def kept(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(new for span in spans if (new := edit.span(span, text)) is not None)

    def there(span: Span | None) -> Span | None:
        return None if span is None else edit.span(span, text)

    shuffled = list(range(len(before.stakeholders)))
    Random(seed).shuffle(shuffled)
    ids = {one.id: f"p{n + 1}" for one, n in zip(before.stakeholders, shuffled, strict=True)}
    statements: list[Statement] = []
    for one in before.statements:
        content = kept(one.content)
        if one.id in dropped or not content:
            continue
        if one.id in trimmed:
            content = _less(content, text)
        speaker = one.speaker and replace(
            one.speaker,
            span=there(one.speaker.span),
            stakeholder=ids.get(one.speaker.stakeholder or ""),
            anonymity=there(one.speaker.anonymity),
        )
        statements.append(
            replace(
                one,
                id=f"s{len(statements) + 3}",
                content=content,
                cue=there(one.cue),
                speaker=speaker,
                addressee=there(one.addressee),
                hedges=kept(one.hedges),
                chain=tuple(replace(link, span=there(link.span)) for link in one.chain),
            )
        )
    spoke, speaking = _speaking(before.statements), _speaking(statements)
    stakeholders = tuple(
        replace(one, id=ids[one.id], part_of=ids.get(one.part_of or ""), mentions=kept(one.mentions))
        for one in before.stakeholders
        if ids[one.id] in speaking or one.id not in spoke
    )
    excluded = kept(before.article.excluded)
    headline = before.headline
    return replace(
        before,
        article=replace(before.article, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), excluded=excluded),
        headline=replace(headline, span=there(headline.span)),
        key_quotes=tuple(key_quotes(statements)),
        statements=tuple(statements),
        stakeholders=stakeholders,
        positions=tuple(positions(read(text, excluded), stakeholders, statements)),
        follow_ups=tuple(replace(one, spans=kept(one.spans)) for one in before.follow_ups),
    )


def _speaking(statements: Sequence[Statement]) -> set[str | None]:
    return {one.speaker.stakeholder for one in statements if one.speaker is not None}


def _less(content: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    first = content[0]
    words = first.exact.split(maxsplit=1)
    if len(words) == 1 or first.exact[0].isspace():
        return content
    return (Span.of(text, first.end - len(words[1]), first.end), *content[1:])


def same_but_for_ids(one: Briefing, other: Briefing) -> bool:
    """Whether two briefings say the same."""
    return _without_ids(one) == _without_ids(other)


def _without_ids(briefing: Briefing) -> object:
    names: Callable[[str | None], str | None] = {p.id: p.name for p in briefing.stakeholders}.get
    statements = [
        replace(s, id="", speaker=s.speaker and replace(s.speaker, stakeholder=names(s.speaker.stakeholder)))
        for s in briefing.statements
    ]
    return (briefing.headline, statements, sorted((p.name, p.kind, p.mentions) for p in briefing.stakeholders))
