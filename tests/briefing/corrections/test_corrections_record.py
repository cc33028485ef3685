"""A correction as JSON: without a null, there and back, and nothing else taken for one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from reanalysing import the_sample_before

from briefing.corrections import (
    Correction,
    CorrectionKind,
    addition_of_words,
    from_json,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
    to_json,
)
from briefing.errors import ContractError
from briefing.model import Span

SHOWN = the_sample_before()
EACH = (
    speaker_correction(SHOWN, "s7", "Ada Byron"),
    stance_correction(SHOWN, "s9", "denies"),
    stance_correction(SHOWN, "s4", "denies"),
    stakeholder_correction(SHOWN, "p3", "Huawei Technologies"),
    removal(SHOWN, "s1"),
    addition_of_words(SHOWN, "Its equipments are used by customers"),
    headline_correction(SHOWN, "Allies asked to drop Huawei"),
    Correction(CorrectionKind.REMOVED, (Span(3, 5, "ab"),)),
)


@pytest.mark.parametrize("made", EACH, ids=lambda made: made.kind)
def test_a_correction_comes_back_from_json_as_it_was(made: Correction) -> None:
    written = json.dumps(to_json(made))
    assert "null" not in written
    assert from_json(json.loads(written)) == made


def test_the_object_has_plain_fields_and_what_is_not_there_is_absent() -> None:
    assert to_json(headline_correction(SHOWN, "Short")) == {
        "kind": "headline",
        "words": [],
        "value": "Short",
        "was": SHOWN.headline.text,
    }
    record = to_json(stance_correction(SHOWN, "s9", "denies"))
    assert record["words"] == [
        {"start": s.start, "end": s.end, "exact": s.exact} for s in SHOWN.statement("s9").content
    ]
    assert "anonymity" not in record["statement"]["speaker"]


def _empty(record: dict[str, Any]) -> None:
    record["value"] = " "


def _unstanced(record: dict[str, Any]) -> None:
    record["value"] = "angry"


def _wordless(record: dict[str, Any]) -> None:
    record["words"] = []


def _kindless(record: dict[str, Any]) -> None:
    record["kind"] = "colour"


def _invent(record: dict[str, Any]) -> None:
    record["id"] = "c1"


def _shift(record: dict[str, Any]) -> None:
    record["words"][0]["end"] += 1


def _before_the_text(record: dict[str, Any]) -> None:
    record["words"][0]["start"] -= 5000
    record["words"][0]["end"] -= 5000


def _mistype(record: dict[str, Any]) -> None:
    record["was"] = 5


def _other_words(record: dict[str, Any]) -> None:
    record["words"].append({"start": 0, "end": 3, "exact": "The"})


def _misstate(record: dict[str, Any]) -> None:
    record["statement"]["chain"] = ["CNN"]


def _unstate(record: dict[str, Any]) -> None:
    record["kind"] = "added"
    del record["statement"]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (_empty, "kind stance needs a value"),
        (_unstanced, "cannot give the stance 'angry'"),
        (_wordless, "kind stance needs the words"),
        (_kindless, "correction.kind cannot be 'colour'"),
        (_invent, "missing or unknown fields: id"),
        (_shift, "does not fit its words"),
        (_before_the_text, "does not fit its words"),
        (_mistype, "correction.was should be str, not int"),
        (_other_words, "not those of its statement"),
        (_misstate, r"correction.statement.chain\[0\] should be an object"),
        (_unstate, "kind added needs its statement"),
    ],
)
def test_what_is_no_correction_is_refused_with_the_reason(
    damage: Callable[[dict[str, Any]], None], complaint: str
) -> None:
    record = to_json(stance_correction(SHOWN, "s9", "denies"))
    damage(record)
    with pytest.raises(ContractError, match=complaint):
        from_json(record)


@pytest.mark.parametrize("record", [None, [], "text", {}])
def test_what_is_no_object_of_a_correction_is_refused(record: Any) -> None:
    with pytest.raises(ContractError):
        from_json(record)


def test_a_null_is_read_as_nothing_there() -> None:
    record = to_json(headline_correction(SHOWN, "Short")) | {"statement": None}
    assert from_json(record).statement is None
