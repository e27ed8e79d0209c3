"""The customer's door to another plan: see what it means, choose it, pay it, undo it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.invoicing.plan_choices import other_plans, what_keeps
from billing.invoicing.queries import saved_card_of
from billing.invoicing.upgrades import UpgradeQuote, quote_of
from billing.invoicing.usecases.choose_plan import choose_plan
from billing.invoicing.web import plan_pages
from billing.invoicing.web.plan_pages import Place, row_of, seen_price
from catalog.lines.names import in_this_language
from catalog.lines.queries import LineCard, line_of_person, next_period_on
from catalog.lines.usecases.keep_plan import keep_plan
from catalog.numbering.queries import show_number
from catalog.storefront.queries import OfferCard
from catalog.wholesale.allowances import compared
from kith.errors import DomainError
from kith.found import found_or_404
from kith.money import Money
from kith.permissions import signed_in
from kith.ui.formats import day_text, money_text
from kith.ui.shapes import Fact

PAGE = "billing/invoicing/my_plan.html"
NOW = "now"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def plan(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show the plans a line may move to, and what one means; change it once a press."""
    place = _place(request, line_id)
    line, now = place.line, timezone.now()
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("when") == NOW:
                return plan_pages.ask(request, place, by=request.user.pk)
            return _wait_for_it(request, line, at=now)
        except DomainError as caught:
            refusal = caught
    return show_plans(request, place, refusal=refusal, at=now)


def show_plans(
    request: HttpRequest, place: Place, *, refusal: DomainError | None, at: datetime
) -> HttpResponse:
    """Show what there is to choose from, or all that one choice changes."""
    line = place.line
    keeps = what_keeps(line, at=at, is_now=True)
    offers = [] if keeps else other_plans(line, at=at)
    larger = [one for one in offers if one.price > line.price]
    # Another plan that waits keeps out those that would wait too.
    smaller = [] if line.next_plan else [one for one in offers if one.price <= line.price]
    if not place.keeps_plans:
        smaller = []
    chosen = next((one for one in [*larger, *smaller] if one.code == request.GET.get("to")), None)
    from_on = next_period_on(line_id=line.id)
    is_now = chosen is not None and chosen.price > line.price
    quote = quote_of(line, chosen, at=at) if chosen and is_now else None
    content = {
        "place": place,
        "line": line,
        "number": show_number(line.e164),
        "refusal": refusal or keeps,
        "is_kept": keeps is not None,
        "way_out": _way_out(keeps, line) if keeps else None,
        "undo": _undo(line) if line.next_plan and place.keeps_plans else None,
        "chosen": chosen,
        "quote": quote,
        "from_on": from_on,
        "facts": _facts(line, chosen, quote, from_on),
        "larger": [row_of(one) for one in larger],
        "smaller": [row_of(one) for one in smaller],
    }
    return render(request, PAGE, content, status=422 if refusal else 200)


@require_POST
@signed_in
def keeping(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Keep the present plan after all."""
    line = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    try:
        keep_plan(line_id=line.id, by=request.user.pk, at=timezone.now())
        messages.success(request, _("You keep your plan: %(plan)s.") % {"plan": line.offer_name})
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    return redirect("my-line", line_id=line.id)


@never_cache
@require_GET
@signed_in
def upgrade(request: HttpRequest, line_id: UUID, upgrade_id: UUID) -> HttpResponse:
    """Show how a larger plan stands: to pay, being switched, there, or not to be had."""
    place = _place(request, line_id)
    return plan_pages.show_upgrade(request, place, plan_pages.upgrade_of(place, upgrade_id))


@require_POST
@signed_in
def upgrade_payment(request: HttpRequest, line_id: UUID, upgrade_id: UUID) -> HttpResponse:
    """Pay a larger plan that was asked for."""
    place = _place(request, line_id)
    asked = plan_pages.upgrade_of(place, upgrade_id)
    try:
        return plan_pages.lead_to_payment(request, place, asked)
    except DomainError as refusal:
        return plan_pages.show_upgrade(request, place, asked, refusal=refusal)


def _place(request: HttpRequest, line_id: UUID) -> Place:
    line = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    return Place(
        line=in_this_language([line])[0],
        layout="layouts/my.html",
        plan_url=reverse("my-line-plan", args=[line.id]),
        home_url=reverse("my-line", args=[line.id]),
        upgrade_url=lambda one: reverse("my-line-upgrade", args=[line.id, one]),
        payment_url=lambda one: reverse("my-line-upgrade-payment", args=[line.id, one]),
        card=saved_card_of(person_id=request.user.pk),
    )


def _way_out(keeps: DomainError, line: LineCard) -> Mapping[str, object] | None:
    """Give the button for what has to be done first, where it is done by one."""
    bills = {"label": _("See your invoices"), "href": reverse("my-invoices")}
    opened = {"label": _("Open the line again"), "fields": {"is_on": "0"}}
    here = {"args": [line.id]}
    ways: dict[str, Mapping[str, object]] = {
        "plan.line_ends": {
            "label": _("Keep the line"),
            "action": reverse("my-line-keeping", **here),
        },
        "plan.line_barred": bills
        if line.unpaid_since
        else opened | {"action": reverse("my-line-suspension", **here)},
        "plan.bill_open": bills,
        "plan.number_leaves": {
            "label": _("Take your number along"),
            "href": reverse("my-line-leave", **here),
        },
    }
    return ways.get(keeps.code)


def _undo(line: LineCard) -> Mapping[str, object]:
    """Give the button that drops a plan which waits."""
    return {
        "label": _("Keep %(plan)s") % {"plan": line.offer_name},
        "action": reverse("my-line-plan-keeping", args=[line.id]),
    }


def _wait_for_it(request: HttpRequest, line: LineCard, *, at: datetime) -> HttpResponse:
    choose_plan(
        line_id=line.id,
        offer_code=request.POST.get("to", ""),
        seen=seen_price(request, line),
        by=request.user.pk,
        at=at,
    )
    # The line's page says on which day, beside the button that undoes it.
    return redirect("my-line", line_id=line.id)


def _facts(
    line: LineCard,
    offer: OfferCard | None,
    quote: UpgradeQuote | None,
    from_on: date | None,
) -> list[Fact]:
    if offer is None or from_on is None:
        return []
    if quote is not None:
        return plan_pages.facts_of_upgrade(line, offer, quote)
    now = _("now: %(what)s")
    return [
        Fact(_("To pay today"), Money.zero(line.price.currency), _("Your paid period goes on.")),
        Fact(_("Next bill"), offer.price, _("on %(day)s") % {"day": day_text(from_on)}),
        Fact(_("Price"), offer.price, now % {"what": money_text(line.price)}),
        *(
            Fact(one.label, one.becomes, now % {"what": one.was})
            for one in compared(line.allowances, offer.allowances)
        ),
        Fact(_("Your number and SIM"), _("stay the same")),
    ]
