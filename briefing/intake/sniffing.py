"""What bytes are before they are read: HTML, plain text, or no text at all."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from functools import cache
from pathlib import Path
from typing import NamedTuple

# In this order: the mark of UTF-32 (little-endian) begins with that of UTF-16.
MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)

# The bytes that only binary data has: WHATWG MIME Sniffing Standard, section 3, "binary data byte".
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

# The tags HTML begins with: WHATWG MIME Sniffing Standard, section 7.1, and an XML declaration before them.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?"
    r"<(?:!--|(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>/])",
    re.IGNORECASE,
)


class _Signature(NamedTuple):
    offset: int
    beginning: bytes
    alone: bool
    name: str


def no_text(data: bytes) -> str | None:
    """Return what `data` is ("a PDF document") when it is no text in any encoding, or None when it may be text."""
    binary = _is_binary(data)
    for signature in _signatures():
        if (binary or signature.alone) and data.startswith(signature.beginning, signature.offset):
            return signature.name
    return "a binary file" if binary else None


def is_html(text: str) -> bool:
    """Return whether `text` begins as HTML does."""
    return _HTML.match(text) is not None


def is_xml(text: str) -> bool:
    """Return whether `text` begins with an XML declaration."""
    return text.lstrip().startswith("<?xml")


def _is_binary(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in MARKS):
        return False
    return b"\0" in data or (_BINARY.search(data) is not None and not _is_utf8(data))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@cache
def _signatures() -> tuple[_Signature, ...]:
    table = Path(__file__).with_name("signatures.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(
        _Signature(int(offset), bytes.fromhex(beginning), strength == "alone", name)
        for offset, beginning, strength, name in rows
    )
