"""The headline: the page's title, or the lead sentence, verbatim."""

from briefing.analysis.document import Document
from briefing.model import Article, Headline, HeadlineOrigin, Span


def headline(article: Article, document: Document) -> Headline:
    """Return the article's headline; its text is empty only where the article has neither title nor words."""
    if article.title and article.title.strip():
        title = article.title.strip()
        at = article.text.find(title, 0, 2 * len(title) + 400)
        span = Span.of(article.text, at, at + len(title)) if at != -1 else None
        return Headline(title, span, HeadlineOrigin.TITLE)
    for sentence in document.sentences:
        tokens = document.tokens[sentence.first : sentence.end]
        if any(token.is_word for token in tokens) and tokens[-1].text not in ("—", "–", "--"):
            span = Span.of(article.text, *document.stretch(sentence.first, sentence.end))
            return Headline(span.exact, span, HeadlineOrigin.LEAD)
    return Headline("", None, HeadlineOrigin.LEAD)
