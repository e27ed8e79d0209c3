"""Doors for a person who wants all that is theirs, or wants to go."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.audit.record import record
from kith.errors import DomainError
from kith.permissions import signed_in
from kith.ui.formats import day_text
from kith.wall import day_here
from tenants.accounts.asking_again import asks_again
from tenants.privacy.copies import copy_path
from tenants.privacy.models import PersonalCopy
from tenants.privacy.places import TieFound, ties_of
from tenants.privacy.queries import copy_of_person, latest_copy, open_departure
from tenants.privacy.usecases.ask_copy import ask_copy
from tenants.privacy.usecases.ask_departure import ask_departure
from tenants.privacy.usecases.sweep_copies import RULES
from tenants.privacy.usecases.undo_departure import undo_departure
from tenants.registry.queries import page_address

PAGE = "tenants/privacy/my_data.html"
DELETION = "tenants/privacy/my_deletion.html"


@require_GET
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """Show the copy a person asked for last, and how to end the account."""
    return _page(request)


@require_POST
@signed_in
def copies(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of everything."""
    try:
        ask_copy(person_id=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    return redirect("my-data")


@require_GET
@signed_in
def progress(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """Say how far a copy is; asked again and again while it is made."""
    return render(request, "tenants/privacy/copy.html", _shown(_mine(request, copy_id)))


@require_POST
@signed_in
@asks_again
def file(request: HttpRequest, copy_id: UUID) -> HttpResponseBase:
    """Give the file to whoever proved a short while ago that it is theirs."""
    copy = _mine(request, copy_id)
    if not (copy.is_ready and copy_path(copy.pk).exists()):
        raise Http404(str(copy_id))
    record(
        "copy.taken",
        actor_id=request.user.pk,
        subject=f"person:{request.user.pk}",
        detail={},
        at=timezone.now(),
    )
    name = f"kith-{copy.asked_at:%Y-%m-%d}.zip"
    return FileResponse(
        copy_path(copy.pk).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


@require_http_methods(["GET", "POST"])
@signed_in
@asks_again
def deletion(request: HttpRequest) -> HttpResponse:
    """Say what has to end first, and take the wish that the account ends."""
    if request.method == "GET":
        return _deletion(request)
    try:
        ask_departure(person_id=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _deletion(request, refusal=refusal, status=409)
    return redirect("my-data-deletion")


@require_POST
@signed_in
def undoing(request: HttpRequest) -> HttpResponse:
    """Keep the account after all."""
    if undo_departure(person_id=request.user.pk, at=timezone.now()):
        messages.success(request, _("Your account stays."))
    return redirect("my-data")


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    copy = latest_copy(person_id=request.user.pk)
    content = _shown(copy) if copy else {}
    departure = open_departure(person_id=request.user.pk)
    if departure:
        content["leaves_on"] = day_text(day_here(departure.due_at))
    return render(request, PAGE, content | more, status=status)


def _deletion(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    departure = open_departure(person_id=request.user.pk)
    ties = [] if departure else ties_of(person_id=request.user.pk, at=timezone.now())
    content: dict[str, Any] = {"ties": [_tie(tie) for tie in ties]}
    if departure:
        content["leaves_on"] = day_text(day_here(departure.due_at))
    return render(request, DELETION, content | more, status=status)


def _tie(tie: TieFound) -> dict[str, str]:
    where = f"{tie.shop.name}: " if tie.shop else ""
    href = ""
    if tie.url_name:
        href = page_address(tie.url_name, tenant_id=tie.shop.uuid if tie.shop else None)
    return {"title": f"{where}{tie.row.title}", "text": tie.row.text, "href": href}


def _shown(copy: PersonalCopy) -> dict[str, Any]:
    content: dict[str, Any] = {"copy": copy}
    if copy.ready_at:
        until = day_here(copy.ready_at + timedelta(days=RULES[-1].days))
        content["about"] = _("%(size)s, from %(day)s; we delete it on %(until)s.") % {
            "size": filesizeformat(copy.byte_count),
            "day": day_text(day_here(copy.asked_at)),
            "until": day_text(until),
        }
    return content


def _mine(request: HttpRequest, copy_id: UUID) -> PersonalCopy:
    try:
        return copy_of_person(copy_id=copy_id, person_id=request.user.pk)
    except PersonalCopy.DoesNotExist as missing:
        raise Http404(str(copy_id)) from missing
