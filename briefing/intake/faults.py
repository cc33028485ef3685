"""What went wrong on the way to a page, as one sentence: what happened, to what, what to do."""

import re
import ssl
from collections.abc import Iterator
from http.client import responses
from socket import gaierror

import httpx

from briefing.intake.addresses import Address
from briefing.intake.retrying import duration

_SAVE = "save the page in a browser and give that file"
_ADVICE = {
    401: f"it wants you to log in; {_SAVE}",
    402: f"it wants to be paid; {_SAVE}",
    403: f"it does not let programs in; {_SAVE}",
    404: "there is no such page; check the address",
    407: "the proxy wants you to log in; check HTTP_PROXY and HTTPS_PROXY",
    410: "the page was taken down; look for a copy in a web archive",
    429: "it was asked too often; wait a while and try again",
    451: "the page is withheld for legal reasons; look for a copy in a web archive",
}

_BROKEN_OFF = "The connection to {host} broke off before the page was whole: try again."

# The first that the fault, or what caused it, is one of. httpx tells many apart only by what caused them.
_SENTENCES: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ProxyError, "The proxy on the way to {host} failed ({reason}): check HTTP_PROXY and HTTPS_PROXY."),
    # The address that was given has been checked before: here it can only be that of a redirect.
    (httpx.InvalidURL, "{host} redirects to what is no valid web address: open it in a browser instead."),
    (gaierror, "There is no host {host}, or no network: check the address and the connection."),
    (
        ssl.SSLCertVerificationError,
        "{host} does not prove who it is ({reason}): open the page in a browser and decide there.",
    ),
    (ssl.SSLError, "{host} and Readout found no secure way to talk ({reason}): check the address, or try http://."),
    (ConnectionRefusedError, "{host} refused the connection: check the address and its port, or try again later."),
    (httpx.ConnectTimeout, "{host} does not answer: check the address and the connection, or try again later."),
    (httpx.TimeoutException, "{host} fell silent before the page was whole: try again later."),
    (httpx.ConnectError, "{host} cannot be reached ({reason}): check the address and the connection."),
    (httpx.NetworkError, _BROKEN_OFF),
    (httpx.RemoteProtocolError, "{host} answers in a way that is no HTTP: check the address and its port."),
)

# httpx has one error for an answer that ends too early and for one that makes no sense; only its words tell which.
_ENDED = re.compile(r"peer (?:unexpectedly )?closed connection|disconnected", re.IGNORECASE)


def about_status(url: str, status: int, wait: float | None = None) -> str:
    """Return what an HTTP status other than success means for the page at `url`.

    `wait` is for how many seconds the server asks to be left alone, None where it does not say.
    """
    name = f"{status} {responses.get(status, '')}".rstrip()
    if status in _ADVICE:
        advice = _ADVICE[status]
    elif status >= 500:
        advice = "the fault is on its side; try again later"
    else:
        advice = f"that is no page; {_SAVE}"
    if wait:
        advice = f"{advice.partition(';')[0]}; try again in {duration(wait)}"
    return f"{url} answered {name}: {advice}."


def about_private(address: Address | None, url: str, redirecting: str | None) -> str:
    """Return why `url` was not fetched, which stands for an address that is not public (None where a proxy knows it).

    `redirecting` is the host that led there, None where a link did.
    """
    known = address is not None and str(address) != httpx.URL(url).host
    where = f"not on the public internet{f' ({address})' if known else ''}"
    if redirecting is None:
        return f"{url} is {where}, where no link may lead: give that address yourself if you trust it."
    return f"{redirecting} redirects to {url}, which is {where}: give that address yourself if you trust it."


def about_fault(fault: httpx.HTTPError | httpx.InvalidURL, host: str) -> str:
    """Return what `fault`, which httpx raised on the way to `host`, means."""
    if isinstance(fault, httpx.RemoteProtocolError) and _ENDED.search(str(fault)):
        return _BROKEN_OFF.format(host=host)
    causes = list(_causes(fault))
    for kind, sentence in _SENTENCES:
        for cause in causes:
            if isinstance(cause, kind):
                return sentence.format(host=host, reason=getattr(cause, "verify_message", cause))
    return f"The page could not be fetched from {host} ({fault}): check the address, or {_SAVE}."


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        if isinstance(fault, BaseExceptionGroup):
            for one in fault.exceptions:
                yield from _causes(one)
        fault = fault.__cause__ or fault.__context__
