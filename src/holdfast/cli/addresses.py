"""Addresses of the web: which of them a file is fetched from."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from holdfast.core.errors import HoldfastError, bad_input

_MESSAGE = 160
_OF_ENVIRONMENT = {
    "proxy": ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    "certificates": ("SSL_CERT_FILE", "SSL_CERT_DIR"),
}


def check_address(url: str, *, before: str = "") -> str:
    """Give the address back where it can be fetched from.

    Parameters
    ----------
    url : the address.
    before : the address that led to it.

    Raises
    ------
    HoldfastError
        HF430 where it is not http or https, holds a password, or leaves https.
    """
    shown = url[:_MESSAGE]
    led = f"{before[:_MESSAGE]} leads to " if before else ""
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise unusable(f"{led}{shown}, which is no address of the web", "http or https")
    if parts.username is not None or parts.password is not None:
        raise unusable("the address holds a name or a password", "an address without")
    if before.lower().startswith("https:") and parts.scheme.lower() == "http":
        raise unusable(f"{led}{shown}, which is not encrypted any more", "https throughout")
    return url


def name_in(url: str) -> str:
    """Which path has this address, in plain signs?"""
    return unquote(urlsplit(url).path)


def unusable(what: str, expected: str) -> HoldfastError:
    """Which error says that an address cannot be used?"""
    remedy = "look at the address in a browser, or give another with --from"
    return bad_input("HF430", what, expected=expected, remedy=remedy)


def environment_wrong(what: str, expected: str, environ: Iterable[str]) -> HoldfastError:
    """Which error says that a proxy or certificates of the environment cannot be used?

    Their values may hold a password, and are not repeated.

    Parameters
    ----------
    what : proxy or certificates.
    environ : names of the variables that are set.

    Examples
    --------
    >>> environment_wrong("proxy", "http://HOST", ["http_proxy", "HOME"]).problems[0].what
    'the proxy in http_proxy cannot be used'
    """
    held = sorted(name for name in environ if name.upper() in _OF_ENVIRONMENT[what])
    named = " or ".join(held) or "the settings of the system"
    told = f"the {what} in {named} cannot be used"
    return bad_input("HF430", told, expected=expected, remedy="put it right, or unset it")
