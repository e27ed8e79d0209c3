"""What the pages of a larger plan have in common, for its owner and for a guest with a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.invoicing.models import PlanUpgrade, SavedCard
from billing.invoicing.upgrades import UpgradeQuote
from billing.invoicing.usecases.ask_upgrade import ask_upgrade
from billing.invoicing.usecases.charge_upgrade import charge_upgrade
from billing.invoicing.usecases.open_upgrade_checkout import open_upgrade_checkout
from billing.invoicing.words import why_refused
from catalog.lines.queries import LineCard, has_taken_plan
from catalog.numbering.queries import show_number
from catalog.storefront.queries import OfferCard
from catalog.wholesale.allowances import allowance_words, compared
from kith.errors import DomainError
from kith.money import Money, NotMoney
from kith.ui.formats import day_text, money_text
from kith.ui.shapes import Fact

UPGRADE = "billing/invoicing/upgrade.html"
BY_CARD = "card"


@dataclass(frozen=True)
class Place:
    """Where somebody stands: whose line it is, and which pages are theirs."""

    line: LineCard
    layout: str
    plan_url: str
    home_url: str
    upgrade_url: Callable[[UUID], str]
    payment_url: Callable[[UUID], str]
    # A link alone charges no card, and sets nothing down for later.
    card: SavedCard | None = None
    keeps_plans: bool = True


def seen_price(request: HttpRequest, line: LineCard) -> Money:
    """Return the amount that stood beside the button."""
    try:
        return Money(int(request.POST.get("price", "")), line.price.currency)
    except (ValueError, NotMoney):
        return Money(-1, line.price.currency)


def row_of(offer: OfferCard) -> dict[str, object]:
    return {
        "name": offer.name,
        "code": offer.code,
        "holds": ", ".join(allowance_words(offer.allowances)),
        "price": offer.price,
    }


def facts_of_upgrade(line: LineCard, offer: OfferCard, quote: UpgradeQuote) -> list[Fact]:
    """Return all that a larger plan changes, the amount to pay first."""
    now, until = _("now: %(what)s"), day_text(quote.until)
    return [
        Fact(_("To pay now"), quote.amount, _how(line, offer, quote)),
        Fact(_("Next bill"), offer.price, _("on %(day)s") % {"day": until}),
        Fact(_("Price"), offer.price, now % {"what": money_text(line.price)}),
        *(
            Fact(one.label, one.becomes, now % {"what": one.was})
            for one in compared(line.allowances, offer.allowances)
        ),
        Fact(_("Your number and SIM"), _("stay the same")),
    ]


def _how(line: LineCard, offer: OfferCard, quote: UpgradeQuote) -> str:
    if not quote.amount:
        return _("For the days left it is too little to charge.")
    said = {
        "more": money_text(offer.price - line.price),
        "left": quote.days_left,
        "days": quote.days,
    }
    return (
        ngettext(
            "%(more)s more, for the last of %(days)d days",
            "%(more)s more, for %(left)d of %(days)d days",
            quote.days_left,
        )
        % said
    )


def ask(request: HttpRequest, place: Place, *, by: UUID) -> HttpResponse:
    """
    Freeze the larger plan that was chosen, and lead to its payment.

    :raises DomainError: it cannot be had, or cannot be paid now
    """
    upgrade = ask_upgrade(
        line_id=place.line.id,
        offer_code=request.POST.get("to", ""),
        seen=seen_price(request, place.line),
        instead_of=request.POST.get("instead", ""),
        by=by,
        at=timezone.now(),
    )
    if upgrade.paid_at or upgrade.returned_at:
        return redirect(place.upgrade_url(upgrade.pk))
    return lead_to_payment(request, place, upgrade)


def lead_to_payment(request: HttpRequest, place: Place, upgrade: PlanUpgrade) -> HttpResponse:
    """
    Have the kept card charged, or go to the payment page.

    :raises DomainError: it cannot be paid in that way now
    """
    page = request.build_absolute_uri(place.upgrade_url(upgrade.pk))
    if place.card is not None and request.POST.get("by") == BY_CARD:
        charge_upgrade(upgrade_id=upgrade.pk, at=timezone.now())
        return redirect(page)
    url = open_upgrade_checkout(
        upgrade_id=upgrade.pk, return_url=f"{page}?paid=1", cancel_url=page, at=timezone.now()
    )
    return redirect(url)


def upgrade_of(place: Place, upgrade_id: UUID) -> PlanUpgrade:
    """
    Return an upgrade of the line at this place.

    :raises Http404: there is none
    """
    found = PlanUpgrade.objects.filter(pk=upgrade_id, line_id=place.line.id).first()
    if found is None:
        raise Http404
    return found


def show_upgrade(
    request: HttpRequest,
    place: Place,
    upgrade: PlanUpgrade,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show how a larger plan stands; the part that moves asks for itself every two seconds."""
    state = _state_of(request, upgrade)
    content = {
        "place": place,
        "upgrade": upgrade,
        "number": show_number(place.line.e164),
        "plan": upgrade.becomes["offer_name"],
        "old": upgrade.was["offer_name"],
        "amount": upgrade.amount,
        "state": state,
        "is_watched": state.is_moving,
        "here": f"{place.upgrade_url(upgrade.pk)}?paid=1" if request.GET.get("paid") else "",
        "payment_url": place.payment_url(upgrade.pk),
        "pays_by_card": {"by": BY_CARD},
        "card": place.card,
        "refusal": refusal,
    }
    part = "#progress" if request.htmx else ""
    return render(request, f"{UPGRADE}{part}", content, status=409 if refusal else 200)


@dataclass(frozen=True)
class UpgradeState:
    """One of the ways an upgrade can stand."""

    word: str
    why: str = ""

    @property
    def is_done(self) -> bool:
        return self.word == "done"

    @property
    def is_undone(self) -> bool:
        return self.word == "undone"

    @property
    def is_switching(self) -> bool:
        return self.word == "switching"

    @property
    def is_charging(self) -> bool:
        return self.word == "charging"

    @property
    def is_confirming(self) -> bool:
        return self.word == "confirming"

    @property
    def is_lapsed(self) -> bool:
        return self.word == "lapsed"

    @property
    def is_refused(self) -> bool:
        return self.word == "refused"

    @property
    def is_moving(self) -> bool:
        return self.word in ("charging", "confirming", "switching")

    @property
    def is_payable(self) -> bool:
        return self.word in ("to_pay", "refused")


def _state_of(request: HttpRequest, upgrade: PlanUpgrade) -> UpgradeState:
    if upgrade.undone_at or upgrade.returned_at:
        return UpgradeState("undone")
    if upgrade.change_id:
        is_done = has_taken_plan(change_id=upgrade.change_id)
        return UpgradeState("done" if is_done else "switching")
    charge = upgrade.charges.order_by("-turn").first()
    if charge is not None and not charge.is_over:
        return UpgradeState("charging")
    if not upgrade.is_payable(timezone.now()):
        return UpgradeState("lapsed")
    if request.GET.get("paid") == "1":
        return UpgradeState("confirming")
    if charge is not None and charge.is_refused:
        return UpgradeState("refused", why_refused(charge.reason))
    return UpgradeState("to_pay")
