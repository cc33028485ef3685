"""The user's configuration: one small TOML file in the platform's place for configuration.

theme = "nord"

[keys]
copy = "ctrl+y"
next_briefing = "ctrl+n,J"
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Configuration:
    """What the user has set. `keys` are Textual key names by command name; `warnings` say what was not understood."""

    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
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
    except tomllib.TOMLDecodeError as error:
        return Configuration(warnings=(f"The configuration {file} is no TOML ({error}), so it is left out.",))
    return _checked(said, file)


def _checked(said: dict[str, Any], file: Path) -> Configuration:
    warnings = [f"{file}: there is no setting {name!r}." for name in said if name not in ("theme", "keys")]
    theme, table = said.get("theme"), said.get("keys", {})
    if theme is not None and not isinstance(theme, str):
        warnings.append(f"{file}: theme should be a name in quotation marks, not {theme!r}.")
        theme = None
    if not isinstance(table, dict):
        warnings.append(f"{file}: keys should be a table, [keys], not {table!r}.")
        table = {}
    keys = {}
    for name, key in table.items():
        if isinstance(key, str):
            keys[name] = key
        else:
            warnings.append(f"{file}: keys.{name} should be a key in quotation marks, not {key!r}.")
    return Configuration(theme, keys, tuple(warnings))
