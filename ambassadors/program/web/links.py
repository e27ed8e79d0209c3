"""Addresses of pages that other apps own and may leave out."""

from django.urls import NoReverseMatch, reverse


def href_of(url_name: str) -> str:
    """Return the address of a page on this host, empty where it is not served."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
