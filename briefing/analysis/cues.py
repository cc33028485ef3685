"""Cues: the verbs and phrases that say somebody says, thinks, wants or shows something, found among the tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines, words
from briefing.analysis.tokens import Token
from briefing.model import Stance


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `cues.txt`: the words, the stance of its class, and its frames (the file says which there are)."""

    words: tuple[str, ...]
    stance: Stance
    frames: frozenset[str]
    section: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text: tokens `first` to `end`, auxiliaries included; `verb` is the token of the word itself.

    `form` is `base`, `s`, `ing`, `past` or `adjective`, or `according`.
    """

    first: int
    verb: int
    end: int
    entry: Entry
    form: str
    negated: bool

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
        entry = Entry(
            parts, Stance(stance.strip()) if stance.strip() else Stance.ASSERTS, frozenset(frames.split()), section
        )
        forms = _forms(parts[0], irregular.split()) if section == "verbs" else [(parts[0], section)]
        for form, name in forms:
            found.setdefault(form, []).append((entry, name))
    return {form: tuple(sorted(several, key=lambda e: -len(e[0].words))) for form, several in found.items()}


def _forms(verb: str, irregular: list[str]) -> list[tuple[str, str]]:
    stem = verb[:-1] if verb.endswith("e") else verb
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    doubled = verb + verb[-1] if verb in words("doubling") else None
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = verb[:-1] + "ied" if consonant_y else (doubled or stem) + "ed"
    ing = (doubled or (verb if verb.endswith(("ee", "oe")) else stem)) + "ing"
    pasts = irregular or [past]
    return list({form: (form, name) for form, name in [
        *((form, "past") for form in pasts), (third, "s"), (ing, "ing"), (verb, "base")]
    }.values())  # fmt: skip


def find(document: Document) -> list[Cue]:
    """Return the cues of the document outside its quotations, in order; of two that overlap the longer."""
    found: list[Cue] = []
    for sentence in document.sentences:
        i = sentence.first
        while i < sentence.end:
            cue = None if document.quoted[i] >= 0 else _at(document.tokens, i, sentence.first, sentence.end)
            if cue is not None:
                found.append(cue)
            i = cue.end if cue is not None else i + 1
    return found


def at(document: Document, first: int, end: int) -> Cue | None:
    """Return the cue that the tokens `first` to `end` hold, whoever marked them: the first verb, else the first entry."""
    low = document.sentence_of(first).first
    for i in range(first, end):
        if (cue := _at(document.tokens, i, low, document.sentence_of(i).end)) is not None:
            return cue
    for i in range(first, end):
        for entry, form in _entries().get(document.tokens[i].low, ()):
            if len(entry.words) == 1:
                return Cue(i, i, i + 1, entry, form, negated=False)
    return None


def _at(tokens: Sequence[Token], i: int, first: int, end: int) -> Cue | None:
    for entry, form in _entries().get(tokens[i].low, ()):
        past = i + len(entry.words)
        if past > end or any(tokens[i + k].low != word for k, word in enumerate(entry.words) if k):
            continue
        if form == "according":
            return Cue(i, i, past, entry, form, negated=False)
        if form == "adjectives":
            cue = _adjective(tokens, i, first, end, entry)
        else:
            cue = _verb(tokens, i, past, first, end, entry, form)
        if cue is not None:
            return cue
    return None


def auxiliaries_before(tokens: Sequence[Token], i: int, first: int) -> Iterator[int]:
    """Yield, leftwards, the tokens before `i` that are auxiliaries, negations or adverbs."""
    j = i - 1
    while j >= first and (tokens[j].low in words("auxiliaries") or is_adverb(tokens[j]) or tokens[j].low == "to"):
        yield j
        j -= 1


def is_adverb(token: Token) -> bool:
    """Whether the token is an adverb that may stand between a subject and its verb."""
    return token.low in words("adverbs") or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


@cache
def _finite_forms() -> frozenset[str]:
    forms = _entries().items()
    return frozenset(
        form
        for form, entries in forms
        for entry, name in entries
        if name in ("past", "ing") or (name == "s" and "noun" not in entry.frames)
    )


def is_speech_verb(token: Token) -> bool:
    """Whether the token is a form of a cue verb that is seldom a noun or adjective (said, argues, urging)."""
    return token.low in _finite_forms() and not token.capital


def _adjective(tokens: Sequence[Token], i: int, first: int, end: int, entry: Entry) -> Cue | None:
    before = list(auxiliaries_before(tokens, i, first))
    linked = next((j for j in before if tokens[j].low in words("be")), None)
    following = tokens[i + 1].low if i + 1 < end else ""
    starts_clause = following == "that" or following in words("personal_pronouns") or following in words("articles")
    takes = (
        following in entry.frames
        or ("clause" in entry.frames and starts_clause)
        or ("infinitive" in entry.frames and following == "to")
    )
    if linked is None or not takes:
        return None
    negated = any(tokens[j].low in words("negations") or tokens[j].low.endswith("n't") for j in before)
    return Cue(linked, i, i + 1, entry, "adjective", negated)


def _verb(tokens: Sequence[Token], i: int, past: int, first: int, end: int, entry: Entry, form: str) -> Cue | None:
    before = list(auxiliaries_before(tokens, i, first))
    aux = {tokens[j].low for j in before}
    previous = tokens[i - 1] if i > first else None
    following = tokens[past].low if past < end else ""
    if not _is_verb(tokens, i, form, aux, previous, following, entry):
        return None
    negated = bool(aux & words("negations")) or any(word.endswith("n't") for word in aux)
    start = i
    while start > first and (start - 1) in before and tokens[start - 1].low in words("auxiliaries"):
        start -= 1
    if start < i and tokens[start].low in ("'s", "'re", "'ve", "'ll", "'d", "'m") and form == "past" and not aux:
        start = i
    return Cue(start, i, past, entry, form, negated)


def _is_verb(
    tokens: Sequence[Token], i: int, form: str, aux: set[str], previous: Token | None, following: str, entry: Entry
) -> bool:
    """Whether the word stands as an active verb, and not as a noun, an adjective or a passive."""
    noun = "noun" in entry.frames
    if previous is not None and (previous.low in words("possessives") or previous.low in words("articles")):
        return False
    if tokens[i].capital and previous is not None and not previous.capital and tokens[i].text != tokens[i].text.upper():
        return False
    be = bool(aux & words("be"))
    if form == "past":
        has = bool(aux & {"has", "have", "had", "having", "'ve"})
        return not (be and not has and entry.words[0] not in ("said",)) and following != "by" and "been" not in aux
    if form == "ing":
        return not (previous is not None and previous.low in ("of", "for", "from", "about", "in", "against", "without"))
    if form == "base":
        if aux & words("modals") or (
            previous is not None and previous.low in ("they", "we", "i", "you", "who", "people")
        ):
            return True
        return not noun and _plural(previous)
    if previous is None or previous.low in words("prepositions") or aux:
        return False
    if noun:
        return following in (
            "that",
            "to",
            "he",
            "she",
            "it",
            "they",
            "we",
            "the",
            "a",
            "his",
            "her",
            "its",
            "their",
            "“",
            '"',
        )
    return previous.low not in words("determiners") or previous.low in words("subject_pronouns")


def _plural(token: Token | None) -> bool:
    if token is None or not token.is_word:
        return token is not None and token.text in (",", ")")
    return token.low.endswith("s") or token.low in words("subject_pronouns") or token.low in words("plurals")
