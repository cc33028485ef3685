"""Bytes become text: by their mark, by what declares their encoding, by what they are."""

import codecs
import re
from collections.abc import Iterable

from briefing.intake.sniffing import MARKS

# What web pages mean by these names: WHATWG Encoding Standard, section 4.2 (each is a superset of what it names).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # A declaration that could be read as single bytes cannot itself stand in these.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
# Codecs of Python that are no encodings of documents.
_NO_DOCUMENTS = {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}

# The legacy encodings that texts are found in: WHATWG Encoding Standard, sections 9 to 14.
_LEGACY = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp866"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "koi8_r", "koi8_u"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
# Enough to tell an encoding by, and no burden in a file of megabytes.
_SAMPLE = 64 * 1024

# Where browsers look for it is the first 1,024 bytes; real pages exceed that.
_HEAD = 4096
_META = re.compile(
    rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)

_WINDOWS = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))


def text_of(data: bytes, declared: Iterable[str] = ()) -> str:
    """Return `data` as text, without its byte-order mark, line ends as they are.

    A byte-order mark decides. Then bytes that are valid UTF-8 are UTF-8, whatever is declared: in another encoding
    that does not happen by chance. Then the encodings of `declared` (names as in HTTP headers and HTML) are tried in
    their order; then a guess from the bytes. The last resort is windows-1252, which never fails.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    names: list[str | None] = [_codec(name) for name in declared]
    # A stateful encoding such as ISO-2022-JP is all ASCII: there, what is declared comes first.
    names = [*names, "utf-8"] if data.isascii() else ["utf-8", *names]
    for name in names:
        if name is not None and (text := _strictly(data, name)) is not None:
            return text
    return _nearly_utf8(data) or _guessed(data) or _windows(data)


def declared_in(page: bytes) -> str | None:
    """Return the name of the encoding that the head of an HTML page declares, or None."""
    found = _META.search(page[:_HEAD])
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace")


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    return None if known in _NO_DOCUMENTS else _MEANT.get(known, known)


def _strictly(data: bytes, codec: str) -> str | None:
    if codec == "cp1252":
        return _windows(data)
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):  # LookupError: a codec for something else than text ("zip")
        return None


def _nearly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not letter.isascii() for letter in text) - broken
    return text if whole > broken else None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    sample = data[:_SAMPLE]
    matches = from_bytes(sample[: sample.rfind(b" ") + 1] or sample, cp_isolation=_LEGACY)
    best = matches.best()
    if best is None:
        return None
    equals = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    if any("cp1252" in match.could_be_from_charset for match in equals):  # by far the most frequent of them
        return None
    return _strictly(data, best.encoding)


def _windows(data: bytes) -> str:
    return codecs.charmap_decode(data, "strict", _WINDOWS)[0]
