"""The customer's door to another plan: see what it means, choose it, undo it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from billing.invoicing.plan_choices import smaller_plans, what_keeps
from billing.invoicing.usecases.choose_plan import choose_plan
from catalog.lines.queries import LineCard, line_of_person, paid_until
from catalog.lines.usecases.keep_plan import keep_plan
from catalog.numbering.queries import show_number
from catalog.storefront.queries import OfferCard
from catalog.wholesale.allowances import allowance_words, compared
from kith.errors import DomainError
from kith.found import found_or_404
from kith.money import Money, NotMoney
from kith.permissions import signed_in
from kith.ui.formats import day_text, money_text
from kith.ui.shapes import Fact

PAGE = "billing/invoicing/my_plan.html"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def plan(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show the plans a line may move to, and what one means; change it once a press."""
    line = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    now = timezone.now()
    refusal = None
    if request.method == "POST":
        try:
            from_on = choose_plan(
                line_id=line.id,
                offer_code=request.POST.get("to", ""),
                seen=_seen(request, line),
                by=request.user.pk,
                at=now,
            )
        except DomainError as caught:
            refusal = caught
        else:
            day = {"day": day_text(from_on)}
            messages.success(request, _("Your plan changes on %(day)s.") % day)
            return redirect("my-line", line_id=line.id)
    keeps = what_keeps(line, at=now)
    offers = [] if keeps else smaller_plans(line, at=now)
    chosen = next((one for one in offers if one.code == request.GET.get("to")), None)
    from_on = paid_until(line_id=line.id)
    content = {
        "line": line,
        "number": show_number(line.e164),
        "refusal": refusal or keeps,
        "is_kept": keeps is not None,
        "chosen": chosen,
        "from_on": from_on,
        "facts": _facts(line, chosen, from_on) if chosen and from_on else [],
        "offers": [_row(one) for one in offers],
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


def _seen(request: HttpRequest, line: LineCard) -> Money:
    """Return the price that stood beside the button."""
    try:
        return Money(int(request.POST.get("price", "")), line.price.currency)
    except (ValueError, NotMoney):
        return Money(-1, line.price.currency)


def _row(offer: OfferCard) -> dict[str, object]:
    return {
        "name": offer.name,
        "code": offer.code,
        "holds": ", ".join(allowance_words(offer.allowances)),
        "price": offer.price,
    }


def _facts(line: LineCard, offer: OfferCard, from_on: date) -> list[Fact]:
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
