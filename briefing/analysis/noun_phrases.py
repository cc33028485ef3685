"""Noun phrases beside a verb, found without a parser: from closed classes, capitals and punctuation."""

from briefing.analysis.cues import is_adverb, is_speech_verb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.tokens import Token

LONGEST = 60
"""The most code points of a speaker's mention: past it the phrase is cut to its head."""

Range = tuple[int, int]
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def is_pronoun(token: Token) -> bool:
    """Whether the token is a personal or object pronoun; "US" and "IT" in capitals are names."""
    pronoun = token.low in words("personal_pronouns") or token.low in words("object_pronouns")
    return pronoun and not (len(token.text) > 1 and token.text.isupper())


def before(document: Document, i: int, low: int) -> Range | None:
    """Return the noun phrase that ends just before token `i` and does not begin before token `low`.

    An apposition or relative clause between commas is stepped over: before "said" in "Ada Smith, a lawyer, said"
    it is "Ada Smith".
    """
    tokens = document.tokens
    end = i
    if end > low and tokens[end - 1].text == ")":
        end = _opening_bracket(document, end - 1, low)
    if end > low and tokens[end - 1].text == ",":
        opening = _apposition(document, end - 1, low)
        if opening is None:
            return None
        end = opening
    if end > low and tokens[end - 1].text == ")":
        end = _opening_bracket(document, end - 1, low)
    if end <= low:
        return None
    if tokens[end - 1].low in words("personal_pronouns") and is_pronoun(tokens[end - 1]):
        return end - 1, end
    return _tidy(document, _walk_left(document, end, low), end)


def after(document: Document, i: int, high: int) -> Range | None:
    """Return the noun phrase that begins at token `i` and does not go past token `high`."""
    tokens = document.tokens
    if i >= high or document.quoted[i] >= 0:
        return None
    if is_pronoun(tokens[i]):
        return i, i + 1
    end = i
    while end < high and document.quoted[end] < 0 and _goes_on(document, i, end, high):
        end += 1
    return _tidy(document, i, end)


def subject(document: Document, i: int, low: int) -> Range | None:
    """Return the noun phrase that the clause around token `i` begins with, its sentence beginning at `low`."""
    tokens = document.tokens
    start = low
    while start < i and (
        tokens[start].low in words("conjunctions") or is_adverb(tokens[start]) or not tokens[start].is_word
    ):
        start += 1
    opening = tokens[start]
    leads = opening.low in words("prepositions") or opening.low in words("times") or opening.low.endswith("ing")
    if start < i and (leads or start > low):
        comma = next((k for k in range(start, min(i, start + 25)) if tokens[k].text == ","), None)
        if leads and comma is not None and comma + 1 < i:
            start = comma + 1
    end = start
    while end < i and _goes_on(document, start, end, i) and not _looks_finite(document, end, start):
        end += 1
    if end == start and start < i and is_pronoun(tokens[start]):
        end = start + 1
    return _tidy(document, start, end)


def _looks_finite(document: Document, i: int, start: int) -> bool:
    token = document.tokens[i]
    if token.capital or i == start:
        return False
    return token.low in words("irregular_verbs") or (token.low.endswith("ed") and len(token.low) > 4)


def _walk_left(document: Document, end: int, low: int) -> int:
    tokens = document.tokens
    start = end
    while start > low:
        token = tokens[start - 1]
        previous = tokens[start - 2] if start - 1 > low else None
        if document.quoted[start - 1] >= 0 or (not token.is_word and token.text not in "$%&#"):
            break
        word = token.low
        if word in _RELATIVE and start < end:
            if previous is not None and previous.is_word and _nominal(document, start - 2):
                relative = before(document, start - 1, low)
                return relative[0] if relative and relative[1] == start - 1 else start
            break
        if word in ("and", "&"):
            names = (
                tokens[start].capital and previous is not None and (previous.capital or previous.low in ("he", "she"))
            )
            if not names or start == end:
                break
        elif word in words("prepositions"):
            binds = word in words("noun_phrase_prepositions") or (
                word == "by" and previous is not None and previous.low.endswith("ed")
            )
            if not (binds and previous is not None and start < end and _nominal(document, start - 2)):
                break
        elif word in words("conjunctions") or (word in words("auxiliaries") and word != "'s") or is_adverb(token):
            break
        elif word in words("determiners") and not token.text.isupper():
            start -= 1
            if not (previous is not None and previous.low in words("noun_phrase_prepositions")):
                break
            continue
        elif (word in words("irregular_verbs") or is_speech_verb(token)) and not token.capital:
            break
        start -= 1
    return start


def _nominal(document: Document, i: int) -> bool:
    """Whether the token may be the noun that a preposition or relative clause hangs on."""
    token = document.tokens[i]
    if not token.is_word or document.quoted[i] >= 0:
        return False
    if token.low in (
        "those",
        "some",
        "many",
        "one",
        "most",
        "all",
        "several",
        "few",
        "none",
        "two",
        "three",
        "half",
        "both",
    ):
        return True
    closed = (
        "prepositions",
        "auxiliaries",
        "conjunctions",
        "personal_pronouns",
        "object_pronouns",
        "times",
        "irregular_verbs",
    )
    return not any(token.low in words(section) for section in closed) and not (
        is_adverb(token) or is_speech_verb(token)
    )


def _goes_on(document: Document, start: int, i: int, high: int) -> bool:
    """Whether the phrase that began at `start` still runs at token `i`."""
    tokens = document.tokens
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < high else None
    word = token.low
    if token.text == "," and following is not None:  # Prime Minister, Justin Trudeau
        return i > start and tokens[i - 1].low in words("roles") and tokens[i - 1].capital and following.capital
    if not token.is_word:
        return token.text in "$%&#"
    if word in words("prepositions"):
        inside = word in ("of", "for", "from", "at") and i > start and following is not None
        return inside and following is not None and following.is_word and following.low not in words("times")
    if word == "and":
        return i > start and tokens[i - 1].capital and following is not None and following.capital
    if word == "'s":
        return i > start and following is not None and following.is_word and following.low not in words("auxiliaries")
    if word in words("conjunctions") or word in words("auxiliaries") or word in _RELATIVE or is_adverb(token):
        return False
    if word in words("determiners"):
        return i == start or tokens[i - 1].low in words("prepositions") or tokens[i - 1].low in ("all", "both", "some")
    if is_pronoun(token):
        return False
    return not (word in words("days") or (i > start and (word in words("irregular_verbs") or is_speech_verb(token))))


def _tidy(document: Document, start: int, end: int) -> Range | None:
    """Return the phrase without what only stands beside it: times, occasions, adverbs; and cut to `LONGEST`."""
    tokens = document.tokens
    while start < end and _loose(document, start):
        start += 1
    for i in range(start + 1, end):
        if tokens[i].low in words("prepositions") and _occasion(document, i, end):
            end = i
            break
    while end > start and (tokens[end - 1].low in words("days") or not tokens[end - 1].is_word):
        end -= 1
    while end > start and tokens[end - 1].end - tokens[start].start > LONGEST:
        cut = next((k for k in range(end - 1, start, -1) if tokens[k].low in words("prepositions")), None)
        end = cut if cut is not None else end - 1
    if start >= end or not any(tokens[k].is_word for k in range(start, end)):
        return None
    alone = tokens[start].low if end - start == 1 else ""
    if alone in words("articles") or alone in words("possessives") or alone in words("prepositions"):
        return None
    return start, end


def _loose(document: Document, i: int) -> bool:
    token = document.tokens[i]
    if not token.is_word:
        return True
    return (
        token.low in words("conjunctions") or is_adverb(token) or (token.low in words("times") and token.low != "may")
    )


def _occasion(document: Document, i: int, end: int) -> bool:
    """Whether the preposition at `i` leads to when, where or how it was said, and not to more of the phrase."""
    for k in range(i + 1, min(end, i + 5)):
        word = document.tokens[k].low
        if word in words("occasions"):
            return document.tokens[i].low != "of"
        if word in words("prepositions"):
            return False
    return False


def _opening_bracket(document: Document, i: int, low: int) -> int:
    for k in range(i - 1, max(low, i - 12) - 1, -1):
        if document.tokens[k].text == "(":
            return k
    return i + 1


def _apposition(document: Document, comma: int, low: int) -> int | None:
    """Return the comma that opens the apposition closed by `comma`: the first after a name, or after a noun."""
    tokens = document.tokens
    best: int | None = None
    for k in range(comma - 1, max(low, comma - 45), -1):
        if document.quoted[k] >= 0:
            break
        if tokens[k].text != "," or k + 1 >= comma:
            continue
        previous, following = tokens[k - 1], tokens[k + 1]
        if not previous.is_word or previous.low in words("times"):
            continue
        describes = not following.capital or following.low in words("determiners")
        if describes and following.low not in ("and", "but", "or", "he", "she", "it", "they", "we", "i"):
            if previous.capital or tokens[k + 1].low in ("who", "whose", "which", "a", "an", "the"):
                best = k
        elif best is None and previous.capital and following.low not in words("conjunctions"):
            best = k
    return best
