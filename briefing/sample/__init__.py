"""The built-in sample: an article and its briefing, both shipped, so that the desk need not wait for the analysis."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the desk paints the sample's headline before it needs the model
    from briefing.model import Article, Briefing

HERE = Path(__file__).parent
"""Where the article and its briefing lie."""


def headline() -> str:
    """Return the sample's headline, without building its briefing."""
    text: str = _record()["headline"]["text"]
    return text


def article() -> "Article":
    """Return the sample article as intake would read it from a plain text file of which nothing else is known."""
    import hashlib

    from briefing.model import Article

    text = (HERE / "huawei-allies.txt").read_bytes().decode("utf-8")
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Article(
        id=sha256[:8],
        source="sample",
        url=None,
        canonical_url=None,
        title=None,
        outlet=None,
        authors=(),
        published=None,
        retrieved=None,
        language=None,
        text=text,
        sha256=sha256,
        excluded=(),
    )


def briefing() -> "Briefing":
    """Return the briefing of the sample article, as `python -m briefing.sample` wrote it.

    Raises ContractError when the shipped file is of another version.
    """
    from briefing.contract import from_json

    return from_json(_record())


def _record() -> Any:
    return json.loads((HERE / "briefing.json").read_text(encoding="utf-8"))
