"""Merge patches: what makes one object of another, when there is such a patch."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from objects import OBJECTS, edited, same

from stores.journal.merge_patch import difference, merged
from stores.journal.rows import compact

PAIRS = OBJECTS.flatmap(lambda document: st.tuples(st.just(document), edited(document)))


def needs_a_null(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether `after` has a null where `before` has not the very same: RFC 7396 cannot say that."""
    for name, value in after.items():
        if name in before and same(before[name], value):
            continue
        if value is None:
            return True
        if isinstance(value, dict):
            earlier = before.get(name)
            if needs_a_null(earlier if isinstance(earlier, dict) else {}, value):
                return True
    return False


@settings(deadline=None)
@given(PAIRS)
def test_the_difference_merged_into_the_one_gives_the_other(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = pair
    patch = difference(before, after)
    if patch is not None:
        assert same(merged(before, patch), after)


@settings(deadline=None, max_examples=150)
@given(PAIRS)
def test_there_is_no_difference_exactly_where_a_null_would_have_to_be_set(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    before, after = pair
    assert (difference(before, after) is None) == needs_a_null(before, after)


@settings(deadline=None)
@given(OBJECTS)
def test_an_object_differs_in_nothing_from_itself(document: dict[str, Any]) -> None:
    assert difference(document, document) == {}
    assert difference(document, dict(reversed(document.items()))) == {}


@settings(deadline=None)
@given(OBJECTS, OBJECTS)
def test_merging_changes_neither_of_the_two(document: dict[str, Any], patch: dict[str, Any]) -> None:
    before = compact(document), compact(patch)
    merged(document, patch)
    assert (compact(document), compact(patch)) == before


def test_the_examples_of_the_standard() -> None:
    """RFC 7396, appendix A, those whose target and patch are objects."""
    for target, patch, result in (
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ):
        assert merged(target, patch) == result
