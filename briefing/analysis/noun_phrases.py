"""Noun phrases beside a verb, found without a parser: from closed classes, capitals and punctuation."""

from briefing.analysis.cues import is_adverb, is_cue_verb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.tokens import Token

LONGEST = 60
"""The most code points of a phrase: a longer one is cut to its head."""

Range = tuple[int, int]
"""Tokens, as (first, past the last)."""

_FAR = 45  # tokens an apposition may have
_RELATIVES = frozenset({"who", "which", "whose", "whom"})
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must", "should", "shall"})
"""Words behind which a verb stands."""
_SYMBOLS = frozenset("$€£%&#")


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
    end = _before_brackets(document, i, low)
    if end - 1 > low and tokens[end - 1].text == "," and tokens[end - 2].text == ")":
        end = _before_brackets(document, end - 1, low)
    elif end > low and tokens[end - 1].text == ",":
        opening = _apposition(document, end - 1, low)
        if opening is None:
            return None
        if _is_name(document, opening + 1, end - 1) and not tokens[opening - 1].capital:
            return opening + 1, end - 1
        end = _before_brackets(document, opening, low)
    if end <= low or document.quoted[end - 1] >= 0:
        return None
    if is_pronoun(tokens[end - 1]):
        return (end - 1, end) if tokens[end - 1].low in words("personal_pronouns") else None
    start = _leftmost(document, end, low)
    if end - start > 1 and start > low and tokens[start - 1].low in _MODALS and not tokens[start].capital:
        start += 1  # "they will *confront* voters who"
    while end - start > 1 and looks_finite(tokens[end - 1]):  # a poll released Monday
        end -= 1
    return trimmed(document, start, end)


def after(document: Document, i: int, high: int) -> Range | None:
    """Return the noun phrase that begins at token `i` and does not go past token `high`."""
    if i >= high or document.quoted[i] >= 0:
        return None
    if is_pronoun(document.tokens[i]):
        return i, i + 1
    end = i
    while end < high and _goes_on(document, i, end, high):
        end += 1
    return trimmed(document, i, end)


def subject(document: Document, i: int, low: int) -> Range | None:
    """Return the noun phrase that the main clause before token `i` begins with, its sentence beginning at `low`."""
    tokens = document.tokens
    start = low
    while start < i and _introduces(tokens[start]):
        start += 1
    if start < i and _opens_adverbial(document, start):
        comma = next((k for k in range(start, min(i, start + 25)) if tokens[k].text == ","), None)
        if comma is None or comma + 1 >= i:
            return None
        start = comma + 1
    personal = start < i and is_pronoun(tokens[start]) and tokens[start].low in words("personal_pronouns")
    if personal and document.quoted[start] < 0:
        return start, start + 1
    end = start
    while end < i and _goes_on(document, start, end, i) and not (end > start and looks_finite(tokens[end])):
        end += 1
    return trimmed(document, start, end)


def _introduces(token: Token) -> bool:
    return not token.is_word or token.low in ("and", "but", "or", "so", "yet") or is_adverb(token)


def _opens_adverbial(document: Document, i: int) -> bool:
    token = document.tokens[i]
    sections = ("prepositions", "conjunctions", "times")
    return any(token.low in words(section) for section in sections) or token.low.endswith("ing") or is_cue_verb(token)


def head_end(document: Document, first: int, end: int) -> int:
    """Return where a phrase's own noun ends: before the first preposition, comma, bracket or relative."""
    for i in range(first + 1, end):
        token = document.tokens[i]
        if (
            token.text in (",", "(")
            or token.low in words("noun_phrase_prepositions")
            or token.low in words("relatives")
        ):
            return i
    return end


def is_one_person(document: Document, first: int, end: int) -> bool:
    """Whether the phrase is of one person without a name, or a pronoun for that one."""
    low = document.tokens[head_end(document, first, end) - 1].low
    pronoun = document.tokens[first].low in ("he", "she")
    several = low.endswith("s") and low.removesuffix("s") in words("official_nouns") | words("roles")
    return pronoun or (
        not several and any(low in words(section) for section in ("persons", "roles", "spokespeople", "kin"))
    )


def told_of(document: Document, first: int, end: int) -> int | None:
    """Return where what is told of a phrase's noun begins: "a pastor *supporting* Ada Smith", "a woman *who* met her".

    "A man calling himself Ada Smith" is one: what is told is the name.
    """
    for i in range(first + 1, end):
        token, noun = document.tokens[i], document.tokens[i - 1]
        bare = noun.is_word and not noun.capital
        verb = token.low.endswith("ing") and not token.capital and token.low not in ("calling", "identifying")
        closed = noun.low in words("articles") or noun.low in words("prepositions")
        if bare and not closed and (verb or token.low in ("who", "whose", "whom")):
            return i
    return None


def looks_finite(token: Token) -> bool:
    if token.capital:
        return False
    return token.low in words("irregular_verbs") or (token.low.endswith("ed") and len(token.low) > 4)


def _leftmost(document: Document, end: int, low: int) -> int:
    """Return where the phrase that ends before `end` begins."""
    tokens = document.tokens
    start = end
    while start > low:
        token, word = tokens[start - 1], tokens[start - 1].low
        if document.quoted[start - 1] >= 0 or not (token.is_word or token.text in _SYMBOLS):
            break
        previous = tokens[start - 2] if start - 1 > low else None
        if word in ("who", "which", "that"):
            return _antecedent(document, start, end, low)
        if word in ("and", "&"):
            joins = start < end and previous is not None and (previous.capital or previous.low in ("he", "she"))
            if not (joins and tokens[start].capital):
                break
        elif word in words("prepositions"):
            binds = word in words("noun_phrase_prepositions") or (word == "by" and looks_finite(tokens[start - 2]))
            if start == end or previous is None or not binds or not _may_head(document, start - 2):
                break
        elif word in words("determiners") and not token.text.isupper():
            start -= 1
            if previous is None or previous.low not in words("noun_phrase_prepositions"):
                break
            continue
        elif _ends_phrase(token) or (word in words("irregular_verbs") and not token.capital):
            break
        start -= 1
    return start


def _ends_phrase(token: Token) -> bool:
    """Whether the token cannot be part of a noun phrase."""
    if token.low in words("auxiliaries"):
        return token.low != "'s" and not (token.capital and token.low in ("will", "may"))
    return token.low in words("conjunctions") or is_adverb(token) or is_cue_verb(token) or _is_no_possessive(token)


def _is_no_possessive(token: Token) -> bool:
    return is_pronoun(token) and token.low not in words("possessives")


def _antecedent(document: Document, start: int, end: int, low: int) -> int:
    """Return where a phrase with a relative clause begins; `start` is the token after its "who" or "that".

    "That" leads a relative clause only where a verb may follow it: not before a name, a pronoun, an article.
    """
    tokens = document.tokens
    if start == end or start - 2 < low or not _may_head(document, start - 2):
        return start
    following = tokens[start]
    if tokens[start - 1].low == "that" and (following.capital or following.low in words("determiners")):
        return start
    if tokens[start - 1].low == "that" and following.low.endswith("s"):
        return start
    phrase = before(document, start - 1, low)
    return phrase[0] if phrase is not None and phrase[1] == start - 1 else start


def _may_head(document: Document, i: int) -> bool:
    """Whether the token may be the noun that a preposition or relative clause hangs on."""
    token = document.tokens[i]
    if not token.is_word or document.quoted[i] >= 0:
        return False
    if token.low in words("quantifiers"):
        return True
    closed = ("prepositions", "times", "irregular_verbs", "determiners")
    return not _ends_phrase(token) and not any(token.low in words(section) for section in closed)


def _goes_on(document: Document, start: int, i: int, high: int) -> bool:
    """Whether the phrase that began at token `start` still runs at token `i`."""
    tokens = document.tokens
    token, word = tokens[i], tokens[i].low
    following = tokens[i + 1] if i + 1 < high else None
    if document.quoted[i] >= 0 or not token.is_word:
        return document.quoted[i] < 0 and (token.text in _SYMBOLS or before_name(document, start, i, high))
    if i == start:
        return not (word in words("prepositions") or _ends_phrase(token))
    previous = tokens[i - 1]
    if word in words("prepositions") or word in ("and", "'s"):
        return following is not None and following.is_word and _joins(previous, word, following)
    if word in words("determiners"):
        return previous.low in words("prepositions") or previous.low in words("quantifiers")
    if word in words("days"):
        return previous.low in words("noun_leads")
    verb = word in words("irregular_verbs") and not token.capital
    return not (verb or _ends_phrase(token) or word in _RELATIVES)


def before_name(document: Document, start: int, i: int, high: int) -> bool:
    """Whether a comma at token `i` stands between a role and its name: Prime Minister, Justin Trudeau."""
    role = document.tokens[i - 1] if i > start else None
    comma = document.tokens[i].text == "," and role is not None and role.capital and role.low in words("roles")
    return comma and i + 1 < high and document.tokens[i + 1].capital


def _joins(previous: Token, word: str, following: Token) -> bool:
    """Whether a preposition, an "and" or a possessive between these two keeps the phrase together."""
    if word == "and":
        return previous.capital and following.capital
    if word == "'s":
        return not _ends_phrase(following)
    return word in ("of", "for", "from", "at") and following.low not in words("times")


def trimmed(document: Document, start: int, end: int) -> Range | None:
    """Return the phrase without what only stands beside it (times, occasions, adverbs), at most `LONGEST` long."""
    tokens = document.tokens
    opens = document.sentence_of(start).first
    while start < end and _beside(tokens[start]) and (start == opens or not tokens[start].capital):
        start += 1
    occasion = next((i for i in range(start + 1, end) if _is_occasion(document, i, end)), None)
    end = occasion if occasion is not None else end
    while end > start and (tokens[end - 1].low in words("days") or not tokens[end - 1].is_word):
        end -= 1
    while end > start and tokens[end - 1].end - tokens[start].start > LONGEST:
        joints = [k for k in range(end - 1, start, -1) if tokens[k].low in words("prepositions") | {"and"}]
        if not joints and end - start > 2 and tokens[end - 1].capital and tokens[end - 2].capital:
            start += 1  # "(National) Committee Chairman Ada Smith"
            continue
        end = next((k for k in joints if tokens[k].low == "and"), joints[0] if joints else end - 1)
    if start >= end:
        return None
    alone = tokens[start].low if end == start + 1 else ""
    return (
        None if any(alone in words(section) for section in ("noun_leads", "prepositions", "no_heads")) else (start, end)
    )


def _beside(token: Token) -> bool:
    if not token.is_word or token.low in words("conjunctions") or is_adverb(token):
        return True
    return token.low in words("times") and token.low not in ("may", "march")


def _is_occasion(document: Document, i: int, end: int) -> bool:
    """Whether a preposition at `i` leads to when, where or how it was said, and not to more of the phrase."""
    tokens = document.tokens
    if tokens[i].low not in words("prepositions") or tokens[i].low == "of":
        return False
    for k in range(i + 1, min(end, i + 5)):
        if tokens[k].low in words("occasions"):
            return True
        if tokens[k].low in words("prepositions"):
            return False
    return False


def _before_brackets(document: Document, i: int, low: int) -> int:
    """Return `i`, or where the brackets open that close just before it: Sen. Smith (R-Ohio) said."""
    if i > low and document.tokens[i - 1].text == ")":
        for k in range(i - 2, max(low, i - 14) - 1, -1):
            if document.tokens[k].text == "(":
                return k
    return i


def _is_name(document: Document, first: int, end: int) -> bool:
    return end - first <= 4 and all(document.tokens[i].capital for i in range(first, end))


def _apposition(document: Document, comma: int, low: int) -> int | None:
    """Return the comma that opens the apposition closed by `comma`: the first after a name or before "who", "a"."""
    tokens = document.tokens
    best: int | None = None
    for k in range(comma - 1, max(low, comma - _FAR), -1):
        if document.quoted[k] >= 0:
            break
        if tokens[k].text != ",":
            continue
        previous, following = tokens[k - 1], tokens[k + 1]
        if k + 1 == comma or previous.low in words("times") or not (previous.is_word or previous.text == ")"):
            continue
        if following.low in words("conjunctions") or (is_pronoun(following) and following.low not in _RELATIVES):
            continue
        describes = following.low in words("appositive_leads")
        named = previous.low in words("roles") and following.capital
        if describes or named or (previous.capital and (not following.capital or best is None)):
            best = k
    return best
