"""How this installation is reached: the scheme and the port that links are written with."""

from django.conf import settings

TLS_PORT = 443


def own_port() -> int:
    """Return the port people ask: 443 behind TLS, else the one this installation listens on."""
    return TLS_PORT if settings.SESSION_COOKIE_SECURE else settings.KITH_PORT


def address_of(host: str, path: str = "/") -> str:
    """Return the address of a page on a host, with scheme and port of this installation."""
    if settings.SESSION_COOKIE_SECURE:
        return f"https://{host}{path}"
    return f"http://{host}:{settings.KITH_PORT}{path}"
