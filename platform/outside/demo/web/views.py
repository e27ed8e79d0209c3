"""Sign in as one of the demo's people with one click, through the real doors."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.wall.addresses import address_of
from outside.demo.month import may_move
from outside.demo.notes import ask_for_a_month, noted_clock, noted_year
from outside.demo.web.how_far import how_far
from outside.demo.web.people import codes_of, demo_people, workplace_of
from tenants.accounts.adapter import tenant_id_of
from tenants.accounts.models import Person
from tenants.accounts.web.views import safe_next


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """List the demo's people; sign in as the one chosen."""
    if not settings.KITH_DEMO:
        raise Http404
    onward = safe_next(request)
    if request.method == "POST":
        return _enter(request, request.POST.get("person", ""), onward)
    words = {
        "people": demo_people(tenant_id=tenant_id_of(request)),
        "password": settings.KITH_DEMO_PASSWORD,
        "mail_domain": settings.KITH_DEMO_MAIL_DOMAIN,
        "next": onward,
        # It stands on the network's host, whichever shop's people are listed.
        "mailbox_url": address_of(settings.NETWORK_HOST, "/_mail/"),
        "today": timezone.now(),
        "clock": noted_clock(settings.KITH_STATE_DIR),
        "may_move": may_move(),
        "is_grown": _is_grown(),
    }
    return render(request, "demo/sign_in.html", words)


@never_cache
@require_GET
def bar(request: HttpRequest) -> HttpResponse:
    """Say how far the year or the month is, for a page that stays open; nothing once it is over."""
    if not settings.KITH_DEMO:
        raise Http404
    words = how_far()
    return HttpResponse(render_to_string("demo/year_bar.html", words) if words else "")


@require_POST
def month(request: HttpRequest) -> HttpResponse:
    """Ask for a month ahead of the day that was shown."""
    if not settings.KITH_DEMO:
        raise Http404
    shown = request.POST.get("ahead_days", "")
    if (
        shown.isdecimal()
        and may_move()
        and _is_grown()
        and ask_for_a_month(settings.KITH_STATE_DIR, ahead_days=int(shown))
    ):
        messages.success(request, _("The clock is on its way. Each page says how far it is."))
    else:
        messages.info(request, _("The clock was not moved: it is on its way, or moved already."))
    return redirect("demo-sign-in")


def _is_grown() -> bool:
    year = noted_year(settings.KITH_STATE_DIR)
    return year is not None and year.is_over


def _enter(request: HttpRequest, person_id: str, onward: str) -> HttpResponse:
    """Walk the real way: password, then the second factor where there is one."""
    get_adapter().logout(request)
    try:
        person = Person.objects.get(
            pk=person_id, email__endswith=f"@{settings.KITH_DEMO_MAIL_DOMAIN}"
        )
    except (Person.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404 from error
    words = {"email": person.email, "password": settings.KITH_DEMO_PASSWORD}
    known: Any = get_adapter().authenticate(request, **words)
    if known is None:
        raise Http404
    redirect_url = None if onward == "/" else onward
    login = Login(user=known, email=person.email, redirect_url=redirect_url)
    response = perform_password_login(request, words, login)
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return _to_work(request, response, onward)
    generator = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    for code in codes_of(generator):
        # A code is taken once: whoever signs in twice in half a minute needs the one beside it.
        form = AuthenticateForm(user=person, data={"code": code})
        if form.is_valid():
            form.save()
            return _to_work(request, stage.exit(), onward)
    return response


def _to_work(request: HttpRequest, response: HttpResponse, onward: str) -> HttpResponse:
    """Lead to where the person works, from the network's host and unless a page was asked for."""
    if onward != "/" or tenant_id_of(request) or not request.user.is_authenticated:
        return response
    url = workplace_of(request.user.pk)
    leaving = render(request, "tenants/accounts/leaving.html", {"url": url})
    leaving.cookies = response.cookies
    return leaving
