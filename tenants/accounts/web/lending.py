"""Doors for a person who asks for a hand, and for whoever lends one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kith.errors import DomainError
from kith.permissions import owners_alone, signed_in
from kith.ui.formats import moment_text, time_text
from kith.ui.navigation import label_of
from kith.visible import LineField
from kith.wall import required_tenant
from tenants.accounts.adapter import tenant_id_of
from tenants.accounts.lent_views import Look, looks_at, view_lent_by, views_offered_to
from tenants.accounts.usecases.end_view import end_view
from tenants.accounts.usecases.lend_view import lend_view
from tenants.accounts.usecases.take_view import take_view
from tenants.accounts.web.looking_on import KEPT


class HelperForm(forms.Form):
    """Whom somebody asks."""

    to = LineField(
        label=gettext_lazy("Who helps you?"),
        max_length=254,
        help_text=gettext_lazy("Their e-mail address, or their handle, as in @maya."),
    )


class CodeForm(forms.Form):
    """The six digits that the owner tells."""

    code = LineField(label=gettext_lazy("Six digits"), max_length=12)


@never_cache
@require_http_methods(["GET", "POST"])
@owners_alone
@signed_in
def my_hand(request: HttpRequest) -> HttpResponse:
    """Ask somebody to look at one's pages; show who may, and what they looked at."""
    person: Any = request.user
    here = {"person_id": person.pk, "tenant_id": required_tenant().uuid}
    form, status = HelperForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            lend_view(
                owner_id=person.pk,
                to=form.cleaned_data["to"],
                tenant_id=here["tenant_id"],
                at=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("to", f"{refusal} {refusal.mend}")
        else:
            return redirect("my-hand")
    if form.errors:
        status = 422
    view = view_lent_by(**here, at=timezone.now())
    words = {
        "form": form,
        "view": view,
        "until": time_text(view.ends_at) if view else "",
        "looks": [_shown(name, look) for name, look in looks_at(**here)],
    }
    return render(request, "tenants/accounts/my_hand.html", words, status=status)


@require_POST
@owners_alone
@signed_in
def my_hand_ending(request: HttpRequest) -> HttpResponse:
    """Let nobody look any more."""
    if end_view(owner_id=request.user.pk, at=timezone.now()):
        messages.success(request, _("Nobody sees your pages any more."))
    return redirect("my-hand")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required(login_url="account_login")
def hand(request: HttpRequest) -> HttpResponse:
    """Take the code of somebody who asked for a hand, and show their pages."""
    tenant_id = tenant_id_of(request)
    if tenant_id is None:
        raise Http404
    person: Any = request.user
    form, at = CodeForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            view = take_view(
                helper_id=person.pk, code=form.cleaned_data["code"], tenant_id=tenant_id, at=at
            )
        except DomainError as refusal:
            form.add_error("code", f"{refusal} {refusal.mend}")
        else:
            request.session[KEPT] = str(view.pk)
            return redirect("my-home")
    offers = views_offered_to(person_id=person.pk, tenant_id=tenant_id, at=at)
    words = {"form": form, "offers": offers}
    status = 422 if form.errors else 200
    return render(request, "tenants/accounts/hand.html", words, status=status)


@require_POST
@login_required(login_url="account_login")
def hand_ending(request: HttpRequest) -> HttpResponse:
    """Stop looking at somebody's pages."""
    person: Any = request.user
    if request.session.pop(KEPT, None):
        end_view(helper_id=person.pk, at=timezone.now())
        messages.success(request, _("Thank you. You see your own pages again."))
    return redirect("my-home")


def _shown(name: str, look: Look) -> dict[str, str]:
    page = label_of(face="my", path=look.path) or look.path
    return {
        "title": _("%(page)s: refused") % {"page": page} if look.was_refused else page,
        "text": _("%(name)s, %(when)s") % {"name": name, "when": moment_text(look.looked_at)},
    }
