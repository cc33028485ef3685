"""What a text in Markdown tells of itself: by its front matter, and by the heading it begins with."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from briefing.intake.articles import Told
from briefing.intake.dates import iso_date
from briefing.intake.language import language_of

# Jekyll's, Hugo's (TOML), pandoc's, and what web clippers write for Obsidian and others.
_FRONT_MATTER = re.compile(
    r"(?P<yaml>---)[ \t]*\r?\n(?P<fields>.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|(?P<toml>\+\+\+)[ \t]*\r?\n(?P<table>.{0,20000}?)^\+\+\+[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_REMARK = re.compile(r"(?:^|\s)#.*")
_INDENTED = re.compile(r"[ \t]+\S|#|$")

_TITLE = ("title", "headline")
_AUTHORS = ("author", "authors", "byline", "creator")
_PUBLISHED = ("published", "date", "date_published", "publishdate", "publish_date")
_URL = ("url", "source", "source_url", "link", "permalink")
_CANONICAL = ("canonical_url", "canonicalurl", "canonical")
_OUTLET = ("outlet", "publication", "publisher", "site", "site_name", "sitename", "website")
_KNOWN = frozenset((*_TITLE, *_AUTHORS, *_PUBLISHED, *_URL, *_CANONICAL, *_OUTLET, "tags", "layout", "description"))

_HEADING = re.compile(
    r"\s*(?:# +(?P<marked>\S[^\r\n]*)|(?P<underlined>[^\s#>*+=-][^\r\n]*)\r?\n={3,}[ \t]*(?:\r?\n|\Z))"
)
_LONGEST_HEADING = 500
_CLOSING = re.compile(r"(?:^|\s+)#+\s*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")

_Fields = Mapping[str, list[str]]


def told_by_text(text: str) -> Told:
    """Return what a plain text tells of itself: its language, and what is marked as in Markdown.

    Front matter is taken for one where it stands first, is closed, and has a field that front matter has; it is then
    no part of the article. A heading of the first level is the title where the text begins with it.
    """
    found = _FRONT_MATTER.match(text)
    fields = _fields(found) if found is not None else {}
    end = found.end() if found is not None and not _KNOWN.isdisjoint(fields) else 0
    if not end:
        fields = {}
    urls = [value for value in _values(fields, _URL) if _is_address(value)]
    canonical = [value for value in _values(fields, _CANONICAL) if _is_address(value)]
    dates = (iso_date(value) for value in _values(fields, _PUBLISHED))
    return Told(
        url=next(iter(urls), None),
        canonical_url=next(iter(canonical), None),
        title=next(iter(_values(fields, _TITLE)), None) or _heading(text, end),
        outlet=next(iter(_values(fields, _OUTLET)), None),
        authors=tuple(_values(fields, _AUTHORS)),
        published=next((day for day in dates if day is not None), None),
        language=language_of(text[end:]),
        excluded=((0, end),) if end else (),
    )


def _fields(found: re.Match[str]) -> _Fields:
    return _in_toml(found["table"]) if found["toml"] else _in_yaml(found["fields"])


def _in_toml(written: str) -> _Fields:
    import tomllib

    try:
        table = tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return {}
    return {name.lower(): list(_texts(value)) for name, value in table.items()}


def _texts(value: object) -> Iterable[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, datetime | date):
            yield one.isoformat()
        elif isinstance(one, str) and one.strip():
            yield one.strip()


def _in_yaml(written: str) -> _Fields:
    """Return the fields of a block that is no more than fields, lists and remarks; of any other block none."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in written.splitlines():
        field, item = _FIELD.fullmatch(line), _ITEM.fullmatch(line)
        if field is not None:
            values = fields.setdefault(field[1].lower(), [])
            values += _scalars(field[2] or "")
        elif item is not None and fields:
            values += _scalars(item[1])
        elif _INDENTED.match(line) is None:
            return {}
    return fields


def _scalars(written: str) -> Iterable[str]:
    """Yield the text of a YAML scalar, or those of a list in brackets."""
    written = written.strip()
    is_list = written.startswith("[") and written.endswith("]") and not written.startswith("[[")
    for value in written[1:-1].split(",") if is_list else [written]:
        bare = value.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
            bare = bare[1:-1].replace("''", "'") if bare[0] == "'" else re.sub(r"\\(.)", r"\1", bare[1:-1])
        elif bare[:1] not in ("'", '"'):
            bare = _REMARK.sub("", bare)
        bare = bare.removeprefix("[[").removesuffix("]]").strip()  # a link to a note of Obsidian's
        if bare and bare not in ("|", ">", "null", "~"):
            yield bare


def _values(fields: _Fields, names: Iterable[str]) -> Iterable[str]:
    return (value for name in names for value in fields.get(name, []))


def _is_address(value: str) -> bool:
    return re.match(r"https?://\S+$", value, re.IGNORECASE) is not None


def _heading(text: str, start: int) -> str | None:
    found = _HEADING.match(text, start)
    if found is None or found.end() - found.start() > _LONGEST_HEADING:
        return None
    title = _CLOSING.sub("", found["marked"] or found["underlined"])
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", title)).strip() or None
