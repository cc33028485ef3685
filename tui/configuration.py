"""The user's configuration: one small TOML file in the platform's place for configuration.

theme = "nord"

[keys]
copy = "ctrl+y"
next_briefing = "ctrl+n,J"

[stakeholders]
"US officials" = ["Washington", "the Biden administration"]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stores.aliases import Standing

_SETTINGS = ("theme", "keys", "stakeholders")


@dataclass(frozen=True)
class Configuration:
    """What the user has set.

    `keys` are Textual key names by command name; `stakeholders` other names of stakeholders by the name to show, each
    of which stands for one; `warnings` say what was not understood.
    """

    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    stakeholders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def configuration_file() -> Path:
    """Return where the configuration lies. It need not exist."""
    from platformdirs import user_config_path

    return user_config_path("readout") / "readout.toml"


def read(file: Path) -> Configuration:
    """Return what `file` says. A missing file is fine; whatever cannot be used is left out and warned of."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Configuration()
    except (OSError, UnicodeDecodeError) as error:
        return Configuration(warnings=(f"The configuration {file} cannot be read ({error}), so it is left out.",))
    import tomllib

    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also of a number with too many digits, of too many brackets
        return Configuration(warnings=(f"The configuration {file} is no TOML ({error}), so it is left out.",))
    return _checked(said, file)


def _checked(said: dict[str, Any], file: Path) -> Configuration:
    warnings = [f"{file}: there is no setting {name!r}." for name in said if name not in _SETTINGS]
    theme = said.get("theme")
    if theme is not None and not isinstance(theme, str):
        warnings.append(f"{file}: theme should be a name in quotation marks, not {theme!r}.")
        theme = None
    keys = {}
    for name, key in _table(said, "keys", file, warnings):
        if isinstance(key, str):
            keys[name] = key
        else:
            warnings.append(f"{file}: keys.{name} should be a key in quotation marks, not {key!r}.")
    stakeholders = _stakeholders(_table(said, "stakeholders", file, warnings), file, warnings)
    return Configuration(theme, keys, stakeholders, tuple(warnings))


def _table(said: dict[str, Any], name: str, file: Path, warnings: list[str]) -> list[tuple[str, Any]]:
    table = said.get(name, {})
    if isinstance(table, dict):
        return list(table.items())
    warnings.append(f"{file}: {name} should be a table, [{name}], not {table!r}.")
    return []


def _stakeholders(table: list[tuple[str, Any]], file: Path, warnings: list[str]) -> dict[str, tuple[str, ...]]:
    if not table:
        return {}
    from stores.aliases import Standing

    standing = Standing()
    found: dict[str, list[str]] = {}
    for written, others in table:
        name, where = _spaced(written), f'{file}: stakeholders."{written}"'
        if not name:
            warnings.append(f"{where}: a stakeholder needs a name.")
        elif not isinstance(others, list):
            warnings.append(f"{where} should be a list of names in quotation marks, not {others!r}.")
        else:
            for other in others:
                why_not = _said_of(standing, name, other)
                if why_not is None:
                    found.setdefault(name, []).append(_spaced(other))
                elif why_not:
                    warnings.append(f"{where}: {why_not}")
    return {name: tuple(kept) for name, kept in found.items()}


def _said_of(standing: "Standing", name: str, other: object) -> str | None:
    """Let `other` stand for `name`. Return None, or in a sentence why it does not; "" where it does already."""
    if not isinstance(other, str) or not _spaced(other):
        return f"{other!r} is no name in quotation marks, so it is left out."
    other = _spaced(other)
    before = standing.stands_for(other)
    if standing.say(name, other):
        return None
    if before is None:
        return f"{other!r} would lead back to itself, so it is left out."
    if before.casefold() == name.casefold():
        return ""
    return f"{other!r} stands for {before!r} already, so it is left out."


def _spaced(name: str) -> str:
    return " ".join(name.split())
