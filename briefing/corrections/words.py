"""Where words stand in a text: perhaps another version of the text that they were taken from."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from briefing.model import Span

Stretch = tuple[int, int]

APART = 400
"""How many code points wider the gap between two pieces of one quotation may have grown, and how far from its
statement a cue or a speaker is looked for."""

_TRIES = 60  # places of a word that are tried as the one that moved: more are the same few words over and over


def standing(words: Sequence[Span], text: str, beside: Iterable[Span] = ()) -> tuple[Span, ...] | None:
    """Return the spans of `text` where the words stand, piece for piece; None where one of them is gone.

    They stand at the same offsets, if the text still has all of them there. Else they stand elsewhere: the same
    characters, or where a piece has none of those, the same with other white space between its words. All pieces
    are found together: in their order, without overlap, none further after the one before than it was and `APART`.
    Of several such places the one is taken that has most of the spans `beside` (of the same statement: its cue, its
    speaker) at their old distance; then the one with the old distances between the pieces; then the nearest to
    the old place.
    """
    if all(text[span.start : span.end] == span.exact for span in words):
        return tuple(words)
    places = [_places(span.exact, text) for span in words]
    anchor = min(range(len(words)), key=lambda i: (len(places[i]), -len(words[i].exact)))
    beside = tuple(beside)
    found: list[tuple[tuple[int, int, int], tuple[Span, ...]]] = []
    for place in places[anchor]:
        pieces = _together(words, places, anchor, place)
        if pieces is not None:
            spans = tuple(Span.of(text, *piece) for piece in pieces)
            alone = sum(not _stands(span, _shift(span, words, spans), text) for span in beside)
            stretched = sum(
                abs((after.start - before.end) - (was_after.start - was_before.end))
                for before, after, was_before, was_after in zip(spans, spans[1:], words, words[1:], strict=False)
            )
            found.append(((alone, stretched, abs(place[0] - words[anchor].start)), spans))
    return min(found)[1] if found else None


def moved(span: Span, words: Sequence[Span], found: Sequence[Span], text: str) -> Span | None:
    """Return where `span` stands now that `words`, which it belongs to, stand at `found`; None where it is gone.

    It has moved as they have, or stands within `APART` of there.
    """
    start = span.start + _shift(span, words, found)
    end = start + len(span.exact)
    before = text.rfind(span.exact, max(0, start - APART), max(0, end))
    after = text.find(span.exact, max(0, start), max(0, end + APART))
    places = [at for at in (before, after) if at != -1]
    if not places:
        return None
    at = min(places, key=lambda place: abs(place - start))
    return Span(at, at + len(span.exact), span.exact)


def each_standing(words: Sequence[Span], text: str) -> list[Span]:
    """Return the spans of `text` where those of the words stand that are still there, each by itself.

    They stand as whole words. One is taken where it would be if all had moved as far as most of them did; else it is
    the nearest to there.
    """
    if all(text[span.start : span.end] == span.exact for span in words):
        return list(words)
    places = {exact: occurrences(exact, text) for exact in {span.exact for span in words}}
    shift = _shared_shift(words, places)
    return [
        min(places[span.exact], key=lambda place: abs(place.start - span.start - shift))
        for span in words
        if places[span.exact]
    ]


def occurrences(name: str, text: str, *, any_case: bool = False) -> list[Span]:
    """Return where `name` stands as whole words, with any white space between them.

    With `any_case` upper and lower case do not matter where it stands nowhere in its own.
    """
    spelt = r"\s+".join(re.escape(word) for word in name.split())
    if not spelt:
        return []
    alphabet = name.isascii() or name.lower() != name.upper()  # else words may stand without white space between them
    whole = rf"(?<!\w){spelt}(?!\w)" if alphabet else spelt
    for flags in (re.NOFLAG, re.IGNORECASE) if any_case else (re.NOFLAG,):
        if found := [Span.of(text, *match.span()) for match in re.finditer(whole, text, flags)]:
            return found
    return []


def trimmed(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return the spans without the white space at their ends, and without those that are nothing else."""
    found: list[Span] = []
    for span in spans:
        start = span.start + len(span.exact) - len(span.exact.lstrip())
        if bare := span.exact.strip():
            found.append(Span.of(text, start, start + len(bare)))
    return tuple(found)


def _places(exact: str, text: str) -> list[Stretch]:
    """Return all places of the characters, or else of the same with other white space, in order."""
    found: list[Stretch] = []
    at = text.find(exact)
    while at != -1:
        found.append((at, at + len(exact)))
        at = text.find(exact, at + 1)
    if found or not exact.strip():
        return found
    spelt = r"\s+".join(re.escape(word) for word in exact.split())
    return [match.span() for match in re.finditer(spelt, text)]


def _together(
    words: Sequence[Span], places: Sequence[Sequence[Stretch]], anchor: int, place: Stretch
) -> list[Stretch] | None:
    """Return the places of all pieces with the anchor's at `place`, or None."""
    pieces = [place]
    for i in range(anchor + 1, len(words)):
        gap = words[i].start - words[i - 1].end
        earliest = pieces[-1][1]
        if (following := _nearest(places[i], earliest + gap, earliest, earliest + gap + APART)) is None:
            return None
        pieces.append(following)
    for i in range(anchor - 1, -1, -1):
        latest = pieces[0][0] - len(words[i].exact)
        gap = words[i + 1].start - words[i].end
        before = _nearest(places[i], latest - gap, latest - gap - APART, latest)
        if before is None or before[1] > pieces[0][0]:
            return None
        pieces.insert(0, before)
    return pieces


def _nearest(places: Sequence[Stretch], wanted: int, first: int, last: int) -> Stretch | None:
    """Return the place that starts nearest to `wanted`, from `first` to `last`."""
    at = bisect_left(places, (wanted, wanted))
    near = [place for place in places[max(0, at - 1) : at + 1] if first <= place[0] <= last]
    return min(near, key=lambda place: abs(place[0] - wanted), default=None)


def _shift(span: Span, words: Sequence[Span], found: Sequence[Span]) -> int:
    """Return how far the piece of the words that is nearest to `span` has moved, at the end that faces it."""
    distances = [max(word.start - span.end, span.start - word.end, 0) for word in words]
    i = distances.index(min(distances))
    after = span.start >= words[i].end
    return found[i].end - words[i].end if after else found[i].start - words[i].start


def _stands(span: Span, shift: int, text: str) -> bool:
    return span.start + shift >= 0 and text.startswith(span.exact, span.start + shift)


def _shared_shift(words: Sequence[Span], places: Mapping[str, Sequence[Span]]) -> int:
    """Return how far most of the words have moved, as one of the rarer of them shows."""
    starts = {exact: {place.start for place in found} for exact, found in places.items()}
    rare = sorted((span for span in words if places[span.exact]), key=lambda span: (len(places[span.exact]), span))
    shifts = {0}
    for span in rare[:3]:
        near = sorted(starts[span.exact], key=lambda start: abs(start - span.start))
        shifts.update(start - span.start for start in near[:_TRIES])
    return max(
        shifts,
        key=lambda shift: (sum(span.start + shift in starts[span.exact] for span in words), -abs(shift), shift),
    )
