"""Doors of accounts: joining a shop, the profile, the language, who encouraged whom."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.client_address import client_address
from kith.limits.allowances import TooOften
from kith.permissions import owners_alone
from tenants.accounts.adapter import tenant_id_of
from tenants.accounts.language import remember_language
from tenants.accounts.middleware import used_second_factor
from tenants.accounts.queries import (
    has_second_factor,
    needs_second_factor,
    open_sessions,
    roles_of,
)
from tenants.accounts.sessions import session_of
from tenants.accounts.usecases.change_profile import change_profile
from tenants.accounts.usecases.end_sessions import end_sessions
from tenants.accounts.usecases.join_tenant import join_tenant
from tenants.accounts.usecases.look_up_encourager import look_up_encourager
from tenants.accounts.usecases.register_person import HandleTaken
from tenants.accounts.web.forms import ProfileForm
from tenants.registry.queries import page_address


@never_cache
@require_http_methods(["GET", "POST"])
@login_required(login_url="account_login")
def join(request: HttpRequest) -> HttpResponse:
    """Ask whether this shop may know the person who just signed in; do so when they agree."""
    onward = safe_next(request)
    tenant_id = tenant_id_of(request)
    if tenant_id is None:
        return redirect(onward)
    person: Any = request.user
    if request.method == "POST":
        join_tenant(person_id=person.pk, tenant_id=tenant_id, at=timezone.now())
        return redirect(onward)
    if roles_of(person.pk, tenant_id):
        return redirect(onward)
    return render(
        request, "tenants/accounts/join.html", {"next": onward, "name": request.tenant.name}
    )


@require_GET
def encourager(request: HttpRequest) -> HttpResponse:
    """Say whom the words typed so far name; a fragment beside the field."""
    text = request.GET.get("encourager", "").strip()
    words: dict[str, Any] = {"is_looked_up": len(text) >= 3}
    if words["is_looked_up"]:
        try:
            found = look_up_encourager(
                text=text, asked_from=client_address(request), at=timezone.now()
            )
        except TooOften as refusal:
            words["refusal"] = refusal
        else:
            words["found"] = found[:1]
    return render(request, "tenants/accounts/encourager.html", words)


@never_cache
@require_http_methods(["GET", "POST"])
@owners_alone
@login_required(login_url="account_login")
def profile(request: HttpRequest) -> HttpResponse:
    """Show the person what others see of them, how they sign in and where; take changes."""
    person: Any = request.user
    known = {name: getattr(person, name) for name in ("full_name", "handle", "phone", "locale")}
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(person_id=person.pk, **form.cleaned_data)
        except HandleTaken as refusal:
            form.add_error("handle", f"{refusal} {refusal.mend}")
        else:
            messages.success(request, _("Saved."))
            response = redirect("my-profile")
            remember_language(response, form.cleaned_data["locale"])
            return response
    tenant_id = tenant_id_of(request)
    sessions = open_sessions(
        person_id=person.pk, this_family=session_of(request).family, at=timezone.now()
    )
    return render(
        request,
        "tenants/accounts/profile.html",
        {
            "layout": "layouts/my.html" if tenant_id else "layouts/network.html",
            "form": form,
            "data_url": page_address("my-data", tenant_id=None),
            "has_second_factor": has_second_factor(person_id=person.pk),
            "must_have_second_factor": needs_second_factor(
                person_id=person.pk, tenant_id=tenant_id
            ),
            "used_second_factor": used_second_factor(request),
            "sessions": sessions,
            "has_other_sessions": len(sessions) > 1,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@login_required(login_url="account_login")
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out of one other browser, or of all others."""
    person: Any = request.user
    try:
        chosen = UUID(request.POST["session"]) if "session" in request.POST else None
    except ValueError as error:
        raise BadRequest("no browser is named so") from error
    ended = end_sessions(person_id=person.pk, keep=session_of(request).family, family=chosen)
    messages.success(request, _("Signed out in %(count)s other browser(s).") % {"count": ended})
    return redirect("my-profile")


def safe_next(request: HttpRequest) -> str:
    """Return where to go on: an address on this very host, else the front page."""
    url = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else "/"
