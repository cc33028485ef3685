"""What a statement's stance is weighed by: its cue, its own words, and what the rules make of them."""

import re
from collections.abc import Iterator, Sequence

from briefing.analysis import stances
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.statements import kind

_MOST = 60
"""Words of a content that are looked at, at most."""
_FIRST = 12
"""Words of a content whose neighbours count too."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\?|!|\d")


def features(document: Document, one: Attribution, inner: Sequence[Attribution]) -> Iterator[str]:
    """Yield the names of what a statement has; `inner` are the statements its content holds."""
    rule = stances.by_rule(document, one, inner)
    yield f"rule {rule.stance}"
    yield f"cue rule {rule.of_cue}"
    yield f"own rule {rule.of_words}"
    yield f"kind {kind(document, one.content)}"
    yield from _of_cue(document, one, rule.said)
    yield from _of_content(document, one, inner)
    yield from _of_speaker(document, one)
    yield f"clause {stances.is_clause(document, one)}"


def _of_cue(document: Document, one: Attribution, said: str) -> Iterator[str]:
    told = said.split()
    for word in told:
        yield f"cue {word}"
    for pair in zip(told, told[1:], strict=False):
        yield f"cue {' '.join(pair)}"
    if one.cue is not None and (cue := at(document, *document.range_of(one.cue))) is not None:
        yield f"verb {cue.entry.words[0]}"
        yield f"class {cue.entry.stance} {cue.negated}"
    if one.cue is not None:
        yield f"after {one.cue[0] > one.content[0][0]}"


def _of_content(document: Document, one: Attribution, inner: Sequence[Attribution]) -> Iterator[str]:
    text = " ".join(document.text[start:end] for start, end in stances.own_content(one, inner))
    low = [word.replace("’", "'") for word in _WORD.findall(text.lower())][:_MOST]
    for word in low:
        yield f"says {word}"
    for pair in zip(low[:_FIRST], low[1:_FIRST], strict=False):
        yield f"says {' '.join(pair)}"
    for i, word in enumerate(low[:3]):
        yield f"opens {i} {word}"
    if any(word in words("negations") or word.endswith("n't") for word in low):
        yield "negated"
    yield f"long {min(len(low) // 8, 4)}"
    yield f"pieces {min(len(one.content), 3)}"


def _of_speaker(document: Document, one: Attribution) -> Iterator[str]:
    if one.speaker is None:
        yield "nobody"
        return
    first, end = document.range_of(one.speaker)
    last = document.tokens[end - 1]
    yield f"speaker {document.tokens[first].low if end - first == 1 and not last.capital else 'a name' if last.capital else last.low}"
