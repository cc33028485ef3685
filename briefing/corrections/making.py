"""Corrections as the user makes them: of what the briefing shows, checked, and refused in words."""

import re
from dataclasses import replace

from briefing.corrections.correction import Correction, CorrectionError, CorrectionKind
from briefing.corrections.telling import quote
from briefing.export.wording import one_line
from briefing.model import Briefing, Origin, Span, Speaker, Stakeholder, Stance, Statement

_SAME_MARKS = ("'‘’‚", '"“”„«»')  # typed as one, printed as another


def speaker_correction(briefing: Briefing, statement_id: str, name: str) -> Correction:
    """Return that the statement is said by `name`.

    Raises CorrectionError when there is no such statement, no name, or the statement is that speaker's already.
    """
    statement = _statement(briefing, statement_id)
    name = _name(name, "speaker")
    was = statement.speaker.name if statement.speaker is not None else None
    if was is not None and one_line(was).casefold() == name.casefold():
        raise CorrectionError(f"The speaker of {quote(statement.content)} is {one_line(was)} already.")
    return _of(briefing, statement, CorrectionKind.SPEAKER, name, was)


def stance_correction(briefing: Briefing, statement_id: str, stance: str) -> Correction:
    """Return that the statement has this stance, one of `Stance` or its word.

    Raises CorrectionError when there is no such statement or stance, or the statement has that stance already.
    """
    statement = _statement(briefing, statement_id)
    given = _stance(stance)
    if given is statement.stance:
        raise CorrectionError(f"The stance of {quote(statement.content)} is {given} already.")
    return _of(briefing, statement, CorrectionKind.STANCE, given.value, statement.stance.value)


def stakeholder_correction(briefing: Briefing, stakeholder_id: str, name: str) -> Correction:
    """Return that the stakeholder is called `name`; one that is called so already becomes one with it.

    Raises CorrectionError when there is no such stakeholder, no name, or it is called so already.
    """
    stakeholder = _stakeholder(briefing, stakeholder_id)
    name = _name(name, "stakeholder")
    if name == stakeholder.name:
        raise CorrectionError(f"The stakeholder {one_line(name)} is called so already.")
    return Correction(CorrectionKind.STAKEHOLDER, stakeholder.mentions, name, stakeholder.name)


def removal(briefing: Briefing, statement_id: str) -> Correction:
    """Return that the statement is none. Raises CorrectionError when there is no such statement."""
    statement = _statement(briefing, statement_id)
    was = statement.speaker.name if statement.speaker is not None else None
    return _of(briefing, statement, CorrectionKind.REMOVED, None, was)


def addition(
    briefing: Briefing, start: int, end: int, *, speaker: str | None = None, stance: str | None = None
) -> Correction:
    """Return that the article's text from `start` to `end` (code points) is a statement.

    White space at its ends is left out; quotation marks right around it are taken in. Without a `stance` it has the
    one that its own words show. Raises CorrectionError when there are no words there, when they are a statement
    already, or when the speaker has no name or the stance is none of `Stance`.
    """
    from briefing.corrections.reading import Reading

    text = briefing.article.text
    words = text[start:end].strip() if 0 <= start < end <= len(text) else ""
    if not any(map(str.isalnum, words)):
        raise CorrectionError(
            f"There are no words from {start} to {end} of the article, which has {len(text)} characters: "
            "give the stretch of the statement to add."
        )
    start = text.index(words, start)
    bare = Span(start, start + len(words), words)
    reading = Reading(text, [span for span in briefing.article.excluded if not span.overlaps(bare)])
    content = (reading.with_marks(bare),)
    for statement in briefing.statements:
        if statement.content in (content, (bare,)):
            raise CorrectionError(
                f"{quote(content)} is a statement already ({statement.id}): correct its speaker or its stance instead."
            )
    added = Statement(
        id="",
        kind=reading.kind(content),
        content=content,
        cue=None,
        speaker=Speaker(None, _name(speaker, "speaker"), True, None, None) if speaker is not None else None,
        addressee=None,
        stance=_stance(stance) if stance is not None else reading.stance(content),
        hedges=(),
        chain=(),
        origin=Origin.USER,
        confidence=1.0,
    )
    return Correction(CorrectionKind.ADDED, content, statement=added)


def addition_of_words(
    briefing: Briefing, words: str, *, which: int | None = None, speaker: str | None = None, stance: str | None = None
) -> Correction:
    """Return that these words of the article are a statement; `which` tells of several places, counted from 1.

    White space and the shape of quotation marks do not matter; what is added is what the article has. Raises
    CorrectionError when the words do not stand in the article, or more than once and `which` does not tell, and
    as `addition` does.
    """
    places = _places(words, briefing.article.text)
    if not places:
        shown = f": {quote((Span(0, len(words), words),))}" if words.strip() else ""
        raise CorrectionError(f"These words do not stand in the article{shown}. Copy them from its text.")
    if which is None and len(places) > 1:
        raise CorrectionError(
            f"These words stand {len(places)} times in the article: say which (1 to {len(places)}), or add more words."
        )
    if which is not None and not 1 <= which <= len(places):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        raise CorrectionError(f"These words stand {times} in the article: there is no place number {which}.")
    start, end = places[(which or 1) - 1]
    return addition(briefing, start, end, speaker=speaker, stance=stance)


def headline_correction(briefing: Briefing, text: str) -> Correction:
    """Return that the headline is `text`. Raises CorrectionError when it is empty or is the headline already."""
    text = one_line(text)
    if not text.strip():
        raise CorrectionError("A headline needs words: give the new one.")
    if text == one_line(briefing.headline.text):
        raise CorrectionError(f"The headline is “{text}” already.")
    return Correction(CorrectionKind.HEADLINE, (), text, briefing.headline.text)


def _of(
    briefing: Briefing, statement: Statement, kind: CorrectionKind, value: str | None, was: str | None
) -> Correction:
    """Return a correction of the statement, with the statement as it stands and its speaker's party by name."""
    speaker = statement.speaker
    if speaker is not None and speaker.stakeholder is not None:
        party = next((one.name for one in briefing.stakeholders if one.id == speaker.stakeholder), None)
        speaker = replace(speaker, stakeholder=party)
    return Correction(kind, statement.content, value, was, replace(statement, id="", speaker=speaker))


def _statement(briefing: Briefing, id: str) -> Statement:
    try:
        return briefing.statement(id)
    except KeyError:
        raise CorrectionError(f"This briefing has no statement {one_line(id)!r}: look up its id.") from None


def _stakeholder(briefing: Briefing, id: str) -> Stakeholder:
    try:
        return briefing.stakeholder(id)
    except KeyError:
        raise CorrectionError(f"This briefing has no stakeholder {one_line(id)!r}: look up its id.") from None


def _name(name: str, of: str) -> str:
    if not (name := one_line(name)).strip():
        raise CorrectionError(f"A {of} needs a name: give it.")
    return name


def _stance(stance: str) -> Stance:
    try:
        return Stance(stance.strip().lower())
    except ValueError:
        raise CorrectionError(
            f"There is no stance {one_line(stance)!r}. The stances are: {', '.join(Stance)}."
        ) from None


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Return where the words stand, with any white space and any quotation marks; as whole words, if they do."""
    spelt = r"\s+".join(re.escape(word) for word in words.split())
    for marks in _SAME_MARKS:
        spelt = re.sub(f"[{marks}]", f"[{marks}]", spelt)
    if not spelt:
        return []
    for pattern in (rf"(?<!\w){spelt}(?!\w)", spelt):
        if found := [match.span() for match in re.finditer(pattern, text)]:
            return found
    return []
