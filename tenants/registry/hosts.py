"""Host names as people write them, and as the network's names are asked for."""

import re

import idna

from kith.visible import trimmed

# In ASCII; a last part of letters, or one that stands for letters of another alphabet.
_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})\Z"
)
# An address as it is copied out of a browser.
_PASTED = re.compile(r"\A(?:https?://)?([^/]*)/?\Z")
# Under these of a country's a domain is bought, not of the country itself.
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gob", "gov", "net", "nom", "or", "org"))


class NoHost(ValueError):
    """The text is no host name."""


def read_host(text: str) -> str:
    """
    Return the host as it is asked for, in ASCII (IDNA 2008): `tienda-ñandú.example` as `xn--…`.

    :raises NoHost: it is none
    """
    host = _PASTED.sub(r"\1", trimmed(text).lower()).rstrip(".")
    try:
        host = idna.encode(host, uts46=True).decode()
    except idna.IDNAError as error:
        raise NoHost(text) from error
    if not _HOST.match(host):
        raise NoHost(text)
    return host


def shown_host(host: str) -> str:
    """Return the host in the letters its owner writes it with."""
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def is_apex(host: str) -> bool:
    """Say whether it is a whole domain as it is bought: there no CNAME may stand."""
    *rest, last = host.split(".")
    return len(rest) == 1 or (len(rest) == 2 and len(last) == 2 and rest[-1] in _SECOND_LEVEL)
