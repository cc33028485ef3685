"""`readout search`: find briefings of the library by words."""

import argparse
import re
from dataclasses import asdict

from tui.commands import calls, opening
from tui.commands.entries import row
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "find briefings of the library by words, phrases and fields"

_VALUE_IN_WORDS = re.compile(r"([a-z]+):([^\"“”„:]*\s[^\"“”„:]*)", re.IGNORECASE)

_FIELDS = """\
All must be found in article, statements, follow-ups, note or tags, capitals
and accents or not. Beside words:
  "sold the harbour"        these words in this order
  speaker:Byron             who says it
  stakeholder:"Post Ltd"    whose statement or position it is, under any name
  stance:opposes            where they stand: asks, supports, opposes, warns,
                            denies, commits, asserts, declines
  outlet:post  tag:pier     who published it; your tag
  after:2026-03  before:2026-03-15
                            published from then on; before that day

speaker, stakeholder and stance are looked for in one and the same statement.

examples:
  readout search harbour price
  readout search '"sold the harbour"' outlet:post
  readout search 'speaker:"Ada Byron"' stance:declines after:2026"""


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _FIELDS
    parser.add_argument("words", nargs="+", metavar="WORD", help='words, "phrases" and fields: see below')
    parser.add_argument("--limit", metavar="N", type=calls.counted, help="at most so many, the newest")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print each briefing found and the line around the first word, and return the exit status.

    As JSON an array of entries, each with its "excerpt".
    """
    words = " ".join(map(_as_typed, options.words))
    with opening.to_read(options) as library:
        hits = library.search(words, limit=options.limit)
    if options.format == "json":
        say_value([asdict(hit.entry) | {"excerpt": hit.excerpt} for hit in hits])
    elif hits:
        say_rows(*(line for hit in hits for line in (row(hit.entry), ("", hit.excerpt))))
    else:
        complain(f"No briefing has all of this: {words}")
    return 0


def _as_typed(word: str) -> str:
    """Return `speaker:Ada Byron` with the quotation marks that a shell took from `speaker:"Ada Byron"`."""
    return _VALUE_IN_WORDS.sub(r'\1:"\2"', word) if _VALUE_IN_WORDS.fullmatch(word) else word
