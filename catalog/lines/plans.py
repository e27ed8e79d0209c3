"""What a line's owner agreed to, and how a line gets another plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from catalog.lines.changes import require_in_service
from catalog.lines.events import LinePlanChanged, LinePlanDue
from catalog.lines.models import CHANGE_PLAN, Line, LineEvent, PlanChange
from kith.errors import DomainError
from kith.money import Money
from kith.outbox import publish
from kith.ui.formats import day_text
from kith.wall import day_here, required_tenant


class PlanOfSeveral(DomainError):
    """Several lines share the plan."""

    code = "plan.of_several"


class LineEnds(DomainError):
    """The line is to end."""

    code = "plan.line_ends"


class LineBarred(DomainError):
    """The line is blocked."""

    code = "plan.line_barred"


class PlanUnderWay(DomainError):
    """The line is just being switched to another plan."""

    code = "plan.under_way"


class NothingRenews(DomainError):
    """No period follows the one that is paid for, or it begins this very day."""

    code = "plan.nothing_renews"


class PlanWaits(DomainError):
    """Another plan waits for its day."""

    code = "plan.waits"


@dataclass(frozen=True)
class Plan:
    """One offer as it was when somebody agreed to it: its price gross, wholesale net of tax."""

    offer_code: str
    offer_name: str
    base_code: str
    price_minor: int
    wholesale_minor: int
    tax_basis_points: int
    currency: str
    allowances: dict[str, Any]

    @classmethod
    def of_line(cls, line: Line) -> Self:
        return cls(**{name: getattr(line, name) for name in PARTS})

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def wholesale(self) -> Money:
        return Money(self.wholesale_minor, self.currency)

    def as_kept(self) -> dict[str, Any]:
        """Return it as a row keeps it."""
        return asdict(self)


PARTS = tuple(field.name for field in fields(Plan))


def require_changeable(line: Line, others: Sequence[Line], *, at: datetime) -> date:
    """
    Return the day on which a line could have another plan, where its owner may change it alone.

    :raises LineEnded: it is no longer in service
    :raises PlanOfSeveral: several lines share its plan
    :raises LineEnds: it is to end
    :raises LineBarred: it is blocked
    :raises NothingRenews: it is paid once, or its next period begins this day
    :raises PlanUnderWay: it is just being switched to another plan
    """
    require_in_service(line)
    if others or line.place > 1:
        shop = {"shop": required_tenant().name}
        raise PlanOfSeveral(
            _("Several lines share this plan, so it cannot be changed here."),
            mend=_("Write to %(shop)s: we change it with you.") % shop,
        )
    if line.ends_on is not None:
        raise LineEnds(
            _("This line is to end."), mend=_("Keep the line first, then change its plan.")
        )
    if line.unpaid_since is not None:
        raise LineBarred(
            _("This line is blocked because a bill is not paid."),
            mend=_("Pay the open invoice first."),
        )
    if line.suspended_at is not None:
        raise LineBarred(_("This line is blocked."), mend=_("Open the line again first."))
    if line.next_renewal_on is None:
        raise NothingRenews(
            _("This line is paid once and never renews."),
            mend=_("Order the plan you want in the shop."),
        )
    if line.next_renewal_on <= day_here(at):
        raise NothingRenews(
            _("A new period of this line begins today."), mend=_("Try again in an hour.")
        )
    if (change := line.plan_changes.under_way().first()) is not None:
        raise PlanUnderWay(
            _("Your line is just being switched to %(plan)s.")
            % {"plan": change.becomes["offer_name"]},
            mend=_("Wait a few minutes, then look again."),
        )
    return line.next_renewal_on


def require_none_waiting(waiting: PlanChange | None) -> None:
    """
    Let a line pass that waits for no other plan.

    :raises PlanWaits: it does
    """
    if waiting is not None:
        standing = {"plan": waiting.becomes["offer_name"], "day": day_text(waiting.from_on)}
        raise PlanWaits(
            _("Your plan already changes to %(plan)s on %(day)s.") % standing,
            mend=_("Keep your present plan first, then choose another one."),
        )


def take_plan(line: Line, change: PlanChange, *, at: datetime) -> None:
    """Give a locked line its next plan; the network is asked after, where its product differs."""
    is_same_product = change.becomes["base_code"] == line.base_code
    _put_on(line, change)
    change.done_at = at
    if is_same_product:
        _note_change(line, at)
        note_switched(change, at=at)
        return
    change.save(update_fields=["done_at"])
    publish(LinePlanDue(line_id=line.pk), key=str(change.pk))


def take_plan_now(line: Line, change: PlanChange, *, at: datetime) -> None:
    """Give a locked line the plan it was paid up to: the network has it, or needs not be asked."""
    # What the network had not taken of earlier changes is behind it now.
    line.plan_changes.to_switch().update(switched_at=at)
    _put_on(line, change)
    if change.event_id is None:
        _note_change(line, at)
    change.done_at = at
    note_switched(change, at=at)


def _put_on(line: Line, change: PlanChange) -> None:
    plan = Plan(**change.becomes)
    for name in PARTS:
        setattr(line, name, getattr(plan, name))
    line.save(update_fields=PARTS)


def _note_change(line: Line, at: datetime) -> None:
    LineEvent.objects.create(
        line=line, what=CHANGE_PLAN, asked_at=at, done_at=at, note=line.offer_name
    )


def note_switched(change: PlanChange, *, at: datetime) -> None:
    """Note that the line has its new plan at the network too, and say so."""
    change.switched_at = at
    change.save(update_fields=["done_at", "switched_at"])
    publish(LinePlanChanged(change_id=change.pk), key=str(change.pk))
