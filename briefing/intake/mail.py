"""A mail becomes an article: a newsletter, a press release, what somebody passed on; or a page saved as one (MHTML)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes
from email.message import Message
from itertools import pairwise

from briefing.errors import SourceError
from briefing.intake import mail_headers
from briefing.intake.articles import Told
from briefing.intake.decoding import declared_in, text_of
from briefing.intake.language import language_of

# mbox (RFC 4155): each mail begins with such a line, and lines of text that would be one have a ">" before them.
_SEPARATOR = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n(?=[!-9;-~]+:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)

_DEEPEST = 20
_MOST_PARTS = 10_000  # lines that may begin one: to look for more takes the parser many seconds
# In letters, without addresses. A note above what is passed on stays below the one; a plain part that is this much
# richer than what was read of the HTML has more of the letter.
_NOTE = 300
_RICHER = 2
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")

# How mail programs begin what they pass on: Gmail, Outlook, Apple Mail. What follows are lines of a header.
_PASSED_ON = re.compile(
    r"^(?:-{2,} ?(?:forwarded|original) message ?-{2,}|begin forwarded message:)[ \t]*\n\s{0,20}"
    r"(?P<header>(?:[*> ]*(?:from|date|sent|subject|to|cc|reply-to)[*]*:[^\n]*\n\s*?)+)",
    re.IGNORECASE | re.MULTILINE,
)
_PASSED_ON_FROM = re.compile(r"^[*> ]*from[*]*:[* ]*(?P<name>[^<\n\[]*)", re.IGNORECASE | re.MULTILINE)
# What programs that send newsletters put above and below them. Where there is a quotation mark, somebody is quoted.
_FRAME = re.compile(
    r"\bunsubscribe\b"
    r"|\b(?:view|read|open) (?:this |it |the )?(?:e-?mail |newsletter |message )?(?:online|in (?:your |a )?browser)\b"
    r"|\b(?:receiv(?:ed|ing)|got|forwarded) this (?:e-?mail|message|newsletter)\b"
    r"|\b(?:manage|update|change) (?:your )?(?:e-?mail |subscription )?(?:preferences|settings|subscription)\b",
    re.IGNORECASE,
)
_FRAME_ABOVE, _FRAME_BELOW = 3, 8  # paragraphs
_LONGEST_FRAME = 300
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)  # RFC 3676, section 4.3; programs take the space away
_SIGNATURE_LINES, _LONGEST_SIGNATURE = 10, 1_000


@dataclass(slots=True)
class _Parts:
    """What a mail is made of."""

    html: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    is_encrypted: bool = False


def read_mail(data: bytes, *, name: str, today: date) -> tuple[str, Told]:
    """Return the text of the mail in `data` and what it tells of itself.

    Nothing that it points to is fetched. `name` is what an error calls it; a date later than `today` is not
    believed. Raises SourceError when there is no text in it, or several mails.
    """
    starts = [found.start() for found in _SEPARATOR.finditer(data)]
    if starts and starts[0] == 0:
        if len(starts) > 1:
            raise SourceError(f"{name} is a mailbox of {len(starts)} mails: save the one that is the article.")
        data = _QUOTED_FROM.sub(rb"\1", data.partition(b"\n")[2])
    if data.count(b"\n--") > _MOST_PARTS:
        raise _too_tangled(name)
    try:
        message = message_from_bytes(data)
        saved = _saved_page(message, name, today)
        return saved if saved is not None else _read(message, name, today)
    except RecursionError:
        raise _too_tangled(name) from None


def _read(message: Message, name: str, today: date) -> tuple[str, Told]:
    parts = _Parts()
    _take_apart(message, parts, 0)
    if len(parts.messages) == 1 and sum(_letters(plain) for plain in parts.plain or parts.html) < _NOTE:
        text, told = _read(parts.messages[0], name, today)
        return text, replace(told, notices=(*told.notices, "The article is the message attached to the mail."))
    text, told = _text(parts, name, today)
    passed_on = _PASSED_ON.search(text) or _PASSED_ON.search("\n\n".join(parts.plain))
    sender = mail_headers.sender(message)
    sent = mail_headers.published(message, today)
    if passed_on is not None or mail_headers.is_forwarded(message):
        sender, sent = _first_sender(passed_on), None
    return text, Told(
        url=mail_headers.address_of_archive(message),
        canonical_url=told.canonical_url,
        title=mail_headers.subject(message) or told.title,
        outlet=sender.outlet,
        authors=sender.authors,
        published=sent,
        language=told.language,
        notices=(*told.notices, *_notices(parts)),
        excluded=told.excluded,
    )


def _take_apart(part: Message, parts: _Parts, depth: int) -> None:
    kind = part.get_content_type()
    payload = part.get_payload()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        parts.is_encrypted = True
    elif isinstance(payload, list):
        if kind.startswith("message/"):
            parts.messages += [inner for inner in payload if isinstance(inner, Message)]
        elif depth < _DEEPEST:
            for inner in payload:
                if isinstance(inner, Message):
                    _take_apart(inner, parts, depth + 1)
    elif part.get_content_disposition() == "attachment" or part.get_filename():
        parts.attachments.append(mail_headers.decoded(part.get_filename() or "") or kind)
    elif kind == "text/html":
        parts.html.append(_html(part))
    elif kind == "text/plain":
        parts.plain.append(_plain(part))
    elif not kind.startswith(("text/", "image/")):
        parts.attachments.append(kind)


def _data(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _html(part: Message) -> str:
    data = _data(part)
    declared = [part.get_content_charset(), declared_in(data)]
    return text_of(data, [charset for charset in declared if charset])


def _plain(part: Message) -> str:
    charset = part.get_content_charset()
    text = text_of(_data(part), [charset] if charset else [])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text.strip("\n")


def _unflowed(text: str, delete_space: bool) -> str:
    """Return `text` with the lines that flow into the next made one: RFC 3676, section 4."""
    paragraphs: list[list[str]] = []
    flows = False
    quoted_before = 0
    for line in text.split("\n"):
        quoted = len(line) - len(line.lstrip(">"))
        words = line[quoted:].removeprefix(" ")
        if flows and quoted == quoted_before and words != "-- ":
            paragraphs[-1].append(words)
        else:
            paragraphs.append([f"{'>' * quoted} {words}" if quoted else words])
        flows, quoted_before = words.endswith(" ") and words != "-- ", quoted
        if flows and delete_space:
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1]
    return "\n".join("".join(pieces).rstrip(" ") for pieces in paragraphs)


def _text(parts: _Parts, name: str, today: date) -> tuple[str, Told]:
    """Return the mail's text from its HTML where that gives an article, else from its plain text."""
    plain = "\n\n".join(part for part in parts.plain if part.strip())
    if parts.html:
        from briefing.intake.mail_html import read_mail_html

        try:
            text, told = read_mail_html("\n".join(parts.html), name=name, today=today)
        except SourceError as fault:
            if not plain and not (parts.attachments or parts.messages):
                raise SourceError(
                    f"There is no article to read in the mail {name}: "
                    "open it in your mail program, copy its text, and give that."
                ) from fault
        else:
            if _letters(plain) <= _RICHER * _letters(text):
                return text, replace(told, excluded=_excluded(text))
    if not plain:
        raise _without_text(parts, name)
    return plain, Told(language=language_of(plain), excluded=_excluded(plain))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, _ADDRESS.sub("", text)))


def _excluded(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a mail's text that are not the article, in their order.

    They are the note and the header with which it was passed on, a newsletter's frame, and the signature.
    """
    begin, end = 0, len(text)
    if (passed_on := _PASSED_ON.search(text)) is not None:
        begin = passed_on.end()
    last_lines = len(text) - sum(len(line) + 1 for line in text[-_LONGEST_SIGNATURE:].split("\n")[-_SIGNATURE_LINES:])
    signature = _SIGNATURE.search(text, max(begin, last_lines))
    if signature is not None and text[begin : signature.start()].strip():
        end = signature.start()
    paragraphs = list(_paragraphs(text, begin, end))
    edges = dict.fromkeys([*paragraphs[:_FRAME_ABOVE], *paragraphs[-_FRAME_BELOW:]])
    frame = [(start, past) for start, past in edges if _is_frame(text[start:past])]
    if passed_on is not None:
        note = _letters(text[: passed_on.start()]) < _NOTE
        frame.insert(0, (0 if note else passed_on.start(), begin))
    return (*frame, *([(end, len(text))] if end < len(text) else []))


def _paragraphs(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    breaks = [found.start() for found in _BLANK_LINE.finditer(text, begin, end)]
    for start, past in pairwise([begin, *breaks, end]):
        block = text[start:past]
        if block.strip():
            yield past - len(block.lstrip()), start + len(block.rstrip())


def _is_frame(paragraph: str) -> bool:
    is_quoting = any(mark in paragraph for mark in '"“”«»')
    return len(paragraph) <= _LONGEST_FRAME and not is_quoting and _FRAME.search(paragraph) is not None


def _first_sender(passed_on: re.Match[str] | None) -> mail_headers.Sender:
    """Return who wrote what was passed on, as far as it was said there."""
    found = _PASSED_ON_FROM.search(passed_on["header"]) if passed_on is not None else None
    name = found["name"].strip(" '\"*") if found is not None else ""
    return mail_headers.Sender(authors=(name,) if name and "@" not in name else ())


def _notices(parts: _Parts) -> list[str]:
    documents = [attached for attached in parts.attachments if attached.lower().endswith(_DOCUMENTS)]
    found = [f"The attachment {attached} was not read: save it and give it on its own." for attached in documents]
    if parts.messages:
        found.append("A message is attached to the mail and was not read: save it and give it on its own.")
    return found


def _without_text(parts: _Parts, name: str) -> SourceError:
    if parts.is_encrypted:
        return SourceError(
            f"The mail in {name} is encrypted: open it in your mail program, save its text, and give that."
        )
    if parts.messages:
        return SourceError(f"The mail in {name} holds {len(parts.messages)} others: save the one that is the article.")
    if parts.attachments:
        shown = ", ".join(parts.attachments[:3])
        return SourceError(
            f"The mail in {name} has no text, only what is attached to it ({shown}): save that and give it."
        )
    return SourceError(f"There is no text to read in the mail {name}: check that it is the right one.")


def _too_tangled(name: str) -> SourceError:
    return SourceError(f"The mail in {name} is too tangled to be taken apart: copy its text, and give that.")


def _saved_page(message: Message, name: str, today: date) -> tuple[str, Told] | None:
    """Return the page that a browser saved as a mail (MHTML, RFC 2557), None where `message` is a mail."""
    address = mail_headers.field(message, "snapshot-content-location")
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages or message.get_content_type() not in ("multipart/related", "text/html"):
        return None
    place = mail_headers.field(pages[0], "content-location")
    if address is None and (place is None or mail_headers.field(message, "message-id") is not None):
        return None
    from briefing.intake.page import read_page

    url = next((where for where in (address, place) if where and re.match(r"https?://", where)), None)
    return read_page(_html(pages[0]), url=url, name=name, today=today)
