"""Cues: the verbs and phrases that say somebody says, thinks, wants or shows something, found among the tokens."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines, words
from briefing.analysis.tokens import Token
from briefing.model import Stance


class Entry(NamedTuple):
    """One line of `cues.txt`: the words, the stance of its class, and its frames (the file says which there are)."""

    words: tuple[str, ...]
    stance: Stance
    frames: frozenset[str]


class Cue(NamedTuple):
    """A cue in the text: tokens `first` to `end`, its auxiliaries included.

    `verb` is the token of the word itself, `group` the first of the auxiliaries and adverbs that lead to it. `form`
    is `base`, `s`, `ing`, `past`, `adjectives` or `according`. A `weak` cue could as well be a noun: it counts only
    beside a quotation.
    """

    group: int
    first: int
    verb: int
    end: int
    entry: Entry
    form: str
    negated: bool
    infinitive: bool
    weak: bool

    def takes(self, frame: str) -> bool:
        """Whether the cue takes this frame."""
        return frame in self.entry.frames


@cache
def _entries() -> dict[str, tuple[tuple[Entry, str], ...]]:
    """Return the entries by the form of their first word, longest first, with the name of the form."""
    found: dict[str, list[tuple[Entry, str]]] = {}
    section = ""
    for line in lines("cues.txt"):
        if line[0] == "[":
            section = line.strip("[]")
            continue
        spelt, _, rest = line.partition("|")
        stance, _, frames = rest.partition("|")
        term, _, irregular = spelt.partition("/")
        parts = tuple(term.split())
        entry = Entry(parts, Stance(stance.strip() or Stance.ASSERTS), frozenset(frames.split()))
        forms = inflected(parts[0], irregular.split()) if section == "verbs" else {parts[0]: section}
        for form, name in forms.items():
            found.setdefault(form, []).append((entry, name))
    return {form: tuple(sorted(several, key=lambda e: -len(e[0].words))) for form, several in found.items()}


def inflected(verb: str, irregular: Sequence[str] = ()) -> dict[str, str]:
    """Return the inflected forms of a verb with their names; where two are spelt alike the past loses."""
    stem = verb.removesuffix("e")
    if verb in words("doubling"):
        stem = verb + verb[-1]
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = verb[:-1] + "ied" if consonant_y else stem + "ed"
    forms = dict.fromkeys(irregular or [past], "past")
    return forms | {third: "s", (verb if verb.endswith("ee") else stem) + "ing": "ing", verb: "base"}


@cache
def _sure_forms() -> frozenset[str]:
    return frozenset(
        form
        for form, entries in _entries().items()
        for entry, name in entries
        if len(entry.words) == 1 and (name in ("past", "ing") or (name == "s" and "noun" not in entry.frames))
    )


def is_cue_verb(token: Token) -> bool:
    """Whether the token is a form of a cue verb that is seldom a noun (said, argues, urging)."""
    return token.low in _sure_forms() and not token.capital


def at(document: Document, first: int, end: int) -> Cue | None:
    """Return the cue that the tokens `first` to `end` hold, whoever marked them; None where none is in the lexicon."""
    sentence = document.sentence_of(first)
    for i in range(first, min(end, sentence.end)):
        if (cue := _at(document.tokens, i, sentence.first, sentence.end)) is not None:
            return cue
    return None


def _at(tokens: Sequence[Token], i: int, first: int, end: int) -> Cue | None:
    for entry, form in _entries().get(tokens[i].low, ()):
        past = i + len(entry.words)
        if past > end or any(tokens[i + k].low != word for k, word in enumerate(entry.words) if k):
            continue
        if form == "according":
            return Cue(i, i, i, past, entry, form, negated=False, infinitive=False, weak=False)
        group = i
        while group > first and _leads(tokens[group - 1]):
            group -= 1
        before = {token.low for token in tokens[group:i]}
        negated = bool(before & words("negations")) or any(word.endswith("n't") for word in before)
        infinitive = "to" in before
        start = i
        while start > group and tokens[start - 1].low in words("auxiliaries"):
            start -= 1
        if form == "adjectives":
            if not _is_predicate(tokens, i, end, before, entry):
                continue
            start = next(k for k in range(i - 1, group - 1, -1) if tokens[k].low in words("be"))
            return Cue(group, start, i, past, entry, form, negated, infinitive, weak=False)
        previous = tokens[group - 1] if group > first else None
        possessive = form == "ing" and tokens[i - 1].low == "'s" if i > group else False
        if possessive and (previous is None or previous.low not in words("personal_pronouns")):
            continue  # the firm’s listing
        verb = _verb(form, entry, before, previous, tokens[past].low if past < end else "", led=group < i)
        if verb is not None:
            return Cue(group, start, i, past, entry, form, negated, infinitive, weak=not verb)
    return None


def _leads(token: Token) -> bool:
    """Whether the token may stand between a subject and its verb: auxiliary, negation, adverb, "to"."""
    return token.low in words("auxiliaries") or token.low == "to" or is_adverb(token)


def is_adverb(token: Token) -> bool:
    """Whether the token is an adverb: from the list, or a small word in -ly that is no noun."""
    low = token.low
    if low in words("adverbs"):
        return True
    return low.endswith("ly") and len(low) > 4 and not token.capital and low not in words("not_adverbs")


def _is_predicate(tokens: Sequence[Token], i: int, end: int, before: set[str], entry: Entry) -> bool:
    """Whether an adjective stands after a form of be and leads to what it is about."""
    following = tokens[i + 1].low if i + 1 < end else ""
    clause = following == "that" or following in words("personal_pronouns") or following in words("articles")
    leads = (
        following in entry.frames
        or ("clause" in entry.frames and clause)
        or ("infinitive" in entry.frames and following == "to")
    )
    return leads and bool(before & words("be"))


def _verb(
    form: str, entry: Entry, before: set[str], previous: Token | None, following: str, *, led: bool
) -> bool | None:
    """Return True for an active verb, False for a word that may be one, None for a noun, an adjective, a passive.

    `before` are the auxiliaries and adverbs of its group (`led`: there are some), `previous` the token before them.
    """
    leader = previous.low if previous is not None else ""
    if not led and leader in words("noun_leads"):
        return None
    if form == "past":
        passive = (before & words("be") and not before & words("have")) or "been" in before or following == "by"
        return None if passive else True
    if form == "ing":
        return None if not led and leader in words("gerund_prepositions") else True
    if form == "base":
        return _base(entry, before, previous)
    return _third(entry, before, leader, following)


def _base(entry: Entry, before: set[str], previous: Token | None) -> bool | None:
    """Tell of a bare form: a verb after "will", "to" or a plain subject, perhaps one after a plural."""
    if before & words("modals") or (previous is not None and previous.low in words("plain_subjects")):
        return True
    plural = previous is not None and (_plural(previous) or previous.text in (",", ")"))
    return "noun" not in entry.frames if plural else None


def _third(entry: Entry, before: set[str], leader: str, following: str) -> bool | None:
    """Tell of a form in -s: a verb after a subject, but after "the", "in" or "will" a plural noun."""
    if not leader or before & words("auxiliaries") or leader in words("prepositions"):
        return None
    if "noun" in entry.frames:
        return following in words("after_verbs") or leader in words("personal_pronouns")
    return None if leader in words("determiners") and leader not in words("subject_pronouns") else True


def _plural(token: Token) -> bool:
    return token.is_word and (
        token.low.endswith("s") or token.low in words("subject_pronouns") or token.low in words("plurals")
    )
