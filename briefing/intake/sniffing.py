"""What bytes are before they are read: a PDF, a mail, HTML, plain text, or nothing that Readout reads."""

import json
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

# ISO 32000-2, section 7.5.2; Acrobat takes it within the first 1,024 bytes (ISO 32000-1, annex H, note 13).
_PDF = re.compile(rb"%PDF-")

# A mail begins with its header: RFC 5322, section 2.2. Of `_WRITTEN` every mail has two, but so has a memo; the others
# are written by programs alone.
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_WRITTEN = frozenset((b"from", b"date", b"subject"))
_BY_PROGRAMS = frozenset(
    (b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"content-type", b"dkim-signature")
)
_SEPARATOR = re.compile(rb"From [^\n]*\n")  # mbox: RFC 4155, appendix A
# Longer than any header with its traces of servers and signatures.
_HEADER = 256 * 1024

_WEB_ARCHIVE = b"bplist00"
_BLANK = BOM_UTF8 + b" \t\r\n\f\0"


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


def is_pdf(data: bytes) -> bool:
    """Return whether `data` is a PDF document: its mark comes first, or early among what is no text."""
    found = _PDF.search(data, 0, 1024)
    return found is not None and (not data[: found.start()].strip(_BLANK) or _is_binary(data))


def is_mail(data: bytes, *, told: bool) -> bool:
    """Return whether `data` begins with the header of a mail, or of a page saved as one (MHTML).

    `told` is whether its name or its server says so. A text that merely has a line `From:` and a line `Date:` above
    it, as a memo has, is none: without being told, a field is asked for that only programs write.
    """
    head = data[:_HEADER].removeprefix(BOM_UTF8).lstrip(b"\r\n")
    separator = _SEPARATOR.match(head)
    names: set[bytes] = set()
    for line in head[separator.end() if separator else 0 :].splitlines():
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is not None:
            names.add(field[1].lower())
        elif not names or line[:1] not in b" \t":
            return False
    else:
        return False
    if names >= {b"mime-version", b"content-type"}:
        return True
    return len(names & _WRITTEN) >= 2 and (told or bool(names & _BY_PROGRAMS))


def is_web_archive(data: bytes) -> bool:
    """Return whether `data` is a page as Safari saves it."""
    return data.startswith(_WEB_ARCHIVE) and b"WebMainResource" in data


def is_json(text: str) -> bool:
    """Return whether the whole of `text` is an object or a list in JSON."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


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
