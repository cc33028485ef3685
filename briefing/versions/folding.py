"""Texts made comparable: how a page spells its marks and its white space is no change of what it says."""

import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚´`", "'"),
        **dict.fromkeys("‐‑‒–—―", "-"),
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
        "\u2060": None,
        "\ufeff": None,
    }
)


def folded(text: str) -> str:
    """Return `text` with plain marks, hyphens and single spaces, composed (NFC): for comparing, never for showing."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())
