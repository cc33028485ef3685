"""What was kept of a source is read again, as it would be read today."""

from datetime import UTC, datetime

from briefing.errors import SourceError
from briefing.intake.details import Details
from briefing.intake.incoming import Original
from briefing.intake.raw import Raw
from briefing.intake.reading import read_in
from briefing.model import Article


def text_of(original: Original, article: Article) -> str | None:
    """Return the text that `original`, of which `article` was read, has for the Readout of today; None without any."""
    raw = Raw(original.data, original.kind, url=article.url)
    at = datetime.fromisoformat(article.retrieved) if article.retrieved else datetime.now(UTC)
    try:
        return read_in(raw, article.source, at, Details(url=article.url)).article.text
    except SourceError:
        return None
