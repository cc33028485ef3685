"""When two addresses are those of one feed."""

from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_FEED_SCHEMES = ("feed:", "pcast:")


def tidied(address: str) -> str:
    """Return the address as it is asked for: without spaces around it, and feed://… as http://….

    Browsers and readers hand over feed:https://… and feed://… (draft-obasanjo-feed-uri-scheme-02).
    """
    address = address.strip()
    for scheme in _FEED_SCHEMES:
        if address[: len(scheme)].lower() == scheme:
            rest = address[len(scheme) :]
            return f"http:{rest}" if rest.startswith("//") else rest
    return address


def key(address: str) -> str:
    """Return what is the same for all spellings of one feed's address.

    Capitals of scheme and host, the scheme's own port, a fragment, and whether it is http or https make no difference.
    A slash at the end does: there are servers where it leads elsewhere. What is no address on the web stays as it is.
    """
    address = tidied(address)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return address
    user = parts.netloc.rpartition("@")[0]
    where = f"{user}@{_ascii(host)}" if user else _ascii(host)
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        where += f":{port}"
    return f"//{where}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
