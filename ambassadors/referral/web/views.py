"""Doors for those who encourage others, and for staff who look at doubtful claims."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ambassadors.referral.models import Referral
from ambassadors.referral.queries import held_referrals, referral_counts, referrals_of, terms_at
from ambassadors.referral.usecases.give_code import give_code
from ambassadors.referral.usecases.release_referral import release_referral
from kith.errors import DomainError
from kith.permissions import requires, signed_in
from kith.ui.shapes import Column
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.registry.queries import home_tenant, tenant_card, tenant_url

MINE = "ambassadors/referral/mine.html"
HELD = "ambassadors/referral/held.html"


@require_GET
@signed_in
def referrals(request: HttpRequest) -> HttpResponse:
    """Show whom the person encouraged, and how far each has come."""
    now = timezone.now()
    code = give_code(person_id=request.user.pk, at=now)
    shop = tenant_card(tenant_id=home_tenant().uuid)
    return render(
        request,
        MINE,
        {
            "rows": referrals_of(person_id=request.user.pk),
            "counts": referral_counts(person_id=request.user.pk),
            "terms": terms_at(at=now),
            "code": code,
            "link": tenant_url(shop.host, f"/by/{code}/"),
            "shop_name": shop.name,
        },
    )


@require_GET
@requires("referrals.decide")
def held(request: HttpRequest) -> HttpResponse:
    """Show the referrals a machine thought doubtful."""
    return _held_page(request)


@require_POST
@requires("referrals.decide")
def release(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Release one held referral."""
    get_object_or_404(Referral, pk=referral_id)
    try:
        release_referral(referral_id=referral_id, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _held_page(request, refusal=refusal, status=409)
    messages.success(request, _("Released. It counts from now on."))
    return redirect("staff-referrals")


def _held_page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    rows = [
        {
            "id": row.id,
            "referrer": row.referrer_name,
            "referred": row.referred_name,
            "reason": row.reason,
            "held_at": row.held_at,
            "action": reverse("staff-referral-release", kwargs={"referral_id": row.id}),
        }
        for row in held_referrals()
    ]
    columns = [
        Column("referrer", _("Encouraged by")),
        Column("referred", _("Customer")),
        Column("reason", _("Why")),
        Column("held_at", _("Since"), kind="when"),
        Column("action", _("Decision")),
    ]
    if wants_csv(request):
        return table_answer(name="referrals-on-hold", columns=columns[:-1], rows=rows)
    words = {"rows": rows, "columns": columns, "refusal": refusal}
    return render(request, HELD, words, status=status)
