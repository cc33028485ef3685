"""Control characters, carried past parsers of XML and HTML that refuse them or drop them."""

import re

# The 32 characters that Unicode sets aside for a program's own use (section 23.7, Noncharacters), one for each of the
# 32 control characters of ASCII. Both XML and HTML let them pass.
_FIRST = 0xFDD0
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_SHIELDED = re.compile("[\ufdd0-\ufdef]")


def shielded(text: str) -> str:
    """Return `text` with nothing in it that XML 1.0 refuses; `unshielded` gives the control characters back.

    What is no character (a lone surrogate, a noncharacter) becomes U+FFFD, a NUL goes.
    """
    return _REFUSED.sub(_shield, text)


def unshielded(text: str) -> str:
    """Return `text` with its control characters again."""
    return text if text.isascii() else _SHIELDED.sub(lambda found: chr(ord(found[0]) - _FIRST), text)


def _shield(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == 0:
        return ""
    return chr(_FIRST + code) if code < 0x20 else "\ufffd"
