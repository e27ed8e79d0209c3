"""Closing a shop for good: what stands in the way, two people's yes, and the archive after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from faces.staff.web.forms import AgreementForm, ClosingForm
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.navigation import href_of
from kith.ui.shapes import Fact, Task, TimelineStep
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards
from tenants.registry.closings import NOTICE, ClosingCard, closing_of, obstacles_of
from tenants.registry.queries import TenantCard, tenant_card
from tenants.registry.usecases.agree_to_close import agree_to_close
from tenants.registry.usecases.ask_to_close import ask_to_close
from tenants.registry.usecases.call_off_closing import call_off_closing
from tenants.registry.usecases.take_archive import take_archive

PAGE = "faces/staff/closing.html"


@require_GET
@requires("tenants.close")
def closing(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Show what closing a shop takes, or how its closing stands."""
    return _page(request, _shop(tenant_id))


@require_POST
@requires("tenants.close")
@asks_again
def request_closing(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Ask to close a shop, with the reason."""
    shop, form = _shop(tenant_id), ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, shop, form=form, status=422)
    because = form.cleaned_data["because"]

    def ask() -> str:
        ask_to_close(tenant_id=shop.uuid, because=because, by=request.user.pk, at=timezone.now())
        return _("You asked to close it. A second person has to agree.")

    return _asked(request, shop, ask)


@require_POST
@requires("tenants.close")
@asks_again
def agreement(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Agree to closing a shop, as the second person, its name typed out."""
    shop = _shop(tenant_id)
    form = AgreementForm(request.POST, shop=shop.name)
    if not form.is_valid():
        return _page(request, shop, agreement_form=form, status=422)

    def agree() -> str:
        agree_to_close(tenant_id=shop.uuid, by=request.user.pk, at=timezone.now())
        return _("Agreed. Its owner is told, and it takes no new orders.")

    return _asked(request, shop, agree)


@require_POST
@requires("tenants.close")
def retreat(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Let a shop go on that was to be closed."""
    shop = _shop(tenant_id)

    def call_off() -> str:
        call_off_closing(tenant_id=shop.uuid, by=request.user.pk, at=timezone.now())
        return _("It stays open.")

    return _asked(request, shop, call_off)


@require_POST
@requires("tenants.close")
@asks_again
def archive(request: HttpRequest, tenant_id: UUID) -> HttpResponseBase:
    """Hand out what a closed shop had, as one file."""
    shop = _shop(tenant_id)
    try:
        path = take_archive(tenant_id=shop.uuid, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _page(request, shop, refusal=refusal, status=409)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _shop(tenant_id: UUID) -> TenantCard:
    try:
        return tenant_card(tenant_id=tenant_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _asked(request: HttpRequest, shop: TenantCard, ask: Callable[[], str]) -> HttpResponse:
    try:
        said = ask()
    except DomainError as refusal:
        return _page(request, shop, refusal=refusal, status=409)
    messages.success(request, said)
    return redirect("staff-tenant-closing", tenant_id=shop.uuid)


def _page(
    request: HttpRequest,
    shop: TenantCard,
    *,
    form: ClosingForm | None = None,
    agreement_form: AgreementForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    card, now = closing_of(tenant_id=shop.uuid), timezone.now()
    is_over = card is not None and card.shut_at is not None
    content = {
        "shop": shop,
        "is_home": shop.kind == "home",
        "closing": card,
        "in_the_way": [] if is_over or shop.kind == "home" else _tasks(shop, now),
        "facts": _facts(card) if card else [],
        "steps": _steps(card) if card else [],
        "is_own": card is not None and card.asked_by == request.user.pk,
        "days": NOTICE.days,
        "form": form or ClosingForm(),
        "agreement_form": agreement_form or AgreementForm(shop=shop.name),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)


def _tasks(shop: TenantCard, at: datetime) -> list[Task]:
    return [
        Task(
            icon="circle-alert",
            title=row.title,
            text=row.text,
            action=row.action,
            href=_href(row.url_name, shop) if row.url_name else "",
        )
        for row in obstacles_of(tenant_id=shop.uuid, at=at)
    ]


def _href(url_name: str, shop: TenantCard) -> str:
    return href_of(url_name, shop.uuid) or href_of(url_name)


def _facts(card: ClosingCard) -> list[Fact]:
    who = {one for one in (card.asked_by, card.agreed_by) if one}
    names = {key: person.name for key, person in person_cards(who).items()}
    facts = [
        Fact(_("Why"), card.because),
        Fact(_("Asked for by"), names.get(card.asked_by, "–")),
    ]
    if card.agreed_by:
        facts.append(Fact(_("Agreed to by"), names.get(card.agreed_by, "–")))
    if card.archive_bytes is not None:
        facts.append(Fact(_("Archive"), filesizeformat(card.archive_bytes)))
        facts.append(Fact(_("Its checksum (SHA-256)"), card.archive_sha256))
    return facts


def _steps(card: ClosingCard) -> list[TimelineStep]:
    """Return the way of a closing: what was done, what is next, what is still to come."""
    steps = [
        (_("Asked for"), card.asked_at),
        (_("Agreed to by a second person"), card.agreed_at),
        (_("Shut: nobody gets in"), card.shut_at),
        (_("Archived"), card.archived_at),
        (_("Cleared away: data, files, domains"), card.ended_at),
    ]
    held = _("Held up: see what stands in the way.") if card.held_at else ""
    done = sum(at is not None for _label, at in steps)
    return [
        TimelineStep(
            label=label,
            state="done" if at else "now" if place == done else "waiting",
            at=at,
            note=held if place == done else "",
        )
        for place, (label, at) in enumerate(steps)
    ]
