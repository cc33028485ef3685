"""JSON objects for property tests of the journal: small, nested, alike, with what merge patches find hard in them."""

from typing import Any

from hypothesis import strategies as st

from stores.journal.rows import compact

NAMES = st.sampled_from(["", "x", "y"])
PLAIN = st.sampled_from([None, None, True, 1, 1.0, "", "a", [], [None], [{"x": None}]])
INNER = st.dictionaries(NAMES, PLAIN | st.dictionaries(NAMES, PLAIN, max_size=2), max_size=3)
VALUES = PLAIN | INNER
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=3)


@st.composite
def edited(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Another object, most of which is that of `document`, in another order perhaps."""
    result = {}
    for name, value in draw(st.permutations(list(document.items()))):
        what = draw(st.sampled_from(["kept", "kept", "edited", "gone", "replaced"]))
        if what == "kept" or (what == "edited" and not isinstance(value, dict)):
            result[name] = value
        elif what == "edited":
            result[name] = draw(edited(value))
        elif what == "replaced":
            result[name] = draw(VALUES)
    return result | draw(st.dictionaries(NAMES, VALUES, max_size=1))


def same(one: object, other: object) -> bool:
    """Whether both are the same in a file, where 1, 1.0 and true differ and the order of names says nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return compact(one) == compact(other)
