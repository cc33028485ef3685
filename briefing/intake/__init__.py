"""An article comes in: web page, file, standard input, pasted text.

Importing this package is cheap: httpx, lxml, trafilatura and asyncio are imported when a source is read.
"""

from briefing.intake.articles import article_of_text
from briefing.intake.details import Details
from briefing.intake.incoming import Incoming, Original
from briefing.intake.reading import take

__all__ = ["Details", "Incoming", "Original", "article_of_text", "take"]
