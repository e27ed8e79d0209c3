"""A customer's own card: the one that is kept, another in its place, or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from billing.gateway import GatewayBusy, GatewayUncertain
from billing.invoicing.queries import saved_card_of
from billing.invoicing.usecases.finish_card_page import finish_card_page
from billing.invoicing.usecases.open_card_page import open_card_page
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.web import shown
from catalog.lines.queries import lines_of
from kith.errors import DomainError
from kith.permissions import owners_alone, signed_in

PAGE = "billing/invoicing/my_card.html"


@never_cache
@require_GET
@owners_alone
@signed_in
def card(request: HttpRequest) -> HttpResponse:
    """Show the card that is kept and what it pays next; whoever comes back with one finds it."""
    try:
        finish_card_page(person_id=request.user.pk, at=timezone.now())
    except (GatewayBusy, GatewayUncertain):
        messages.info(request, _("Your new card shows here in a few minutes."))
    kept = saved_card_of(person_id=request.user.pk)
    lines = [line for line in lines_of(person_id=request.user.pk) if line.ended_at is None]
    content = {
        "card": kept,
        "facts": shown.facts_of_card(kept) if kept else [],
        "columns": shown.renewal_columns(),
        "rows": [shown.renewal_row(line) for line in lines if line.next_renewal_on],
    }
    return render(request, PAGE, content)


@require_POST
@signed_in
def replacement(request: HttpRequest) -> HttpResponse:
    """Lead to the hosted page where another card is kept."""
    back = request.build_absolute_uri(reverse("my-card"))
    try:
        url = open_card_page(
            person_id=request.user.pk,
            email=request.user.email,
            return_url=back,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(
            request,
            _("The page for your card did not open: %(reason)s Try again in a moment.")
            % {"reason": refusal},
        )
        return redirect(back)
    return redirect(url)


@require_POST
@signed_in
def removal(request: HttpRequest) -> HttpResponse:
    """Take the card off."""
    if remove_card(person_id=request.user.pk, at=timezone.now()):
        messages.success(request, _("Your card is removed. The next bill waits for you to pay."))
    return redirect("my-card")
