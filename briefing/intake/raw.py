"""What a source gave, before it is read: bytes, and what came with them."""

from dataclasses import dataclass

from briefing.intake.incoming import Kind

# The most that is read of one source, after decompression. The longest news features are some 150,000 characters and
# their pages a few MB; more than this is no article, or an attack.
LIMIT = 10_000_000
LIMIT_NAME = "10 MB"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a source. `kind` is None where only the bytes can tell; `url` is where a page was found at last."""

    data: bytes
    kind: Kind | None
    charset: str | None = None
    url: str | None = None
