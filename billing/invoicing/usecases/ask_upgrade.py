"""Ask for a larger plan at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from billing.entities.queries import may_bill
from billing.invoicing.models import UPGRADE, PlanUpgrade
from billing.invoicing.plan_choices import larger_plans, plan_of, what_keeps
from billing.invoicing.purposes import bill_id_of
from billing.invoicing.upgrades import LIFE, STILL_GOOD, UpgradeQuote, plan_of_line, quote_of
from billing.invoicing.usecases.carry_out_upgrade import carry_out_upgrade
from billing.invoicing.usecases.choose_plan import NotForThisLine, PriceMoved
from billing.invoicing.usecases.open_checkout import NotOpenYet
from catalog.lines.plans import Plan, PlanWaits
from catalog.lines.queries import LineCard, line_card
from kith.errors import DomainError
from kith.money import Money
from kith.ui.formats import day_text


class UpgradeBeingPaid(DomainError):
    """The card is being charged for a larger plan, or somebody just asked for another one."""

    code = "plan.upgrade_being_paid"


@transaction.atomic
def ask_upgrade(
    *,
    line_id: UUID,
    offer_code: str,
    seen: Money,
    instead_of: str = "",
    by: UUID,
    at: datetime,
) -> PlanUpgrade:
    """
    Freeze a larger plan for a line, at the amount its owner saw, to be paid within the hour.

    Nothing changes until it is paid; the same again finds what was frozen, another takes its
    place. `instead_of` names the plan that waits for its day and is dropped for it. One that costs
    nothing for the days left begins at once.

    :raises NotForThisLine: the shop does not offer that plan to this line
    :raises PriceMoved: it costs something else by now
    :raises PlanWaits: another plan waits for its day, and nobody said that it may be dropped
    :raises UpgradeBeingPaid: one is being paid this moment
    :raises NotOpenYet: nobody has said yet which company sells
    """
    line = line_card(line_id=line_id)
    offer = next((one for one in larger_plans(line, at=at) if one.code == offer_code), None)
    if (refusal := what_keeps(line, at=at, is_now=True)) is not None:
        raise refusal
    quote = quote_of(line, offer, at=at) if offer else None
    if offer is None or quote is None:
        raise NotForThisLine(
            _("This plan is not for this line, or no longer on sale."),
            mend=_("Choose one of the plans that are shown."),
        )
    _require_word_on_waiting(line, instead_of)
    if quote.amount != seen:
        raise PriceMoved(
            _("The amount to pay has just changed."),
            mend=_("Look at the new one, then choose again."),
        )
    if quote.amount and not may_bill():
        raise NotOpenYet(
            _("This shop takes no payments yet"),
            mend=_("Nothing was charged. Please try again later."),
        )
    upgrade = _frozen(line, plan_of(offer), quote, by=by, at=at)
    if not upgrade.amount_minor:
        return carry_out_upgrade(upgrade_id=upgrade.pk, at=at, paid_at=at)
    return upgrade


def _require_word_on_waiting(line: LineCard, instead_of: str) -> None:
    waiting, renews_on = line.next_plan, line.next_renewal_on
    if waiting is None or renews_on is None or waiting.offer_code == instead_of:
        return
    raise PlanWaits(
        _("Your plan already changes to %(plan)s on %(day)s.")
        % {"plan": waiting.offer_name, "day": day_text(renews_on)},
        mend=_("Say that the larger plan takes its place, then choose again."),
    )


def _frozen(
    line: LineCard, plan: Plan, quote: UpgradeQuote, *, by: UUID, at: datetime
) -> PlanUpgrade:
    """Return the one open upgrade of a line: this one, and no other that is being paid."""
    standing = PlanUpgrade.objects.open().locked().filter(line_id=line.id).first()
    if standing is not None:
        if _is_the_same(standing, plan, quote) and standing.lapses_at >= at + STILL_GOOD:
            return standing
        if standing.charges.under_way().exists():
            raise _being_paid()
        standing.ended_at = at
        standing.save(update_fields=["ended_at"])
    fresh = _row(line, plan, quote, by=by, at=at)
    # A second click finds the first one's row; the database keeps them from both making one.
    PlanUpgrade.objects.bulk_create([fresh], ignore_conflicts=True)
    made = PlanUpgrade.objects.open().locked().filter(line_id=line.id).first()
    if made is None or not _is_the_same(made, plan, quote):
        raise _being_paid()
    return made


def _is_the_same(standing: PlanUpgrade, plan: Plan, quote: UpgradeQuote) -> bool:
    return (
        standing.becomes == plan.as_kept()
        and standing.amount == quote.amount
        and standing.from_on == quote.from_on
    )


def _being_paid() -> UpgradeBeingPaid:
    return UpgradeBeingPaid(
        _("A larger plan is just being paid for this line."),
        mend=_("Wait a few minutes, then look again: you are not charged twice."),
    )


def _row(line: LineCard, plan: Plan, quote: UpgradeQuote, *, by: UUID, at: datetime) -> PlanUpgrade:
    upgrade_id = uuid4()
    return PlanUpgrade(
        uuid=upgrade_id,
        line_id=line.id,
        person_id=line.person_id,
        was=plan_of_line(line).as_kept(),
        becomes=plan.as_kept(),
        amount_minor=quote.amount.minor,
        wholesale_minor=quote.wholesale.minor,
        currency=quote.amount.currency,
        from_on=quote.from_on,
        until=quote.until,
        asked_by=by,
        asked_at=at,
        lapses_at=at + LIFE,
        bill_id=bill_id_of(f"{UPGRADE}:{upgrade_id}"),
    )
