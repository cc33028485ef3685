"""The JSON contract, both ways: a `Briefing` to the object that `readout brief --format json` prints, and back."""

import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from briefing.errors import ContractError
from briefing.model import SCHEMA, Briefing

Json = dict[str, Any]


def to_json(briefing: Briefing) -> Json:
    """Return the briefing as the object of the contract: dicts, lists, strings, numbers, booleans and None."""
    record: Json = plain(briefing)
    return record


def from_json(record: Json) -> Briefing:
    """Return the briefing that `to_json` made `record` from.

    Raises ContractError when the schema is another one, a field is missing, unknown or of the wrong type, or a
    span is not verbatim.
    """
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        found = record.get("schema") if isinstance(record, dict) else type(record).__name__
        raise ContractError(f"This is not a {SCHEMA} briefing (it says {found!r}): it was made by another Readout.")
    briefing: Briefing = reader(Briefing)(record, "briefing")
    _check_spans(record, briefing.article.text)
    return briefing


def dumps(briefing: Briefing, indent: int | None = None) -> str:
    """Return the briefing as JSON text, letters of every alphabet as they are."""
    return json.dumps(to_json(briefing), ensure_ascii=False, indent=indent)


def plain(value: Any) -> Any:
    """Return a value of the model as dicts, lists, strings, numbers, booleans and None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _check_spans(node: Any, text: str) -> None:
    if isinstance(node, dict):
        if node.keys() == {"start", "end", "exact"}:
            if text[node["start"] : node["end"]] != node["exact"]:
                raise ContractError(f"A span of this briefing is not verbatim: {node['exact']!r} at {node['start']}.")
        else:
            for value in node.values():
                _check_spans(value, text)
    elif isinstance(node, list):
        for item in node:
            _check_spans(item, text)


Reader = Callable[[Any, str], Any]


@cache
def reader(wanted: Any) -> Reader:
    """Return the function that turns plain JSON into a value of the type `wanted`, or raises ContractError."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is types.UnionType:  # only `X | None` is used in the model
        inner = reader(next(a for a in arguments if a is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if origin is tuple:
        return _sequence_reader(reader(arguments[0]))
    if is_dataclass(wanted):
        return _dataclass_reader(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _enum_reader(wanted)
    accepted: tuple[type, ...] = (int, float) if wanted is float else (wanted,)
    return _scalar_reader(accepted)


def _sequence_reader(item: Reader) -> Reader:
    def read(value: Any, where: str) -> Any:
        if not isinstance(value, list):
            raise ContractError(f"{where} should be a list, not {type(value).__name__}.")
        return tuple(item(element, f"{where}[{i}]") for i, element in enumerate(value))

    return read


def _dataclass_reader(cls: Any) -> Reader:
    hints = typing.get_type_hints(cls)
    readers = {field.name: reader(hints[field.name]) for field in fields(cls)}

    def read(value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise ContractError(f"{where} should be an object, not {type(value).__name__}.")
        if value.keys() != readers.keys():
            odd = sorted(value.keys() ^ readers.keys())
            raise ContractError(f"{where} has missing or unknown fields: {', '.join(odd)}.")
        return cls(**{name: read(value[name], f"{where}.{name}") for name, read in readers.items()})

    return read


def _enum_reader(cls: type[Enum]) -> Reader:
    def read(value: Any, where: str) -> Any:
        try:
            return cls(value)
        except ValueError:
            raise ContractError(f"{where} cannot be {value!r}.") from None

    return read


def _scalar_reader(accepted: tuple[type, ...]) -> Reader:
    def read(value: Any, where: str) -> Any:
        if type(value) not in accepted:
            raise ContractError(f"{where} should be {accepted[-1].__name__}, not {type(value).__name__}.")
        return value

    return read
