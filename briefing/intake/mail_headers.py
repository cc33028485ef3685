"""What the header of a mail tells: its subject, who sent it, for whom, and when."""

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

from briefing.intake.decoding import text_of

# No real field is longer; what tries to be is not looked through.
_LONGEST = 2_000

# RFC 2047, section 2, with the language that RFC 2231 adds.
_ENCODED = re.compile(r"=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[\w.:*-]+\?[bq]\?)", re.IGNORECASE)

# "Jane Doe" <jane@example.org>; jane@example.org (Jane Doe)
_NAME_FIRST = re.compile(r'\s*"?((?:[^"<\\]|\\.)*?)"?\s*<[^<>]*>')
_NAME_LAST = re.compile(r"\s*\S+@\S+\s*\(([^()]*)\)")
_PREFIXES = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_EARLIEST = date(1995, 1, 1)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a mail: the outlet of a newsletter or list, and the authors, as far as the mail names them."""

    outlet: str | None = None
    authors: tuple[str, ...] = ()


def field(message: Message, name: str) -> str | None:
    """Return the first field of this name as a line of text, its encoded words decoded; None without it."""
    value = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if value is None:
        return None
    raw = str(value)[:_LONGEST].encode("utf-8", "surrogateescape")
    return decoded(text_of(raw)) or None


def decoded(written: str) -> str:
    """Return a field's text with its encoded words decoded and its white space made single spaces.

    Words that follow each other are decoded as one: senders cut letters of several bytes in two.
    """
    pieces: list[tuple[str, bytes]] = []
    at = 0
    joined = _BETWEEN.sub(r"\1", written)
    for word in _ENCODED.finditer(joined):
        if between := joined[at : word.start()]:
            pieces.append(("utf-8", between.encode("utf-8", "replace")))
        data = _unpacked(word[2].lower(), word[3])
        if pieces and pieces[-1][0] == word[1].lower() and word.start() == at:
            data = pieces.pop()[1] + data
        pieces.append((word[1].lower(), data))
        at = word.end()
    pieces.append(("utf-8", joined[at:].encode("utf-8", "replace")))
    return " ".join("".join(text_of(data, [charset]) for charset, data in pieces).split())


def subject(message: Message) -> str | None:
    """Return the subject without what forwarding and answering put before it."""
    written = field(message, "subject")
    return (_PREFIXES.sub("", written, count=1) or None) if written else None


def is_forwarded(message: Message) -> bool:
    """Return whether the subject says that the mail passes another one on."""
    return re.match(r"(?:fwd?|wg|tr|rv)\s*:", field(message, "subject") or "", re.IGNORECASE) is not None


def sender(message: Message) -> Sender:
    """Return who sent the mail.

    A newsletter goes under the name it is sent under, "Jane Doe from The Letter" being both. What comes over a
    discussion list is by who wrote it there. Any other mail has an author and no outlet.
    """
    name = _name(field(message, "from"))
    list_name = _name(field(message, "list-id"))
    if name is None:
        return Sender(outlet=list_name)
    for between in (" from ", " via "):
        author, found, outlet = name.partition(between)
        if found:
            return Sender(outlet.strip(), (author.strip(" '\""),))
    if not _is_sent_to_many(message):
        return Sender(authors=(name,))
    if (field(message, "list-post") or "").lower().startswith("<mailto:"):
        return Sender(list_name, (name,))
    return Sender(outlet=name)


def published(message: Message, today: date) -> str | None:
    """Return when the mail was sent, in ISO 8601 with its zone; None where that is told badly or lies ahead."""
    written = field(message, "date")
    if written is None:
        return None
    try:
        sent = parsedate_to_datetime(written)
        if sent.tzinfo is None:  # "-0000": by RFC 5322, section 3.3, the time is that of Greenwich
            sent = sent.replace(tzinfo=UTC)
        is_believed = _EARLIEST <= sent.date() <= today + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return sent.isoformat(timespec="seconds") if is_believed else None


def address_of_archive(message: Message) -> str | None:
    """Return the web page where the mail itself says it is archived (RFC 5064), or None."""
    written = (field(message, "archived-at") or "").strip("<> ")
    return written if re.match(r"https?://", written, re.IGNORECASE) else None


def _unpacked(encoding: str, written: str) -> bytes:
    data = written.encode("utf-8", "replace")
    if encoding == "q":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return data


def _name(written: str | None) -> str | None:
    """Return the name before an address, None where there is only the address."""
    found = (_NAME_FIRST.match(written) or _NAME_LAST.match(written)) if written else None
    name = re.sub(r"\\(.)", r"\1", found[1]).strip(" '\"") if found else ""
    return name if name and "@" not in name else None


def _is_sent_to_many(message: Message) -> bool:
    if any(field(message, name) for name in ("list-id", "list-unsubscribe", "feedback-id")):
        return True
    return (field(message, "precedence") or "").lower() in ("bulk", "list")
