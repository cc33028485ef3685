"""Changes of one JSON object as JSON Merge Patch (RFC 7396): objects merge, null takes away, all else replaces."""

import json
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def merged(document: Mapping[str, Any], patch: Mapping[str, Any]) -> Json:
    """Return `document` with `patch` applied, as RFC 7396, section 2, says."""
    result = dict(document)
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            inner = result.get(name)
            result[name] = merged(inner if isinstance(inner, dict) else {}, value)
        else:
            result[name] = value
    return result


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json | None:
    """Return the patch that makes `after` of `before`; None where no patch can, because a null would have to be set."""
    patch: Json = {name: None for name in before if name not in after}
    for name, value in after.items():
        earlier = before.get(name)
        if isinstance(value, dict):
            inner = difference(earlier if isinstance(earlier, dict) else {}, value)
            if inner is None:
                return None
            if inner or not isinstance(earlier, dict):
                patch[name] = inner
        elif name not in before or not _is_same(earlier, value):
            if value is None:
                return None
            patch[name] = value
    return patch


def _is_same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if type(one) is type(other) and isinstance(one, str | int):
        return bool(one == other)
    return json.dumps(one) == json.dumps(other)  # 1, 1.0 and true are equal to Python, and not in a file
