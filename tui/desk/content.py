"""Text from outside as Textual `Content`: never markup, never an escape code, on every widget of the desk."""

from textual.content import Content

from tui.plain import line, visible


def plain(text: str, style: str = "") -> Content:
    """Return `text` as content of one paragraph: line ends become spaces, control characters visible signs."""
    return Content.styled(line(text), style) if style else Content(line(text))


def lines(text: str) -> Content:
    """Return `text` as content with its line ends, control characters as visible signs."""
    return Content(visible(text))


def shortened(text: str, cells: int) -> Content:
    """Return `text` as one line of at most `cells` cells, cut with an ellipsis."""
    return plain(text).truncate(max(1, cells), ellipsis=True)
