"""The built-in sample: an article and its briefing, both shipped, so that the desk need not wait for the analysis."""

import hashlib
import json
from importlib.resources import files

from briefing.contract import from_json
from briefing.model import Article, Briefing


def article() -> Article:
    """Return the sample article as intake would read it from a plain text file."""
    text = (files(__name__) / "huawei-allies.txt").read_bytes().decode("utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:8],
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
        sha256=digest,
        excluded=(),
    )


def briefing() -> Briefing:
    """Return the briefing of the sample article, as `python -m briefing.sample` wrote it."""
    return from_json(json.loads((files(__name__) / "briefing.json").read_text(encoding="utf-8")))
