"""The demo's mailbox: every letter Kith sent, for everybody to read."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from kith.wall.addresses import address_of
from kith.wall.lookup import tenant_by_host
from outside.mailbox.reading import letter_named, newest_letters

# A letter may hold anything: no scripts, no forms, nothing fetched, links open outside.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}

PICTURES = re.compile(r"""<img\b[^>]*\bsrc=["'](https?://[^"']+)""", re.IGNORECASE)
# Its links replace the mailbox: what they lead to does not fit a frame.
TOP = '<base target="_top">'


@never_cache
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the letters, the newest first."""
    _only_in_the_demo()
    to = request.GET.get("q", "")
    words = {"letters": newest_letters(to=to), "q": to}
    return render(request, "mailbox/mailbox.html", words)


@never_cache
@require_GET
@csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one letter."""
    _only_in_the_demo()
    found = letter_named(name)
    if found is None:
        raise Http404
    return render(request, "mailbox/letter.html", {"letter": found})


@never_cache
@require_GET
@xframe_options_sameorigin
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """Give the letter's own page, sealed off, for the frame that shows it."""
    _only_in_the_demo()
    found = letter_named(name)
    if found is None or not found.html:
        raise Http404
    answer = csp_override(_policy_of(found.html))(lambda _: HttpResponse(TOP + found.html))
    return answer(request)


def _policy_of(html: str) -> dict[str, list[str]]:
    """Let the letter show the pictures of our shops, each on a host of its own, and no others."""
    hosts = {urlsplit(address).hostname or "" for address in PICTURES.findall(html)}
    shops = sorted(address_of(host, "") for host in hosts if host and tenant_by_host(host))
    return LETTER_POLICY | {"img-src": [*LETTER_POLICY["img-src"], *shops]}


def _only_in_the_demo() -> None:
    if not settings.KITH_DEMO:
        raise Http404
