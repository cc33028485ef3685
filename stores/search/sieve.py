"""A sieve for briefings that have no line in the cache: what is known of them without parsing."""

import re
from json import loads

from stores.search.folding import letters
from stores.search.query import Query

_RUN = re.compile(rb'[^ "\\]+')
"""Characters that stand in JSON as they are."""
_ESCAPED = re.compile(rb"\\(?:[bf\\]|u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4}))")
"""Characters that stand in JSON otherwise, but for quotation marks and spaces. A high plane takes two."""

_BACKSLASH = b"\\\\"
_FEW = 4
"""Different characters up to which it is quicker to replace one after the other."""


class Sieve:
    """Holds back briefings that cannot be what is asked for."""

    def __init__(self, query: Query) -> None:
        """Look, for all that must occur in a briefing, for its longest part without spaces and quotation marks."""
        runs = (max(_RUN.findall(part), key=len, default=b"") for part in query.needed)
        self._runs = sorted(filter(None, runs), key=len, reverse=True)
        self._matters = _Matters(b"".join(self._runs))

    def passes(self, content: bytes) -> bool:
        """Whether a briefing may be asked for, all of whose texts are in `content`, JSON as `compact` makes it."""
        content = content.lower()
        lacking = [run for run in self._runs if run not in content]
        if not lacking:
            return True
        escaped = set(_ESCAPED.findall(content))
        that_matter = [one for one in escaped if self._matters[one]]
        if len(that_matter) > _FEW or _BACKSLASH in escaped:
            content = _ESCAPED.sub(lambda one: _FOLDED[one[0]], content)
        else:
            for one in that_matter:
                content = content.replace(one, _FOLDED[one])
        return all(run in content for run in lacking)


class _Matters(dict[bytes, bool]):
    """Whether an escaped character is a part of what is looked for, or brings together what stands beside it."""

    def __init__(self, within: bytes) -> None:
        super().__init__()
        self._within = set(within)

    def __missing__(self, escaped: bytes) -> bool:
        folded = _FOLDED[escaped]
        self[escaped] = not folded or not self._within.isdisjoint(folded)
        return self[escaped]


class _Folded(dict[bytes, bytes]):
    """What escaped characters fold to, worked out when first met."""

    def __missing__(self, escaped: bytes) -> bytes:
        self[escaped] = letters(loads(b'"%b"' % escaped))
        return self[escaped]


_FOLDED = _Folded()
