"""Name the bill that a part of an amount is for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from billing.bank.questions import BillStanding, bills_standing
from billing.entities.queries import bill_numbered
from kith.errors import DomainError
from kith.money import Money
from kith.ui.formats import money_text
from kith.wall import in_tenant, public_side
from tenants.registry.queries import standing_tenant


class NotSoMuch(DomainError):
    """More than is left of the amount, or than the bill asks for."""

    code = "bank_entry.not_so_much"


class NoSuchBill(DomainError):
    """No bill has that number, or its shop is gone."""

    code = "bank_entry.no_such_bill"


class WrongCurrency(DomainError):
    """The bill asks for another currency."""

    code = "bank_entry.wrong_currency"


@dataclass(frozen=True)
class Wish:
    """What somebody wants a part of an amount to be for; the bill by its number."""

    kind: str
    amount: Money
    number: str = ""


@public_side
def name_bill(*, wish: Wish) -> tuple[UUID, BillStanding]:
    """
    Return the shop and the bill of a number that may take so much.

    :raises NotSoMuch, NoSuchBill, WrongCurrency: where it may not
    """
    document = bill_numbered(wish.number)
    tenant = standing_tenant(tenant_id=document.tenant_id) if document else None
    found: list[BillStanding] = []
    if document and tenant:
        with in_tenant(tenant):
            found = bills_standing(ids=[document.document_id])
    if document is None or not found:
        raise NoSuchBill(
            _("No bill has the number %(number)s") % {"number": wish.number},
            mend=_("Search for it by a part of its number."),
        )
    bill = found[0]
    if bill.outstanding.currency != wish.amount.currency:
        raise WrongCurrency(
            _("Bill %(number)s asks for %(currency)s")
            % {"number": bill.number, "currency": bill.outstanding.currency},
            mend=_("Send the money back: nothing is exchanged here."),
        )
    if wish.amount > bill.outstanding:
        raise NotSoMuch(
            _("Bill %(number)s asks for %(amount)s")
            % {"number": bill.number, "amount": money_text(bill.outstanding)},
            mend=_("Give it so much, and the rest to another bill or back."),
        )
    return document.tenant_id, bill
