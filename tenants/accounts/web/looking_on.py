"""
What a helper may do with pages that are another's: look, and nothing else.

One place decides, before any view is asked: under `/my/` whoever took a view is shown the owner's
pages; whatever would change something is refused, whichever page it is; what opens something is
blotted out of what is shown; and each look is written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.html import escape

from kith import doors
from kith.belongings import Whose
from kith.ui.formats import time_text
from kith.wall import TenantRef, in_public, in_tenant
from tenants.accounts.lent_views import ViewCard, person_seen, view_seen_by
from tenants.accounts.usecases.note_look import note_look

PAGES = "/my/"
KEPT = "lent_view"
SAFE = ("GET", "HEAD")
BLOT = "••••••"
# Shorter ones would be found in words that open nothing.
SHORTEST = 4
SCANNED = re.compile(rb'<svg[^>]*class="qr-code".*?</svg>', re.DOTALL)


@dataclass(frozen=True)
class LookingOn:
    """Whose pages a request is shown, and until when."""

    view: ViewCard


class LookingOnMiddleware(MiddlewareMixin):
    """Show a helper the owner's pages, and let them do nothing there."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tenant: TenantRef | None = getattr(request, "tenant", None)
        show: Any = self.get_response
        # Elsewhere nothing is asked: a page that is kept for everybody reads no session.
        if not (tenant and request.path.startswith(PAGES)) or KEPT not in request.session:
            answer: HttpResponse = show(request)
            return answer
        helper: Any = request.user
        at = timezone.now()
        view = helper.is_authenticated and view_seen_by(
            view_id=UUID(request.session[KEPT]),
            person_id=helper.pk,
            tenant_id=tenant.uuid,
            at=at,
        )
        owner = person_seen(person_id=view.owner_id) if view else None
        if not view or owner is None:
            del request.session[KEPT]
            # Nothing is resolved yet: the pages of this host are named.
            return redirect(reverse("account-hand", urlconf=getattr(request, "urlconf", None)))
        request.looking_on = LookingOn(view)  # type: ignore[attr-defined]
        request.user = owner
        try:
            answer = self._blotted(show(request), owner.pk, tenant)
        finally:
            # Whatever is written of this request outside is written of who made it.
            request.user = helper
        was_refused = answer.status_code == 403
        note_look(view_id=view.id, path=request.path, was_refused=was_refused, at=at)
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what is no look, and a page that is its owner's alone, in place of its view."""
        if getattr(request, "looking_on", None) is None:
            return None
        is_look = request.method in SAFE and "as" not in request.GET
        return None if is_look and not getattr(view, "is_owners_alone", False) else refusal(request)

    def _blotted(self, answer: HttpResponse, owner_id: UUID, tenant: TenantRef) -> HttpResponse:
        kind = answer.get("Content-Type", "")
        if not answer.streaming and kind.startswith(("text/", "application/json")):
            answer.content = blotted(answer.content, secrets_here(owner_id, tenant))
        return answer


def refusal(request: HttpRequest) -> HttpResponse:
    """Return what a helper is told who tries to do something."""
    return render(request, "tenants/accounts/only_looking.html", status=403)


def blotted(content: bytes, secrets: Iterator[str]) -> bytes:
    """Return a page without these words, however they stand in it, and without codes to scan."""
    content = SCANNED.sub(BLOT.encode(), content)
    for secret in secrets:
        for written in {secret, escape(secret), quote(secret), quote(secret, safe="")}:
            content = content.replace(written.encode(), BLOT.encode())
    return content


def secrets_here(person_id: UUID, tenant: TenantRef) -> Iterator[str]:
    """Yield what opens something of a person's at a shop, as each app declares it."""
    whose = Whose(person_id)
    with in_tenant(tenant):
        yield from _secrets("tenant", whose)
    with in_public():
        yield from _secrets("public", whose)


def _secrets(side: str, whose: Whose) -> Iterator[str]:
    for one in doors.belongings(side=side):
        if one.secrets:
            for row in one.rows(whose).values_list(*sorted(one.secrets)):
                for word in (str(word or "") for word in row):
                    # An eSIM's code is typed in by its parts, of which the last opens it.
                    parts = {word, word.rpartition("$")[2]}
                    yield from (part for part in parts if len(part) >= SHORTEST)
        if one.hides_its_name:
            yield from map(str, one.rows(whose))


def lent_view(request: HttpRequest) -> dict[str, Any]:
    """
    Tell a helper whose pages these are, and an owner that they are seen; others nothing.

    A context processor: the bar stands at the top of each page of a person's.
    """
    if not request.path.startswith(PAGES) or not getattr(request, "tenant", None):
        return {}
    if looking_on := getattr(request, "looking_on", None):
        view = looking_on.view
        return {"seen_of": view.owner, "seen_until": time_text(view.ends_at)}
    # Read with the person already: this asks nothing. A request nobody could read has no user.
    until = getattr(getattr(request, "user", None), "seen_until", None)
    if until and until > timezone.now():
        return {"is_seen_until": time_text(until)}
    return {}
