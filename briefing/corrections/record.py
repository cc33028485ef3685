"""A correction as JSON and back: what has no value is left out, since a merge patch cannot hold a null."""

from typing import Any

from briefing import contract
from briefing.contract import Json
from briefing.corrections.correction import Correction, CorrectionKind
from briefing.errors import ContractError
from briefing.model import Span, Stance

_NEEDS_VALUE = frozenset(
    {CorrectionKind.SPEAKER, CorrectionKind.STANCE, CorrectionKind.STAKEHOLDER, CorrectionKind.HEADLINE}
)
_NEEDS_WORDS = frozenset({CorrectionKind.SPEAKER, CorrectionKind.STANCE, CorrectionKind.REMOVED, CorrectionKind.ADDED})


def to_json(correction: Correction) -> Json:
    """Return the correction as a JSON object without a null anywhere in it."""
    record: Json = _without_nulls(contract.plain(correction))
    return record


def from_json(record: Json) -> Correction:
    """Return the correction that `to_json` made `record` from.

    Raises ContractError when a field is missing, unknown or of the wrong type, when a span does not fit its words,
    or when the kind needs a value, words or a statement that is not there.
    """
    if not isinstance(record, dict):
        raise ContractError(f"A correction should be an object, not {type(record).__name__}.")
    correction: Correction = contract.reader(Correction)(_with_nulls(record), "correction")
    _check_spans(record)
    if correction.kind in _NEEDS_VALUE and not (correction.value or "").strip():
        raise ContractError(f"A correction of kind {correction.kind} needs a value.")
    if correction.kind in _NEEDS_WORDS and not correction.words:
        raise ContractError(f"A correction of kind {correction.kind} needs the words it is tied to.")
    if correction.kind is CorrectionKind.STANCE and correction.value not in set(Stance):
        raise ContractError(f"A correction cannot give the stance {correction.value!r}.")
    if correction.kind is CorrectionKind.ADDED and correction.statement is None:
        raise ContractError("A correction of kind added needs its statement.")
    if correction.statement is not None and correction.statement.content != correction.words:
        raise ContractError("The words of this correction are not those of its statement.")
    return correction


def _without_nulls(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _without_nulls(value) for name, value in node.items() if value is not None}
    return [_without_nulls(item) for item in node] if isinstance(node, list) else node


def _with_nulls(record: Json) -> Json:
    """Return the record with what the contract wants named in it: None for each field that is absent."""
    record = {"value": None, "was": None, "statement": None, **record}
    if isinstance(statement := record["statement"], dict):
        statement = record["statement"] = {"cue": None, "speaker": None, "addressee": None, **statement}
        if isinstance(speaker := statement["speaker"], dict):
            statement["speaker"] = {"span": None, "stakeholder": None, "anonymity": None, **speaker}
        if isinstance(chain := statement.get("chain"), list):
            statement["chain"] = [{"span": None, **link} if isinstance(link, dict) else link for link in chain]
    return record


def _check_spans(node: Any) -> None:
    if isinstance(node, dict):
        if node.keys() == {"start", "end", "exact"}:
            span = Span(**node)
            if span.start < 0 or not span.exact or span.end - span.start != len(span.exact):
                raise ContractError(f"A span of this correction does not fit its words: {span.exact!r}.")
        for value in node.values():
            _check_spans(value)
    elif isinstance(node, list):
        for item in node:
            _check_spans(item)
