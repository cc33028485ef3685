"""Clauses: where what a cue reports begins and ends, in the article's own words."""

from collections.abc import Sequence

from briefing.analysis import noun_phrases
from briefing.analysis.cues import Cue, is_adverb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range
from briefing.analysis.tokens import Token

COMMAS = frozenset({",", "—", "–", "--", "-"})
EDGES = frozenset({".", ",", ";", ":", "?", "!", "…", "..."}) | COMMAS
"""Marks that part what is said from what is around it, and that no content begins or ends with."""

TURNS = frozenset({"but", "and", "while", "though", "although", "as", "whereas"})
"""Words that turn from one clause to the next."""

_TO_DO = 12  # tokens from a cue to the "to" of what somebody is to do, at most
_THAT = 16  # tokens from a cue to its "that", at most: "said in a statement on Friday that"
_VERB = 25  # tokens in which a clause shows its verb


def start(document: Document, cue: Cue, end: int) -> tuple[int, str]:
    """Return the token at which what the cue reports begins, and its frame; "" where nothing follows before `end`.

    The frames are `clause`, `infinitive` and `object`, as in `cues.txt`.
    """
    at = cue.end
    if at >= end:
        return at, ""
    if cue.form == "adjectives":
        return at, "clause"
    if cue.takes("infinitive") and _to_do(document, at, end):
        return at, "infinitive"
    clause = _clause(document, cue, end) if cue.takes("clause") or cue.takes("hearer") else None
    if clause is not None:
        return clause, "clause"
    thing = cue.takes("object") and not cue.infinitive and _is_thing(document, at)
    return at, "object" if thing else ""


def _to_do(document: Document, at: int, end: int) -> bool:
    """Whether "(somebody) to do" follows in the same clause."""
    tokens = document.tokens
    for i in range(at, min(end - 1, at + _TO_DO)):
        if document.quoted[i] >= 0 or tokens[i].text in EDGES:
            return False
        if tokens[i].low == "to" and (i == at or noun_phrases.after(document, at, i) is not None):
            following = tokens[i + 1]
            thing = following.capital or following.low in words("noun_leads") or noun_phrases.is_pronoun(following)
            return document.quoted[i + 1] >= 0 or (following.is_word and not thing)
    return False


def _is_thing(document: Document, at: int) -> bool:
    if document.quoted[at] >= 0:
        return True
    token = document.tokens[at]
    sections = ("conjunctions", "auxiliaries", "prepositions", "particles")
    return token.is_word and not is_adverb(token) and not any(token.low in words(section) for section in sections)


def _clause(document: Document, cue: Cue, end: int) -> int | None:
    """Return where the clause begins that the cue takes, past its hearer, its "that" included, past its day."""
    at = cue.end
    if cue.takes("hearer") and document.tokens[at].low != "that":
        hearer = noun_phrases.after(document, at, end)
        if hearer is None:
            return None
        is_subject = hearer[1] < end and document.tokens[hearer[1]].low in words("auxiliaries")
        at = at if is_subject else hearer[1]
    that = _that(document, at, end, hearer=cue.takes("hearer"))
    if that is not None:
        return that
    if at < end and document.tokens[at].low in words("days"):
        at += 1
    if at < end and document.quoted[at] >= 0:
        return at
    begins = at < end and _may_begin(document.tokens[at]) and _has_verb(document.tokens[at:end], cue)
    return at if begins else None


def _may_begin(token: Token) -> bool:
    """Whether a clause without "that" may begin with this token."""
    if not token.is_word:
        return token.text == "$"
    if token.low in words("no_clause"):
        return False
    return token.low not in words("prepositions") or token.low in words("clause_prepositions")


def _that(document: Document, at: int, end: int, *, hearer: bool) -> int | None:
    """Return the "that" that leads to the clause: at once, after an adverbial, or after words between commas."""
    tokens = document.tokens
    if at < end and tokens[at].text == ",":
        at = next((k + 1 for k in range(at + 1, min(end, at + 9)) if tokens[k].text == ","), at)
        return at if at < end and tokens[at].low == "that" else None
    for k in range(at, min(end, at + _THAT)):
        if tokens[k].low == "that":
            when = any(tokens[at].low in words(section) for section in ("prepositions", "times", "time_leads"))
            when = when or is_adverb(tokens[at])
            return k if k == at or hearer or when else None
        if document.quoted[k] >= 0 or tokens[k].text in EDGES - {","} or noun_phrases.is_pronoun(tokens[k]):
            return None
    return None


def _has_verb(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a verb follows, so that what begins here is a clause and not a thing."""
    if cue.entry.words[0] in ("say", "think", "believe"):
        return True
    return any(
        token.low in words("auxiliaries")
        or token.low in words("irregular_verbs")
        or (token.low.endswith("ed") and not token.capital)
        for token in tokens[:_VERB]
    )


def end_of_object(document: Document, cue: Cue, first: int, limit: int) -> int:
    """Return where the thing ends that a cue takes: at a comma that leads on, at a conjunction, after a name given."""
    tokens, quoted = document.tokens, document.quoted
    for k in range(first, limit):
        if quoted[k] >= 0:
            if cue.takes("naming") and (k + 1 >= limit or quoted[k + 1] != quoted[k]):
                return k + 1
            continue
        following = tokens[k + 1] if k + 1 < limit else None
        comma = tokens[k].text == "," and following is not None and not following.capital and following.low != "or"
        if k > first and (comma or tokens[k].text in ("—", "--", ";", ":") or tokens[k].low in words("new_clauses")):
            return k
    return limit


def taken_over(
    document: Document, cue: Cue, other: Cue, first: int, speaker: Range | None, *, alike: bool
) -> int | None:
    """Return where the later cue `other` ends what `cue` reports from token `first` on; None where it is part of that.

    `speaker` is that of `other` where it belongs to a quotation; `alike` says that a cue between them has its form.
    """
    tokens, k = document.tokens, other.group
    previous = tokens[k - 1]
    if other.form == "according":
        return k - 1 if previous.text in COMMAS or previous.text == "(" else None
    participle = other.form == "ing" and other.first == other.verb and previous.text in COMMAS
    joined = previous.low in ("and", "but") and other.form == cue.form and not alike
    if participle or joined:
        return k - 1
    phrase = speaker or noun_phrases.before(document, k, first)
    if speaker is not None:
        return speaker[0] if speaker[0] - 1 > first else k
    return _new_clause(document, other, phrase) if phrase is not None and phrase[0] - 1 > first else None


def _new_clause(document: Document, other: Cue, phrase: Range) -> int | None:
    """Return where a new clause begins whose subject is `phrase` and whose verb the cue `other`, if it is one."""
    tokens = document.tokens
    joint = tokens[phrase[0] - 1]
    if joint.text == ";":
        return phrase[0]
    if joint.text in COMMAS and nothing_follows(document, other):
        return phrase[0] - 1
    if joint.text == "," and tokens[document.sentence_of(other.verb).first].low in words("opening_conjunctions"):
        return phrase[0] - 1  # When he announced the deal, she said
    turns = joint.low in TURNS and (other.takes("clause") or joint.low not in ("and", "as"))
    return phrase[0] - 2 if turns and tokens[phrase[0] - 2].text == "," else None


def nothing_follows(document: Document, cue: Cue) -> bool:
    """Whether the clause ends with the cue: "…, she said."."""
    return cue.end >= document.sentence_of(cue.verb).end or document.tokens[cue.end].text in EDGES


def is_postposed(document: Document, cue: Cue) -> bool:
    """Whether nothing after the cue could be what it reports: a stop, or only when and to whom it was said."""
    if nothing_follows(document, cue) or cue.takes("hearer"):
        return True
    following = document.tokens[cue.end].low
    if following in words("adverbs"):
        end = document.sentence_of(cue.verb).end
        return cue.end + 1 >= end or document.tokens[cue.end + 1].text in EDGES
    return following in words("prepositions") or following in words("times")
