"""The whole way from any text to a briefing: verbatim, tidy, the same every time, in linear time."""

import gzip
import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from analysed import AT, analysed, spans_of
from briefings import an_article
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analysis.decoding import Thought
from briefing.analysis.encoder import Encoder, encoder
from briefing.analysis.encoding import Window
from briefing.contract import dumps, from_json, to_json
from briefing.model import Briefing
from briefing.pipeline import brief

WORDS = """“ ” " '' ‘ ’ ' „ « . , : ; ? ! … — ( ) said says told asked urged reportedly concerned that to via as and of
she it who Ada Mr. Smith US officials Germany Huawei the company spokesman for should not will on Friday $3 billion
👩‍👩‍👧 שלום CAPITALS e\u0301 \u200b \x00 \ufeff"""
PHRASES = ["\n", "\n\n", "\r\n", "According to", "the Journal", "The Wall Street Journal", "is said to be"]
LINES = ["\nLeave a Reply\n", "\nShare this\n", "on March 3, 2027"]
PIECES = st.sampled_from([*WORDS.split(), *PHRASES, *LINES])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map(" ".join) | st.text(max_size=300)
SENTENCES = "Ada Smith said “we are ready to go,” and according to the Journal, US officials asked allies to leave. "


def untidy(briefing: Briefing) -> list[str]:
    """Return what breaks the contract in a briefing: nothing, for every text there is."""
    text = briefing.article.text
    wrong = [f"not verbatim: {span}" for span in spans_of(briefing) if text[span.start : span.end] != span.exact]
    for s in briefing.statements:
        if not s.content or any(one.end > other.start for one, other in pairwise(s.content)):
            wrong.append(f"{s.id}: content is missing, out of order or overlaps itself")
        apart = [s.cue, s.speaker.span if s.speaker else None, *briefing.article.excluded]
        wrong += [f"{s.id}: {c} overlaps {o}" for c in s.content for o in apart if o is not None and c.overlaps(o)]
    ids = {thing.id for things in (briefing.statements, briefing.stakeholders) for thing in things}
    used = [*briefing.key_quotes, *(i for p in briefing.positions for i in (p.stakeholder, *p.statements))]
    used += [s.speaker.stakeholder for s in briefing.statements if s.speaker and s.speaker.stakeholder]
    used += [s.part_of for s in briefing.stakeholders if s.part_of]
    wrong += [f"no such id: {i}" for i in used if i not in ids]
    names = [stakeholder.name for stakeholder in briefing.stakeholders]
    wrong += [f"twice: {name}" for name in names if names.count(name) > 1]
    return wrong


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_tidy_briefing_that_survives_the_contract(text: str) -> None:
    briefing = analysed(text)
    assert untidy(briefing) == []
    assert briefing.article.text == text
    assert from_json(json.loads(dumps(briefing))) == briefing


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.sampled_from([None, "en", "fr"]))
def test_the_same_text_gives_the_same_briefing(text: str, language: str | None) -> None:
    assert analysed(text, language=language) == analysed(text, language=language)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_offsets_are_those_of_the_text_whatever_its_line_ends(text: str) -> None:
    assert untidy(analysed(text.replace("\n", "\r\n"))) == []
    assert untidy(analysed(text.upper())) == []


@pytest.mark.parametrize(
    "block",
    [
        SENTENCES + "\n\n",
        SENTENCES,
        SENTENCES.replace(".", ""),
        "said ",
        "according to ",
        "he said that ",
        "asked to ",
        "'a ",
        '"a ',
        "“a ",
        "‘a ’s ",
        "John Smith ",
        "1,000.",
        "a, ",
        "Boston Globe Post ",
        "Ada Smith accused Ben Lee of lying. Ben Lee left. ",
        "a\n",
        "U.S. ",
        "Acme is a ",
        "asked and spoke not to be ",
    ],
)
def test_a_long_text_takes_time_in_proportion(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight times the text takes about eight times as long; quadratic work would take sixty-four.

    The session, which reads one window after the other, is left out: beside it nothing else could be seen. What it
    thinks of a window it thinks again of the next one with the same pieces.
    """
    in_session = 0.0
    thought = Encoder.thought
    known: dict[tuple[int, ...], Thought] = {}

    def timed(encoder: Encoder, window: Window) -> Thought:
        nonlocal in_session
        began = time.process_time()
        try:
            key = (*window.numbers, *window.cases, *window.marks)
            if key not in known:
                known[key] = thought(encoder, window)
            return known[key]._replace(window=window)
        finally:
            in_session += time.process_time() - began

    monkeypatch.setattr(Encoder, "thought", timed)

    def seconds(size: int) -> float:
        text = (block * (size // len(block) + 1))[:size]
        began, before = time.process_time(), in_session
        analysed(text)
        return time.process_time() - began - (in_session - before)

    short = min(seconds(4_000) for _ in range(2))
    assert min(seconds(32_000) for _ in range(2)) < 30 * short + 0.3


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        brief(an_article("It rained."), at=AT.replace(tzinfo=None))


def test_who_made_a_briefing_and_when_is_told() -> None:
    made_by = analysed("It rained.").made_by
    assert (made_by.model, made_by.at) == (encoder().name, "2026-01-01T00:00:00+00:00")
    assert analysed("Il pleut.", language="fr").made_by.model is None


def test_every_article_of_the_corpus_gives_a_tidy_briefing(shared: Path) -> None:
    seen: set[str] = set()
    with gzip.open(shared / "corpus/polnear/dev.jsonl.gz", "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] not in seen:
                seen.add(record["id"])
                assert untidy(analysed(record["text"])) == [], record["id"]
    assert len(seen) == 84


def test_the_sample_holds_what_a_careful_reader_expects(shared: Path, tmp_path: Path) -> None:
    text = (shared / "seed/huawei-allies.txt").read_bytes().decode()
    path = tmp_path / "briefing.json"
    path.write_text(json.dumps(to_json(analysed(text))), encoding="utf-8")
    check = [sys.executable, str(shared / "seed/check_seed.py"), str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("76 of 76 hold\n", 0)
