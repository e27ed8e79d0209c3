"""How far a shop's own word goes when money is given back, and whose money it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from billing.invoicing.crediting import parts_between
from billing.invoicing.models import Invoice, Refund
from billing.settlement.shares import SELLER
from billing.settlement.terms import refund_limits
from kith.errors import DomainError
from kith.money import Money
from kith.ui.formats import money_text
from kith.wall import day_here, zone_here

# What finance agreed to: it is no longer the shop's own word.
BY_FINANCE = "agreed:"
TOO_OLD, TOO_MUCH = "too_old", "too_much"


class RefundTooLarge(DomainError):
    """More than the customer paid and has not got back."""

    code = "refund.too_large"


class NothingToRefund(DomainError):
    """Nothing was paid, or all of it is back or on its way back."""

    code = "refund.nothing_left"


@dataclass(frozen=True)
class OwnWord:
    """What a shop may give back of a bill by itself."""

    limit: Money
    spent: Money
    age_days: int
    is_too_old: bool

    @property
    def left(self) -> Money:
        return max(self.limit - self.spent, Money.zero(self.limit.currency))

    def why_not(self, amount: Money) -> str:
        """Return why finance has to agree, `TOO_OLD` or `TOO_MUCH`; empty where it need not."""
        if self.is_too_old:
            return TOO_OLD
        return TOO_MUCH if amount > self.left else ""


@dataclass(frozen=True)
class GivenBack:
    """Whose money a refund is: the seller's own part, and what comes from all others."""

    own: Money
    others: Money


def left_of(invoice: Invoice) -> Money:
    """Return what of a bill was paid and is neither back nor on its way back."""
    live = Refund.objects.live().filter(invoice=invoice)
    given_back = live.aggregate(sum=Sum("amount_minor", default=0))["sum"]
    return Money(invoice.paid_minor - given_back, invoice.currency)


def require_left(invoice: Invoice, amount: Money | None) -> Money:
    """
    Return what is to go back of a locked bill: the amount, or all that is left of it.

    :raises RefundTooLarge: the amount exceeds what is left
    :raises NothingToRefund: nothing is left
    """
    left = left_of(invoice)
    if not left or not invoice.is_paid:
        raise NothingToRefund(
            _("There is nothing left to refund of invoice %(number)s") % {"number": invoice.number}
        )
    amount = amount or left
    if amount.currency != invoice.currency or not Money.zero(amount.currency) < amount <= left:
        raise RefundTooLarge(
            _("%(amount)s cannot be refunded of invoice %(number)s")
            % {"amount": money_text(amount), "number": invoice.number},
            mend=_("At most %(left)s is left.") % {"left": money_text(left)},
        )
    return amount


def own_word(invoice: Invoice, *, at: datetime) -> OwnWord:
    """Return how far the shop's own word goes for a bill, this calendar month being counted."""
    limits = refund_limits(currency=invoice.currency, at=at)
    begun = datetime.combine(day_here(at).replace(day=1), time(), zone_here())
    said = Refund.objects.live().filter(
        ~Q(key__startswith=BY_FINANCE),
        source=Refund.OURS,
        requested_by__isnull=False,
        currency=invoice.currency,
        requested_at__gte=begun,
    )
    spent = Money(said.aggregate(sum=Sum("amount_minor", default=0))["sum"], invoice.currency)
    oldest = at - timedelta(days=limits.age_days)
    return OwnWord(
        limit=limits.month,
        spent=spent,
        age_days=limits.age_days,
        is_too_old=invoice.paid_at is not None and invoice.paid_at < oldest,
    )


def whose(invoice: Invoice, amount: Money) -> GivenBack:
    """Return whose money goes back if so much of a bill does, by its original split."""
    before = invoice.paid_minor - left_of(invoice).minor
    parts = parts_between(invoice, before, before + amount.minor)
    own = sum(minor for part, minor in parts if part.party == SELLER)
    return GivenBack(Money(own, amount.currency), amount - Money(own, amount.currency))
