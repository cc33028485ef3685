"""What a publisher changed, in words: one line for a notice, follow-ups for the quotes, a new version's briefing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from briefing.export.wording import day, one_line, quoted
from briefing.model import Briefing, FollowUp, FollowUpKind, FollowUpState, Statement
from briefing.versions.comparing import Change, ChangeKind, Changes, changes, speaker_of

_MOST_FOLLOW_UPS = 8
_DONE = {
    ChangeKind.ALTERED: "altered",
    ChangeKind.REMOVED: "taken out",
    ChangeKind.ADDED: "added",
    ChangeKind.SPEAKER: "given to another speaker",
}
SIGNS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.ALTERED: "≠",
        ChangeKind.REMOVED: "−",
        ChangeKind.ADDED: "+",
        ChangeKind.SPEAKER: "⇄",
        ChangeKind.CORRECTION: "!",
        ChangeKind.HEADLINE: "¶",
    }
)
"""One sign, one cell wide, for each kind of change. It stands beside the word and never in its place."""


class Told(NamedTuple):
    """A change in words: whose quote it is, and the words that were there and that are there now, "" for none."""

    who: str
    was: str
    now: str


def told(before: Briefing, after: Briefing, change: Change) -> Told:
    """Return a change in words, each of one line, as they come from the article: not yet safe for a terminal."""
    was, now = _quote(change.before), _quote(change.after)
    old, new = (_who(b, s) for b, s in ((before, change.before), (after, change.after)))
    if change.kind is ChangeKind.HEADLINE:
        return Told("", one_line(before.headline.text), one_line(after.headline.text))
    if change.kind is ChangeKind.CORRECTION:
        return Told("", "", one_line(change.words.exact) if change.words else "")
    if change.kind is ChangeKind.SPEAKER:
        return Told(f"{new}, before {old}", "", now)
    return Told(new or old, was, now)


def _quote(statement: Statement | None) -> str:
    return "" if statement is None else quoted(statement)


def _who(briefing: Briefing, statement: Statement | None) -> str:
    return "" if statement is None else one_line(speaker_of(briefing, statement) or "speaker not found")


def which(number: int, before: Briefing, after: Briefing) -> str:
    """Return which version of an article is beside which: "Version 2, read 2026-11-28, beside version 1, …".

    Where both were read on one day, the time is told too, in the time zone in which it was noted.
    """
    read, earlier = after.article.retrieved, before.article.retrieved
    exact = day(read) == day(earlier)
    return f"Version {number}{_read(read, exact=exact)}, beside version {number - 1}{_read(earlier, exact=exact)}"


def _read(moment: str | None, *, exact: bool) -> str:
    if not moment:
        return ""
    time = moment[11:16] if exact else ""
    return f", read {day(moment)}{f' {time}' if time else ''}"


def summary(found: Changes) -> str:
    """Return what changed in a few words: "1 quote altered, 2 taken out; a correction note was added"."""
    counted = Counter(change.kind for change in found.quotes)
    quotes: list[str] = []
    for kind, done in _DONE.items():
        if number := counted[kind]:
            noun = f" quote{'s' if number > 1 else ''}" if not quotes else ""
            quotes.append(f"{number}{noun} {done}")
    parts = [", ".join(quotes)] if quotes else []
    if counted[ChangeKind.CORRECTION]:
        parts.append("a correction note was added")
    if counted[ChangeKind.HEADLINE]:
        parts.append("the headline is another")
    if not parts and found.paragraphs:
        number = len(found.paragraphs)
        parts.append(f"no quote changed, {number} {'paragraph' if number == 1 else 'paragraphs'} did")
    return "; ".join(parts) or "nothing changed"


def newer(before: Briefing, after: Briefing) -> Briefing:
    """Return the briefing `after` of a new version as one that says what changed since `before`, its own first notice.

    A quote that was altered, taken out or given to another speaker is a follow-up, before the others; eight at most.
    """
    found = changes(before, after)
    made = [one for change in found.quotes if (one := _follow_up(before, after, change)) is not None]
    rest = [follow_up for follow_up in after.follow_ups if follow_up.kind is not FollowUpKind.OWN]
    both = [*made, *rest][: max(_MOST_FOLLOW_UPS, len(rest))]
    read = before.article.retrieved
    since = f" since it was read on {day(read)}" if read else ""
    notice = f"The publisher changed this article{since}: {summary(found)}."
    return replace(
        after,
        follow_ups=tuple(replace(follow_up, id=f"f{number}") for number, follow_up in enumerate(both, 1)),
        notices=(notice, *after.notices),
    )


def _follow_up(before: Briefing, after: Briefing, change: Change) -> FollowUp | None:
    outlet = one_line(after.article.outlet or "the publisher")
    statement = change.after or change.before
    if statement is None:
        return None
    was = speaker_of(before, change.before) if change.before else None
    now = speaker_of(after, change.after) if change.after else None
    if change.kind is ChangeKind.ALTERED:
        text = f"Confirm which words are right: {outlet} altered the quote{_of(now)}."
    elif change.kind is ChangeKind.REMOVED:
        text = f"Ask why {outlet} took out the quote{_of(was)}: {_quoted(change)}"
    elif change.kind is ChangeKind.SPEAKER:
        text = (
            f"Confirm who said it: {outlet} gave the quote to {was or 'nobody'} and now gives it to {now or 'nobody'}."
        )
    else:
        return None
    spans = change.after.content if change.after is not None else ()
    return FollowUp("f0", FollowUpKind.CONFIRM, text, None, FollowUpState.SUGGESTED, spans)


def _of(name: str | None) -> str:
    return f" of {one_line(name)}" if name else ""


def _quoted(change: Change) -> str:
    """Return the words of a quote that was taken out, whole: they are no longer in the article to be looked up."""
    words = _quote(change.before)
    return words if words.endswith((".", "?", "!", ".”", "?”", "!”", '."')) else f"{words}."
