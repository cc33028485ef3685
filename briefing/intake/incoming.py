"""What came in: the article, the bytes it was read from, and what the reader must know of how they came."""

from dataclasses import dataclass
from typing import Literal

from briefing.model import Article

KINDS = ("html", "text", "mail", "pdf")
Kind = Literal["html", "text", "mail", "pdf"]


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a source as they came, before anything was read out of them, and what they are.

    They are kept beside the briefing, so that a quote can be checked against the page itself. `notices` is what the
    way in has to say of them, a sentence each: behind a paywall, a page of an error.
    """

    data: bytes
    kind: Kind
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that came in, and what it was read from."""

    article: Article
    original: Original
