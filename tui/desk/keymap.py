"""The user's own keys, checked: Textual takes an unknown name or key silently, and lets one key push out another."""

from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import Keys

from tui.desk.command_table import COMMANDS, Command

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = {key.value for key in Keys} | {"space", "plus", "minus", "comma", "full_stop", "slash", "question_mark"}


def checked(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the keys that can be used, by command name, and a warning for each that cannot.

    A key is a character ("c", "?"), a name ("space", "f5") or either with modifiers ("ctrl+n"); several are joined by
    commas. A key that another command of the same place has, and keeps, cannot be taken.
    """
    commands = {command.name: command for command in COMMANDS}
    warnings, keys = [], {}
    for name, said in wanted.items():
        if name not in commands:
            warnings.append(f"keys.{name}: there is no command of that name; the README lists the names.")
        elif wrong := [key for key in _split(said) if not _is_key(key)]:
            warnings.append(f"keys.{name}: {wrong[0]!r} is no key.")
        elif not _split(said):
            warnings.append(f"keys.{name}: no key is given, so it keeps its own.")
        else:
            keys[name] = ",".join(_normal(key) for key in _split(said))
    for name in list(keys):
        if taken := _taken(commands[name], keys):
            warnings.append(f"keys.{name}: {taken}, so it keeps its own.")
            del keys[name]
    return keys, warnings


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()] if keys != "," else [","]


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return set(modifiers) <= _MODIFIERS and ((len(last) == 1 and last.isprintable()) or last in _NAMED or key in _NAMED)


def _normal(key: str) -> str:
    return next(iter(Binding.make_bindings([Binding(key if key != "," else "comma", "nothing")]))).key


def _taken(command: Command, keys: Mapping[str, str]) -> str | None:
    mine = set(keys[command.name].split(","))
    for other in COMMANDS:
        if other.name != command.name and other.places & command.places:
            theirs = {_normal(key) for key in keys.get(other.name, other.keys).split(",")}
            if both := mine & theirs:
                return f"{min(both)!r} is the key of {other.name}"
    return None
