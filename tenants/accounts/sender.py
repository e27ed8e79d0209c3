"""Whose name stands on a letter."""

from email.utils import formataddr, parseaddr

from django.conf import settings


def network_name() -> str:
    """Return the name of the house itself."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or settings.NETWORK_HOST


def sent_from(name: str) -> str:
    """Return the house's address under the name of the shop that writes."""
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
