"""Doors through which a session goes from one host of the network to another."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kith.client_address import client_address
from kith.limits.allowances import Rate, TooOften, spend
from kith.ui.web.too_often import too_often
from kith.wall import TenantRef, tenant_by_host
from kith.wall.addresses import address_of
from kith.wall.middleware import host_of
from tenants.accounts.adapter import tenant_id_of
from tenants.accounts.hand_overs import (
    ASKED_FOR,
    Challenge,
    Start,
    browser_mark,
    is_telcos_own,
    keep_challenge,
    mark_browser,
    mark_of,
    new_browser_secret,
    read_challenge,
    read_start,
    seal_challenge,
    seal_start,
)
from tenants.accounts.handing_over import (
    arrival_url,
    is_start,
    network_url,
    said_by_session,
    take_in,
)
from tenants.accounts.known_devices import remember_device
from tenants.accounts.language import remember_language
from tenants.accounts.queries import is_known_at
from tenants.accounts.usecases.issue_hand_over import issue_hand_over
from tenants.accounts.usecases.join_tenant import join_tenant
from tenants.accounts.usecases.redeem_hand_over import HandOverRefused, redeem_hand_over

# What a host may be shown that opens nothing there: links of yesterday, and guesses.
REFUSED = Rate(30, ASKED_FOR / 6)
WITHOUT_ITS_KEY = "set-password"
View = Callable[..., HttpResponse]


def asks_network(view: View) -> View:
    """
    Ask the network's host who is there before a page on a shop's host asks who it is.

    Whoever is signed in there comes back signed in; whoever is not comes back to the page.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_asked = request.method == "GET" and tenant_id_of(request) and "here" not in request.GET
        if not is_asked or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return _with_challenge(request, view, args, kwargs)

    return asking


def asks_for_challenge(view: View) -> View:
    """
    Ask the network's host for a challenge before a page where a link by mail sets a password.

    It opens a session for whom the link is, whoever is signed in elsewhere.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The first address holds the link's own key, and leads to one that does not.
        is_asked = request.method == "GET" and kwargs.get("key") == WITHOUT_ITS_KEY
        if is_asked and tenant_id_of(request) and is_telcos_own(host_of(request)):
            return _with_challenge(request, view, args, kwargs, only_asks=True)
        return view(request, *args, **kwargs)

    return asking


def _with_challenge(
    request: HttpRequest, view: View, args: Any, kwargs: Any, *, only_asks: bool = False
) -> HttpResponse:
    """Answer with the page once the network gave its challenge; until then, go and ask for it."""
    words = request.GET.get("asked", "")
    if read_challenge(words, host=host_of(request)) is None:
        return _ask(request, only_asks=only_asks)
    response = view(request, *args, **kwargs)
    keep_challenge(response, words)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Answer a shop's host: by a token for whoever is signed in here, by a challenge for others."""
    words = request.POST.get("start") or request.GET.get("start", "")
    start = read_start(words)
    if start is None:
        raise Http404("no host of ours asked that lately")
    shop = tenant_by_host(start.host)
    if shop is None:
        raise Http404(start.host)
    person: Any = request.user
    if not person.is_authenticated or start.only_asks:
        return _nobody_is_in(request, start, words, shop)
    if not is_known_at(person_id=person.pk, tenant_id=shop.uuid):
        if request.method != "POST":
            return render(
                request,
                "tenants/accounts/join.html",
                {"name": shop.name, "start": words},
            )
        join_tenant(person_id=person.pk, tenant_id=shop.uuid, at=timezone.now())
    try:
        token = issue_hand_over(
            who=said_by_session(request),
            host=start.host,
            tenant_id=shop.uuid,
            browser=start.browser,
            onward=start.onward,
            at=timezone.now(),
        )
    except TooOften:
        return _nobody_is_in(request, start, words, shop)
    onward = arrival_url(start.host, token)
    return redirect(onward) if request.method == "GET" else _by_page(request, onward)


@never_cache
@require_GET
def arrival(request: HttpRequest) -> HttpResponse:
    """Take a session in that was handed over, and go on to the page that was wanted."""
    try:
        who, onward = redeem_hand_over(
            token=request.GET.get("token", ""),
            host=host_of(request),
            tenant_id=tenant_id_of(request),
            browser=browser_mark(request.COOKIES),
            at=timezone.now(),
        )
    except HandOverRefused as refusal:
        return _refused(request, refusal)
    person = take_in(request, who)
    onward = onward or get_adapter().get_login_redirect_url(request)
    # Whoever comes from a form under the telco's domain goes on to an operator's own by a page.
    response = _by_page(request, onward) if is_start(onward) else redirect(onward)
    remember_device(response, request.COOKIES, person.email)
    remember_language(response, person.locale)
    return response


def _ask(request: HttpRequest, *, only_asks: bool = False) -> HttpResponse:
    """Lead to the network's host, with the way back."""
    asked = request.GET.copy()
    asked.pop("asked", None)
    back = f"{request.path}?{asked.urlencode()}" if asked else request.path
    secret = request.COOKIES.get(settings.KITH_HAND_OVER_COOKIE_NAME) or new_browser_secret()
    start = Start(
        host=host_of(request),
        browser=mark_of(secret),
        onward=get_next_redirect_url(request) or "",
        back=back,
        only_asks=only_asks,
    )
    response = redirect(network_url(seal_start(start)))
    mark_browser(response, secret)
    response["Cache-Control"] = "no-store"
    return response


def _nobody_is_in(request: HttpRequest, start: Start, words: str, shop: TenantRef) -> HttpResponse:
    """
    Lead back to the page that asked, with a challenge for whoever signs in there.

    An operator's own domain asks for no password: its shop's address under the telco's does, where
    nobody else could answer.
    """
    is_own = is_telcos_own(start.host)
    host = start.host if is_own else f"{shop.slug}.{settings.NETWORK_HOST}"
    secret = request.COOKIES.get(settings.KITH_HAND_OVER_COOKIE_NAME) or new_browser_secret()
    challenge = Challenge(host=host, browser=mark_of(secret), start="" if is_own else words)
    joint = "&" if "?" in start.back else "?"
    back = f"{start.back}{joint}{urlencode({'asked': seal_challenge(challenge)})}"
    response = redirect(address_of(host, back))
    mark_browser(response, secret)
    return response


def _by_page(request: HttpRequest, url: str) -> HttpResponse:
    """Lead on by a page of its own: what follows from a form may not lead to every host."""
    return render(request, "tenants/accounts/leaving.html", {"url": url})


def _refused(request: HttpRequest, refusal: HandOverRefused) -> HttpResponse:
    try:
        spend("hand-over-refused", by=client_address(request), rate=REFUSED, at=timezone.now())
    except TooOften as too_many:
        return too_often(request, too_many.wait)
    if request.user.is_authenticated:
        # The same link once more, in a browser that was taken in by it.
        return redirect(get_adapter().get_login_redirect_url(request))
    messages.warning(request, f"{refusal} {refusal.mend}")
    return redirect(f"{reverse('account_login')}?here=1")
