"""Choose another plan for a line's next period."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.invoicing.plan_choices import plan_of, smaller_plans, what_keeps
from catalog.lines.queries import line_card
from catalog.lines.usecases.schedule_plan_change import schedule_plan_change
from kith.errors import DomainError
from kith.money import Money


class NotForThisLine(DomainError):
    """The plan is no longer on sale, or of another kind, or dearer."""

    code = "plan.not_for_this_line"


class PriceMoved(DomainError):
    """The plan costs something else than was shown."""

    code = "plan.price_moved"


@transaction.atomic
def choose_plan(*, line_id: UUID, offer_code: str, seen: Money, by: UUID, at: datetime) -> date:
    """
    Have a line's next period come with a smaller plan, at the price its owner saw.

    Nothing is charged and nothing changes before. Returns the first day under it; the same again
    returns that day.

    :raises NotForThisLine: the shop does not offer that plan to this line
    :raises PriceMoved: it costs something else by now
    """
    line = line_card(line_id=line_id)
    offer = next((one for one in smaller_plans(line, at=at) if one.code == offer_code), None)
    is_chosen = line.next_plan is not None and line.next_plan.offer_code == offer_code
    if not is_chosen and (refusal := what_keeps(line, at=at)) is not None:
        raise refusal
    if offer is None:
        raise NotForThisLine(
            _("This plan is not for this line, or no longer on sale."),
            mend=_("Choose one of the plans that are shown."),
        )
    if offer.price != seen:
        raise PriceMoved(
            _("The price of this plan has just changed."),
            mend=_("Look at the new one, then choose again."),
        )
    change = schedule_plan_change(line_id=line_id, plan=plan_of(offer), by=by, at=at)
    return change.from_on
