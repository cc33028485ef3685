"""Pages made to be slow: each shape as large as is asked for, in the way that costs an extractor most."""

from collections.abc import Callable

_PROSE = "<p>The minister said on Tuesday that the bridge would stay closed for two more years, and left.</p>"


def _repeated(piece: str, around: tuple[str, str] = ("", "")) -> Callable[[int], str]:
    def make(size: int) -> str:
        inner = piece * (max(0, size - 400) // len(piece))
        return f"<html><body><article>{_PROSE}{around[0]}{inner}{around[1]}{_PROSE}</article></body></html>"

    return make


HOSTILE: dict[str, Callable[[int], str]] = {
    "paragraphs of one word": _repeated("<p>word</p>"),
    "paragraphs of prose": _repeated(_PROSE),
    "line breaks": _repeated("<br>", ("<p>", "</p>")),
    "line breaks and words in one paragraph": _repeated("word<br><br>", ("<p>", "</p>")),
    "divisions never closed": _repeated("<div>"),
    "divisions with words, never closed": _repeated("<div>word "),
    "bold and italic, crossed": _repeated("<b><i>word</b></i>"),
    "links": _repeated('<a href="/news/1">A minister says a bridge is closed</a> '),
    "items of a list": _repeated("<li>word", ("<ul>", "</ul>")),
    "lists in lists": _repeated("<ul><li>"),
    "cells of a table": _repeated("<tr><td>word</td></tr>", ("<table>", "</table>")),
    "tables in tables": _repeated("<table><tr><td>"),
    "quotations in quotations": _repeated("<blockquote><p>word"),
    "headings": _repeated("<h2>A heading</h2>"),
    "spans": _repeated("<span>word </span>", ("<p>", "</p>")),
    "one word of 10 MB": _repeated("a", ("<p>", "</p>")),
    "one line of prose": _repeated("The minister said so. ", ("<p>", "</p>")),
    "comments of HTML": _repeated("<!-- -->"),
    "opening brackets": _repeated("<", ("<p>", "</p>")),
    "entities": _repeated("&amp;lt;b&gt;", ("<p>", "</p>")),
    "classes": _repeated('<p class="comment author byline date">word</p>'),
    "dates": _repeated("<p>November 19, 2019</p><time>2019-11-19</time>"),
    "JSON in one script": _repeated("[", ('<script type="application/ld+json">', "</script>")),
    "records in one script": _repeated(
        '{"@type":"NewsArticle","headline":"A bridge","author":["Ann Doe"]},',
        ('<script type="application/ld+json">[', "{}]</script>"),
    ),
    "records in many scripts": _repeated('<script type="application/ld+json">{"@type":"NewsArticle"}</script>'),
}
"""A maker of pages by name: of the size in characters."""
