"""The JSON contract goes both ways, for every briefing, and takes nothing that is none."""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from briefings import a_briefing, an_article
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.contract import dumps, from_json, to_json
from briefing.errors import ContractError
from briefing.model import (
    SCHEMA,
    Article,
    Briefing,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Headline,
    HeadlineOrigin,
    Kind,
    Link,
    MadeBy,
    Origin,
    Position,
    Span,
    Speaker,
    Stakeholder,
    StakeholderKind,
    Stance,
    Statement,
)

ANY = st.text(st.characters(exclude_categories=()), max_size=12)  # lone surrogates too: a file name may hold them
MAYBE = st.none() | ANY


def some(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """Any briefing that the model allows, with spans that are verbatim."""
    text = draw(st.text(min_size=1, max_size=60))
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = bounds.map(sorted).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span.of(text, *pair))
    maybe_span = st.none() | spans
    speakers = st.builds(Speaker, maybe_span, ANY, st.booleans(), MAYBE, maybe_span)
    links = st.builds(Link, ANY, maybe_span, st.booleans())
    statements = st.builds(
        Statement,
        ANY,
        st.sampled_from(Kind),
        some(spans),
        maybe_span,
        st.none() | speakers,
        maybe_span,
        st.sampled_from(Stance),
        some(spans),
        some(links),
        st.sampled_from(Origin),
        st.floats(0, 1),
    )
    stances = st.sampled_from(Stance)
    positions = st.builds(Position, ANY, stances, some(spans), maybe_span, some(ANY), some(stances))
    kinds, states = st.sampled_from(FollowUpKind), st.sampled_from(FollowUpState)
    article = st.builds(
        an_article,
        st.just(text),
        title=MAYBE,
        url=MAYBE,
        outlet=MAYBE,
        authors=some(ANY),
        source=ANY,
        published=MAYBE,
        excluded=some(spans),
    )
    return draw(
        st.builds(
            Briefing,
            st.just(SCHEMA),
            ANY,
            article,
            st.builds(Headline, ANY, maybe_span, st.sampled_from(HeadlineOrigin)),
            some(ANY),
            some(statements),
            some(st.builds(Stakeholder, ANY, ANY, st.sampled_from(StakeholderKind), MAYBE, some(spans))),
            some(positions),
            some(st.builds(FollowUp, ANY, kinds, ANY, MAYBE, states, some(spans))),
            some(ANY),
            st.builds(MadeBy, ANY, MAYBE, ANY),
        )
    )


@settings(deadline=None)
@given(made=briefings())
def test_every_briefing_comes_back_from_json_as_it_was(made: Briefing) -> None:
    assert from_json(to_json(made)) == made
    assert from_json(json.loads(dumps(made))) == made
    assert from_json(json.loads(dumps(made, indent=2))) == made


def test_the_object_has_the_fields_of_the_contract_in_their_order() -> None:
    record = to_json(a_briefing())
    assert list(record) == [field.name for field in fields(Briefing)]
    assert list(record["article"]) == [field.name for field in fields(Article)]
    assert record["schema"] == "readout.briefing/1"
    assert record["statements"][0]["content"] == [{"start": 32, "end": 54, "exact": "“We will not sell it,”"}]
    assert record["statements"][0]["stance"] == "declines"


def _lose(record: dict[str, Any]) -> None:
    del record["statements"][0]["cue"]


def _invent(record: dict[str, Any]) -> None:
    record["article"]["colour"] = "red"


def _mistype(record: dict[str, Any]) -> None:
    record["statements"][0]["speaker"]["named"] = 1


def _mistake(record: dict[str, Any]) -> None:
    record["statements"][0]["confidence"] = True


def _misname(record: dict[str, Any]) -> None:
    record["positions"][0]["stance"] = "likes"


def _unlist(record: dict[str, Any]) -> None:
    record["key_quotes"] = "s1"


def _misquote(record: dict[str, Any]) -> None:
    record["statements"][0]["content"][0]["exact"] = "“We will sell it,”"


def _shift(record: dict[str, Any]) -> None:
    record["positions"][0]["summary"][0]["start"] += 1


def _renew(record: dict[str, Any]) -> None:
    record["schema"] = "readout.briefing/2"


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (_lose, r"statements\[0\] has missing or unknown fields: cue"),
        (_invent, "article has missing or unknown fields: colour"),
        (_mistype, r"statements\[0\].speaker.named should be bool, not int"),
        (_mistake, r"statements\[0\].confidence should be float, not bool"),
        (_misname, r"positions\[0\].stance cannot be 'likes'"),
        (_unlist, "key_quotes should be a list, not str"),
        (_misquote, "not verbatim"),
        (_shift, "not verbatim"),
        (_renew, "made by another Readout"),
    ],
)
def test_what_is_no_briefing_is_refused_with_the_place(
    damage: Callable[[dict[str, Any]], None], complaint: str
) -> None:
    record = to_json(a_briefing())
    damage(record)
    with pytest.raises(ContractError, match=complaint):
        from_json(record)


@pytest.mark.parametrize("record", [None, [], "text", {}])
def test_what_is_no_object_of_the_contract_is_refused(record: Any) -> None:
    with pytest.raises(ContractError):
        from_json(record)
