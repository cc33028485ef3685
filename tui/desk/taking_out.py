"""What leaves the desk: a line to the clipboard, the article's page to a browser, its text to a pager."""

import os
import shlex
import subprocess
import webbrowser
from contextlib import nullcontext
from urllib.parse import urlsplit

import platformdirs
from textual.app import App

from briefing.errors import ReadoutError
from briefing.model import Article
from tui.desk import clipboard
from tui.desk.lending import Away, lent
from tui.plain import visible


class NotTakenOut(ReadoutError):
    """Something could not leave the desk: no clipboard, no browser, no pager."""


def copy(app: App[int], text: str) -> str:
    """Copy `text` and return in words how much went where.

    Control characters go as visible signs: what is copied may be pasted into a terminal. Raises NotTakenOut when
    no way is left.
    """
    text = visible(text)
    fallback = platformdirs.user_state_path("readout") / "copied.txt"
    try:
        ways = clipboard.copy(text, osc_52=app.copy_to_clipboard, fallback=fallback, env=os.environ)
    except OSError as error:
        raise NotTakenOut(f"Nothing was copied: no clipboard was found, and {fallback}: {error.strerror}.") from error
    return f"Copied {len(text):,} characters to {ways}."


def open_in_browser(article: Article, *, away: Away) -> str:
    """Open the article's page and return in words what was opened. Raises what `open_address` raises.

    Raises NotTakenOut where the article has no address.
    """
    url = article.url or article.canonical_url
    if not url:
        raise NotTakenOut("This article has no web address: it was read from a file or from pasted text.")
    return open_address(url, away=away)


def open_address(url: str, *, away: Away) -> str:
    """Open an address in the browser and return in words what was opened.

    `away` gives the terminal to a browser that draws in it.

    Raises NotTakenOut when it is no http or https address or there is no browser, NotLentError when that draws in a
    terminal that cannot be given away.
    """
    if not _is_of_the_web(url):
        raise NotTakenOut(f"Only http and https addresses are opened, and this is another: {url}")
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        raise NotTakenOut(f"No browser was found to open {url}; set BROWSER to one.") from None
    draws_here = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    with lent(away) if draws_here else nullcontext():
        opened = browser.open(url)
    if not opened:
        raise NotTakenOut(f"The browser did not open {url}; set BROWSER to one that does.")
    return f"Opened {url}"


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[harbour"
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def open_in_pager(article: Article, *, away: Away) -> None:
    """Show the article's text in $PAGER (`less` where it is not set). Raises NotTakenOut when that fails."""
    pager = os.environ.get("PAGER", "").strip() or "less"
    try:
        command = shlex.split(pager)
    except ValueError as error:
        raise NotTakenOut(f"PAGER is {pager!r}, which is no command ({error}): set it to one.") from error
    title = f"{article.title}\n\n" if article.title else ""
    fault = None
    with lent(away):
        try:
            subprocess.run(command, input=visible(title + article.text).encode(), check=False)
        except OSError as error:  # told once the desk is back: raised in here, it would never come back
            fault = error
    if fault:
        raise NotTakenOut(f"The pager {command[0]!r} could not be started ({fault.strerror}): set PAGER.") from fault
