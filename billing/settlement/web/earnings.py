"""A sponsor's own earnings, on the network's host; a seller's stand at the seller's desk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.earners import may_earn
from billing.settlement.models import Payee, Statement
from billing.settlement.queries.payees import netting_choice, shops_of
from billing.settlement.queries.statements import statement_of
from billing.settlement.usecases.choose_netting import choose_netting
from billing.settlement.usecases.onboard_payee import onboard_payee
from billing.settlement.web import shown
from billing.settlement.web.earned import earned, shares_file
from kith.errors import DomainError
from kith.permissions import signed_in
from kith.ui.spreadsheets import wants_csv
from kith.wall.cache import cached, remember
from tenants.accounts.asking_again import asks_again
from tenants.registry.queries import page_address, tenant_names, tenant_owned_by
from tenants.registry.questions import earning_rules

PAGE = "billing/settlement/my_earnings.html"
STATEMENT = "billing/settlement/my_statement.html"
MENU_SECONDS = 600


def earns_here(request: HttpRequest) -> bool:
    """Say whether this person earns by themselves, as a sponsor: a shop's are at its desk."""
    person: Any = request.user
    return person.is_authenticated and may_earn(person_id=person.pk, at=timezone.now())


def is_shown_earnings(request: HttpRequest) -> bool:
    """
    Say whether menus lead this person to what they earn; it may be ten minutes old.

    Every page of an account asks it, and whoever earns nothing was worth five questions each time.
    """
    key = f"earns:{request.user.pk}"
    known = cached(key) if request.user.is_authenticated else False
    if known is None:
        known = earns_here(request)
        remember(key, known, seconds=MENU_SECONDS)
    return bool(known)


@require_GET
@signed_in
def earnings(request: HttpRequest) -> HttpResponse:
    """Show what this person earned as a sponsor."""
    if wants_csv(request):
        ref = request.user.pk
        return shares_file(party_kind=Payee.PERSON, party_ref=ref, at=timezone.now())
    return _page(request)


@require_POST
@signed_in
@asks_again
def onboarding(request: HttpRequest) -> HttpResponse:
    """Send the person to the processor's own pages; a link used up leads back here."""
    if not earns_here(request):
        return _page(request, status=409)
    here = request.build_absolute_uri(reverse("my-earnings"))
    try:
        link = onboard_payee(
            party_kind=Payee.PERSON,
            party_ref=request.user.pk,
            email=request.user.email,
            country=settings.KITH_COUNTRY,
            return_url=f"{here}?back=1",
            refresh_url=f"{here}?again=1",
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    return redirect(link)


@require_POST
@signed_in
@asks_again
def netting(request: HttpRequest) -> HttpResponse:
    """Settle this person's shops together from the next run on, or each by itself again."""
    is_together = request.POST.get("together") == "yes"
    choose_netting(
        party_kind=Payee.PERSON,
        party_ref=request.user.pk,
        is_together=is_together,
        by=request.user.pk,
        at=timezone.now(),
    )
    if is_together:
        said = _("From the next settlement run on your shops are settled together.")
    else:
        said = _("From the next settlement run on each shop is settled by itself.")
    messages.success(request, said)
    return redirect(f"{reverse('my-earnings')}#shops")


@require_GET
@signed_in
def statement(request: HttpRequest, number: str) -> HttpResponse:
    """Show one statement; a sponsor sees which sale of which shop it was, not who bought."""
    try:
        found, lines = statement_of(
            number=number, party_kind=Payee.PERSON, party_ref=request.user.pk
        )
    except Statement.DoesNotExist as missing:
        raise Http404(number) from missing
    names = tenant_names(ids={line.tenant_id for line in lines})
    content = {
        "statement": found,
        "shop": shown.shop_of(found.payment, names),
        "total_label": shown.total_label(found),
        "columns": shown.line_columns(is_sponsors=True),
        "rows": [shown.line_row(line, href="", names=names) for line in lines],
    }
    return render(request, STATEMENT, content)


def _page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    shop = tenant_owned_by(person_id=request.user.pk)
    general = {
        "rules": earning_rules(at=at),
        "own_shop": shop,
        "own_earnings": page_address("desk-earnings", tenant_id=shop.uuid) if shop else "",
        "may_earn": earns_here(request),
    }
    if not general["may_earn"]:
        return render(request, PAGE, general | {"refusal": refusal}, status=status)
    mine = {"party_kind": Payee.PERSON, "party_ref": request.user.pk}
    content = earned(
        **mine,
        currency=settings.KITH_CURRENCY,
        at=at,
        invoice_url="",
        statement_url="my-statement",
        share_url="my-referrals",
    )
    content |= general | {
        "may_onboard": True,
        "is_back": "back" in request.GET,
        "is_again": "again" in request.GET,
        "onboarding": reverse("my-earnings-onboarding"),
        "choice": netting_choice(**mine, at=at),
        "together": {"together": "yes"},
        "apart": {"together": "no"},
        "has_several_shops": len(shops_of(**mine)) > 1,
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
