"""From an article to its briefing: the whole way on one page, each step one call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from briefing import __version__
from briefing.analysis import boilerplate, going_on, notices
from briefing.analysis.assembly import assemble
from briefing.analysis.document import read
from briefing.analysis.encoder import encoder
from briefing.analysis.follow_ups import follow_ups
from briefing.analysis.headline import headline
from briefing.analysis.key_quotes import key_quotes
from briefing.analysis.outlets import Outlets
from briefing.analysis.positions import positions
from briefing.analysis.reading import attributions
from briefing.model import SCHEMA, Article, Briefing, MadeBy


def brief(article: Article, *, at: datetime, told: Sequence[str] = ()) -> Briefing:
    """Return the briefing of `article`, made at `at` (with a time zone).

    The briefing's article is the one given with what is not the article added to `excluded`; its text is untouched.
    Of an article in another language than English only the quotations are given. `told` is what is known of how it
    came, a sentence each: the first notices. The same article, `at` and `told` give the same briefing. Raises
    ValueError when `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time a briefing is made at needs a time zone")
    article = replace(article, excluded=boilerplate.excluded(article))
    document = read(article.text, article.excluded)
    english = notices.is_english(article)
    found = attributions(document) if english else going_on.alone(document)
    outlets = Outlets(document)
    author = article.authors[0] if len(article.authors) == 1 else None
    statements, stakeholders = assemble(document, outlets, found, article.outlet, author)
    keys = key_quotes(statements)
    day = published_day(article)
    suggested = (
        follow_ups(document, outlets, statements, stakeholders, keys, published=day, outlet=article.outlet)
        if english
        else []
    )
    return Briefing(
        schema=SCHEMA,
        id=article.id,
        article=article,
        headline=headline(article, document),
        key_quotes=tuple(keys),
        statements=tuple(statements),
        stakeholders=tuple(stakeholders),
        positions=tuple(positions(document, stakeholders, statements)),
        follow_ups=tuple(suggested),
        notices=tuple(dict.fromkeys([*told, *notices.notices(article, document)])),
        made_by=MadeBy(__version__, encoder().name if english else None, at.isoformat()),
    )


def published_day(article: Article) -> date | None:
    """Return the day on which the article was published, where it is known to the day."""
    try:
        return date.fromisoformat((article.published or "")[: len("2026-01-01")])
    except ValueError:
        return None
