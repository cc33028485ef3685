"""How many lines a text takes when it is wrapped, found without making them: of 10,000 rows few are ever drawn."""

import re

from textual.content import Content

# Letters of one cell each in which a line breaks at a single space and nowhere else. All other text, and a word
# that is wider than a line, is wrapped by Textual itself.
_SIMPLE = re.compile(r"[!-~¡-¬®-˿–-•…€₤™]+(?: [!-~¡-¬®-˿–-•…€₤™]+)*").fullmatch


def line_count(text: str, width: int) -> int:
    """Return in how many lines Textual shows `text` at a width of `width` cells."""
    if not _SIMPLE(text):
        return int(Content(text).get_height({}, width))
    count, start, end = 1, 0, len(text)
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space < 0:
            return int(Content(text).get_height({}, width))
        start = space + 1
        count += 1
    return count
