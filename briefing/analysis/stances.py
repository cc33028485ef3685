"""Stance: what act a statement is, read from its cue and the content's own words, never from its tone."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from briefing.analysis.acts import By, Shown
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import Cue, at, inflected, is_adverb
from briefing.analysis.document import Document, Stretch
from briefing.analysis.encoder import encoder
from briefing.analysis.lexicon import lines, sections, words
from briefing.analysis.noun_phrases import looks_finite
from briefing.analysis.statements import kind
from briefing.analysis.tokens import Token
from briefing.model import Kind, Stance, Statement

_NEGATED = {
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.ASKS: Stance.OPPOSES,
    Stance.COMMITS: Stance.DECLINES,
}
ORDER = (
    Stance.DENIES,
    Stance.OPPOSES,
    Stance.ASKS,
    Stance.SUPPORTS,
    Stance.COMMITS,
    Stance.WARNS,
    Stance.DECLINES,
    Stance.ASSERTS,
)
"""Of several stances that words show the first of these is the statement's."""
_OF_CUES = (Stance.DECLINES, *(one for one in ORDER if one not in (Stance.DECLINES, Stance.ASSERTS)))
"""The order in which the words of a cue are asked for an act: who refuses to endorse declines."""
_REMEMBERED = 2_000
"""Stretches whose stances are kept in mind: positions ask again of what statements asked."""
_LOOK_BACK = 60
"""Code points that the words before a judgement take, at most."""
_LIGHT = 4
"""Words of the content that tell the act where the verb does not: "express *reservations*", "gave *the nod*"."""
_FAR = 4
"""Words between a form of be, or "called it", and what it says of its subject, at most: "is a really very bad"."""


@cache
def _own_words() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Return the patterns of `stances.txt`, one for each stance, in the order of the file."""
    found: dict[Stance, list[str]] = {}
    for line in lines("stances.txt"):
        stance, _, pattern = line.partition(" ")
        found.setdefault(Stance(stance), []).append(pattern.strip())
    return tuple((stance, re.compile(_spaced("|".join(patterns)), re.IGNORECASE)) for stance, patterns in found.items())


def _spaced(pattern: str) -> str:
    """Return a pattern in which a space is any white space, and "^" the beginning after it."""
    anchored = re.sub(r"(?<!\[)\^", r"^\\s*", pattern)
    return anchored.replace(" ?", r"\s*").replace(" )", r"\s)").replace(" ", r"\s+")


_APART = str.maketrans("’", "'", "") | str.maketrans(dict.fromkeys('“”"«».,;:!?()[]—–', " "))
"""Marks stand apart from the words beside them."""
_MARKS = str.maketrans(dict.fromkeys('“”"«»', " "))
"""Quotation marks stand for nothing in a pattern: he is “very” grateful."""


@cache
def _acts() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Return what a cue is matched with, for each stance, in the order of `_OF_CUES`."""
    said = sections("acts.txt")
    return tuple(
        (
            stance,
            _any_of([form for verb in said[f"{stance} verbs"] for form in inflected(verb)], said[f"{stance} words"]),
        )
        for stance in _OF_CUES
    )


@cache
def _judgements() -> tuple[tuple[Stance, re.Pattern[str], re.Pattern[str]], ...]:
    """Return what judges on its own, and what does as a predicate, against and for."""
    said = sections("acts.txt")
    return tuple(
        (stance, _any_of(said[f"judged {way}"]), _any_of(said[f"judged {way} as predicate"]))
        for stance, way in ((Stance.OPPOSES, "against"), (Stance.SUPPORTS, "for"))
    )


def _any_of(*entries: Iterable[str]) -> re.Pattern[str]:
    phrases = sorted({entry for several in entries for entry in several}, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, phrases))})(?!\S)")


def stance(document: Document, one: Attribution, inner: Sequence[Attribution]) -> Stance:
    """Return the stance of a statement: by its words, and by what the model heard in them.

    The words of the statements `inner`, which its content holds, are others' and show nothing of its own stance.
    """
    shown = by_words(document, one, inner)
    return shown.stance if one.told is None else encoder().acts.stance(one.told, shown)


def by_words(document: Document, one: Attribution, inner: Sequence[Attribution]) -> Shown:
    """Return the stance that a statement's cue shows, and where that only asserts the content's own words."""
    cue = at(document, *document.range_of(one.cue)) if one.cue is not None else None
    if one.cue is not None and (shown := _of_cue(document, one, cue)) is not None:
        return Shown(shown, By.OTHER_CUE if cue is None else By.CUE)
    naming = one.cue is not None and _names(document, one.cue)
    stance, place = own_words(document, _own(one, inner), naming=naming)
    if place is None:
        return Shown(stance, By.NOTHING_OTHER_CUE if cue is None else By.NOTHING)
    return Shown(stance, By.QUOTED if document.quoted[document.token_at(place)] >= 0 else By.CONTENT)


def is_act(document: Document, one: Attribution) -> bool:
    """Whether somebody says, asks or does something by the statement: it is quoted, or its cue is known to say so.

    What an article tells of somebody in words of its own ("the tragic event as a chance") is none.
    """
    if kind(document, one.content) is not Kind.INDIRECT:
        return True
    if one.cue is None:
        return False
    cue = at(document, *document.range_of(one.cue))
    return cue is not None or any(pattern.search(_said(document, one, cue)) for _, pattern in _acts())


def _names(document: Document, cue: Stretch) -> bool:
    """Whether the cue says what somebody calls something: all that is said is then said of it."""
    first, end = document.range_of(cue)
    return first < end and document.tokens[end - 1].low in sections("acts.txt")["naming"]


def _of_cue(document: Document, one: Attribution, cue: Cue | None) -> Stance | None:
    """Return the stance that the cue shows by itself; None where it only says that something is said."""
    said = _said(document, one, cue)
    negated = (cue is not None and cue.negated) or bool({"not", "n't", "never", "no"} & set(said.split()))
    found = _act(document, one, cue, said)
    if found is Stance.ASKS and cue is not None and _is_own_wish(document, cue):
        return Stance.DECLINES if negated else Stance.ASSERTS
    asked = found is None or (found is Stance.ASKS and said.startswith(("ask", "wonder")))
    if asked and _is_question(document, one, said):
        return Stance.NONE
    if found is not None:
        stays = found in (Stance.DECLINES, Stance.DENIES)
        return found if stays or not negated else _NEGATED.get(found, Stance.NONE)
    if cue is not None and cue.negated:
        return Stance.DECLINES if _opens_with(document, one, _QUESTION_WORDS) else Stance.NONE
    return Stance.NONE if _is_topic(document, one, said, known=cue is not None) else None


def _said(document: Document, one: Attribution, cue: Cue | None) -> str:
    """Return the words of the cue, and the content's first where the verb needs them: "express *concern*"."""
    if one.cue is None:
        return ""
    first, end = document.range_of(one.cue)
    first = min(first, cue.group) if cue is not None else first
    said = _plain(document.tokens[first : end + 1], cut=end - first)
    if said and said.split()[-1] in sections("acts.txt")["light verbs"]:
        opens = document.range_of(one.content[0])[0]
        said += " " + _plain(document.tokens[opens : opens + _LIGHT])
    return said


def _act(document: Document, one: Attribution, cue: Cue | None, said: str) -> Stance | None:
    if "asked" in said.split() and _opens_with(document, one, frozenset({"to"})):
        return Stance.ASKS
    if _A_QUESTION.search(said):
        return Stance.NONE
    found = next((stance for stance, pattern in _acts() if pattern.search(said)), None)
    if found is not None or cue is None or cue.entry.stance is Stance.ASSERTS:
        return found
    intended = cue.takes("infinitive") and cue.entry.stance is Stance.COMMITS and not cue.takes("quote")
    if intended and not (said.endswith(" to") or _opens_with(document, one, frozenset({"to"}))):
        return None
    return cue.entry.stance


def _is_topic(document: Document, one: Attribution, said: str, *, known: bool) -> bool:
    """Whether something is only spoken of, or done, and nothing said of it; `known` says that the cue is a cue's."""
    told = set(said.split())
    if one.speaker is None or told & sections("acts.txt")["thoughts"]:
        return known and bool(told & sections("acts.txt")["topics"]) and not is_clause(document, one)
    about = said.endswith((" about", " on", " regarding")) and kind(document, one.content) is Kind.INDIRECT
    if about and not _opens_with(document, one, frozenset({"that"})):
        return True
    return (not known or bool(told & sections("acts.txt")["topics"])) and not is_clause(document, one)


_A_QUESTION = re.compile(r"\bquestions? (?:about|of|is|posed|on|over)\b")
_QUESTION_WORDS = frozenset({"if", "whether", "how", "why", "what", "when", "where", "who", "which"})


def _is_question(document: Document, one: Attribution, said: str) -> bool:
    """Whether something is only asked: "asked about", "asked whether", "What curfew?" and not "Will you leave?"."""
    if re.search(r"\b(?:ask|asks|asked|asking|wonder|wonders|wondered|wondering|inquired)\b", said):
        return _opens_with(document, one, _QUESTION_WORDS) or said.endswith(" about")
    content = document.text[one.content[0][0] : one.content[-1][1]].rstrip("”\"'’ ")
    return content.endswith("?") and len(one.content) == 1 and not re.search(r"\b(?:you|your|[.!] )\b", content)


def _opens_with(document: Document, one: Attribution, opening: frozenset[str]) -> bool:
    first, end = document.range_of(one.content[0])
    return first < end and document.tokens[first].low in opening


def is_clause(document: Document, one: Attribution) -> bool:
    """Whether something is said to be so: a clause, or a quotation of some length, and no mere topic."""
    if kind(document, one.content) is not Kind.INDIRECT:
        return True
    for stretch in one.content:
        first, end = document.range_of(stretch)
        for i in range(first, end):
            low = document.tokens[i].low
            if low in words("auxiliaries") or low == "as" or (i == first and low == "that"):
                return True
            if i > first and low in words("relatives"):
                break
            if looks_finite(document.tokens[i]) and document.tokens[i - 1].low not in words("articles"):
                return True
    return False


def _plain(tokens: Sequence[Token], cut: int | None = None) -> str:
    """Return the words of tokens in lower case, "n't" on its own, without adverbs: what phrases are matched with.

    Of the tokens past `cut` only a preposition counts.
    """
    said: list[str] = []
    for i, token in enumerate(tokens):
        if cut is not None and i >= cut and token.low not in words("prepositions"):
            break
        if token.low.endswith("n't"):
            said += [token.low[:-3], "n't"]
        elif token.low in words("negations") or not (is_adverb(token) or token.low in words("days")):
            said.append(token.low)
    return " ".join(said)


def _own(one: Attribution, inner: Sequence[Attribution]) -> tuple[Stretch, ...]:
    """Return the content up to the first statement it holds."""
    ends = [min(other.content[0][0], (other.speaker or other.content[0])[0]) for other in inner]
    limit = min(ends, default=one.content[-1][1])
    return tuple((start, min(end, limit)) for start, end in one.content if start < limit)


def _is_own_wish(document: Document, cue: Cue) -> bool:
    """Whether what is wanted is one's own doing ("wants to win") and asked of nobody."""
    wish = not cue.takes("quote") and cue.takes("infinitive")
    return wish and cue.end < len(document.tokens) and document.tokens[cue.end].low == "to"


def own_words(document: Document, content: tuple[Stretch, ...], *, naming: bool = False) -> tuple[Stance, int | None]:
    """Return the stance that the content's own words show, and where the first of them stands (None: nowhere).

    `naming` says that the content is what somebody calls something.
    """
    shown: dict[Stance, int] = {}
    for stretch in content:
        for stance, place in _shown(document.text[slice(*stretch)], naming):
            shown.setdefault(stance, stretch[0] + place)
        if (told := _imperative(document, stretch)) is not None:
            shown.setdefault(Stance.ASKS, told)
    for stance in ORDER:
        if stance in shown:
            return stance, shown[stance]
    return Stance.ASSERTS, None


@lru_cache(_REMEMBERED)
def _shown(text: str, naming: bool) -> tuple[tuple[Stance, int], ...]:
    """Return the stances that some words show, and where in them, by their patterns before their judgements."""
    own = _own_text(text)
    matches = ((stance, pattern.search(own)) for stance, pattern in _own_words())
    found = [(stance, match.start()) for stance, match in matches if match is not None]
    return (*found, *_judged(own.lower().translate(_APART), naming=naming))


_NESTED = re.compile(r"(?<=[\s,:])['‘][^'’“”\"]{3,}[.,?!]['’](?=[\s.,”\"])")


def _own_text(text: str) -> str:
    """Return a text with blanks for quotation marks and for what is quoted in a quotation."""
    if text[:1] in '“"':
        text = _NESTED.sub(lambda match: " " * len(match[0]), text)
    return text.translate(_MARKS)


def _judged(text: str, *, naming: bool) -> list[tuple[Stance, int]]:
    """Return what the words judge, for and against, and where; "not right" is against."""
    found: list[tuple[Stance, int]] = []
    for stance, alone, predicate in _judgements():
        for pattern in (alone, predicate):
            for match in pattern.finditer(text):
                before = text[max(0, match.start() - _LOOK_BACK) : match.start()].split()[-_FAR:]
                if pattern is predicate and not (naming or _is_said_of(before)):
                    continue
                negated = _is_negated(before)
                if not negated:
                    found.append((stance, match.start()))
                elif stance is Stance.SUPPORTS:
                    found.append((Stance.OPPOSES, match.start()))
    return found


def _is_negated(before: Sequence[str]) -> bool:
    """Whether a "not" stands before the judgement and after its verb: "is not", "isn't a", "never"."""
    verbs = [i for i, word in enumerate(before) if word in words("be") or word.endswith("n't")]
    behind = before[verbs[-1] :] if verbs else before[-2:]
    return any(word in words("negations") or word.endswith("n't") for word in behind)


def _is_said_of(before: Sequence[str]) -> bool:
    """Whether the words lead to a predicate: "is a very", "it's", "called it a"."""
    return any(
        word in words("be") or word.endswith(("'s", "'re", "'m")) or word in ("call", "calls", "called", "calling")
        for word in before
    )


def _imperative(document: Document, stretch: Stretch) -> int | None:
    """Return where a quoted sentence tells somebody to do something: "Stop it", "Let them in"."""
    first, end = document.range_of(stretch)
    verbs = sections("acts.txt")["imperatives"]
    for i in range(first, end - 1):
        token, following = document.tokens[i], document.tokens[i + 1]
        opens = i == first or document.sentence_of(i).first == i or document.tokens[i - 1].text in ("“", '"', ":")
        if document.quoted[i] < 0 or not opens or not token.capital or token.low not in verbs:
            continue
        if following.is_word and not looks_finite(following):
            return token.start
    return None


_REFUSALS = ("comment", "request", "respond", "reply", "answer", "question", "inquir", "message", "react to")


def is_refusal(statement: Statement) -> bool:
    """Whether somebody did not answer: of that the words leave no doubt."""
    said = " ".join(span.exact for span in (*((statement.cue,) if statement.cue else ()), *statement.content))
    return statement.stance is Stance.DECLINES and any(word in said for word in _REFUSALS)
