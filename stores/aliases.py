"""Which name of a stakeholder stands for which: the library's own aliases, and given ones, which give way to them."""

from collections.abc import Callable, Mapping, Sequence

Given = Callable[[], Mapping[str, Sequence[str]]]
"""What gives aliases that are kept elsewhere, by the name they stand for. It is asked when they are first needed."""


class Standing:
    """Aliases that are said one after the other. What was said first of an alias holds.

    Case and the amount of white space make no difference. Of the names that are one, the spelling said first is shown.
    """

    def __init__(self, said: Mapping[str, Sequence[str]] | None = None) -> None:
        self._stands_for: dict[str, str] = {}
        self._spelt: dict[str, str] = {}
        self._aliases: list[str] = []
        for name, others in (said or {}).items():
            for other in others:
                self.say(name, other)

    def say(self, name: str, other: str) -> bool:
        """Let `other` stand for `name`. Return False where it stands for a name already, or would for itself."""
        self._spelt.setdefault(_key(name), name)
        if _key(other) in self._stands_for or self.are_one(name, other):
            return False
        self._stands_for[_key(other)] = name
        self._aliases.append(other)
        return True

    def stands_for(self, other: str) -> str | None:
        """Return the name for which `other` was said to stand; None where it is no alias."""
        return self._stands_for.get(_key(other))

    def are_one(self, name: str, other: str) -> bool:
        """Whether both names lead to the same one."""
        return _key(self._led(name)) == _key(self._led(other))

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Return all aliases by the name that they lead to in the end, which is no alias itself.

        A name without any stands there too: it says how it is spelt.
        """
        found: dict[str, list[str]] = {spelt: [] for key, spelt in self._spelt.items() if key not in self._stands_for}
        for other in self._aliases:
            name = self._led(other)
            found[self._spelt[_key(name)]].append(other)
        return {name: tuple(others) for name, others in found.items()}

    def _led(self, name: str) -> str:
        while (led := self._stands_for.get(_key(name))) is not None:
            name = led
        return name


def together(own: Mapping[str, Sequence[str]], given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return all aliases that hold, each under the one name it leads to in the end."""
    standing = Standing(own)
    _holding(standing, given)
    return standing.by_name()


def holding(own: Mapping[str, Sequence[str]], given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return those of `given` that hold beside `own`, as they were given."""
    return _holding(Standing(own), given)


def _holding(standing: Standing, given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    kept = {name: tuple(other for other in others if standing.say(name, other)) for name, others in given.items()}
    return {name: others for name, others in kept.items() if others}


def _key(name: str) -> str:
    # As briefing.corrections.parties.key, whose import takes the whole model with it: a search does without.
    return " ".join(name.casefold().split())
