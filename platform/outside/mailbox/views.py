"""The demo's mailbox: every letter Kith sent, for everybody to read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from kith.wall.addresses import address_of
from outside.mailbox.reading import letter_named, newest_letters

# A letter may hold anything: no scripts, no forms, nothing fetched, links open outside.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    # A shop's logo stands on its own host, and so on this machine.
    "img-src": ["data:", address_of(f"*.{settings.NETWORK_HOST}", "")],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}


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
@csp_override(LETTER_POLICY)
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """Give the letter's own page, sealed off, for the frame that shows it."""
    _only_in_the_demo()
    found = letter_named(name)
    if found is None or not found.html:
        raise Http404
    # Its links replace the mailbox: what they lead to does not fit a frame.
    return HttpResponse('<base target="_top">' + found.html)


def _only_in_the_demo() -> None:
    if not settings.KITH_DEMO:
        raise Http404
