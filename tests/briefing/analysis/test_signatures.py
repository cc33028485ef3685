"""A signed quotation is its signer's, whatever else is near."""

import pytest
from analysed import told

from briefing.analysis.document import read
from briefing.analysis.going_on import completed
from briefing.analysis.signatures import signed

QUOTED = "“We loved the bridge from the first day on.”"


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTED} — Ada Smith",
        f"{QUOTED}\n\n— Ada Smith, teacher, Columbus, Ohio\n\nIt rained.",
        f"Readers wrote to us about it.\n\n{QUOTED}\n-- Ada Smith (34)",
    ],
)
def test_the_name_after_the_dash_is_the_speaker(text: str) -> None:
    assert ("Ada Smith", None, [QUOTED]) in told(text)
    assert sum(QUOTED in content for _, _, content in told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTED} — Smith said — “and we always will.”",
        f"{QUOTED} — which is why they came.",
        f"He said it again. {QUOTED} --Kim Lee.",
        f"{QUOTED} — Ada Smith" + ", who came here with her sister" * 4,
        f"{QUOTED} —",
    ],
)
def test_what_else_stands_after_a_dash_signs_nothing(text: str) -> None:
    assert signed(read(text), []) == []


def test_each_line_of_a_list_is_signed_by_itself() -> None:
    other = "“We never liked that bridge at all.”"
    found = told(f"{QUOTED} ― Ada Smith\n{other}― Bob Jones, teacher\nIt rained.")
    assert [(who, content) for who, _, content in found] == [("Ada Smith", [QUOTED]), ("Bob Jones", [other])]


def test_what_is_signed_is_nobody_elses() -> None:
    document = read(f"{QUOTED} — Ada Smith")
    (wrong,) = completed(document, [])
    assert [one.speaker for one in signed(document, [wrong])] == [(len(QUOTED) + 3, len(document.text))]
