"""The link in a letter by which one bill is paid, by whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.core import signing

from billing.entities.payment_references import Transfer, by_transfer
from billing.entities.sellers import Seller
from billing.invoicing.models import Invoice
from kith.money import Money
from kith.wall import required_tenant
from tenants.registry.queries import page_address

# Letters lie about: after that, the way to pay is to sign in, or a newer letter.
LIFE = timedelta(days=60)
# A UUID in hexadecimal; what follows it is the second the link ends at.
ID_LENGTH = 32


@dataclass(frozen=True)
class LinkedBill:
    """All that a link tells of its bill: whose it is and what else they have is no part of it."""

    id: UUID
    number: str
    label: str
    outstanding: Money
    due_on: date
    is_paid: bool
    is_paid_back: bool
    is_given_up: bool
    has_run_out: bool
    transfer: Transfer | None

    @property
    def is_over(self) -> bool:
        """Whether nobody asks for its money any more."""
        return self.is_paid or self.is_given_up

    @property
    def is_payable(self) -> bool:
        return not (self.is_over or self.has_run_out)


def pay_link(*, invoice_id: UUID, at: datetime) -> str:
    """Return the address at this shop where a bill is paid without signing in."""
    token = pay_token(invoice_id=invoice_id, at=at)
    return page_address("pay-link", token, tenant_id=required_tenant().uuid)


def pay_token(*, invoice_id: UUID, at: datetime) -> str:
    """Return what stands for one bill of this shop until the link's life is over."""
    ends_at = int((at + LIFE).timestamp())
    return _signer().sign(f"{invoice_id.hex}{ends_at:x}")


def bill_of_link(*, token: str, at: datetime) -> LinkedBill | None:
    """Return the bill a link stands for; None where this shop gave no such link out."""
    try:
        said = _signer().unsign(token)
    except signing.BadSignature:
        return None
    invoice = Invoice.objects.filter(pk=UUID(said[:ID_LENGTH])).first()
    if invoice is None:
        return None
    return LinkedBill(
        id=invoice.pk,
        number=invoice.number,
        label=", ".join(invoice.lines.order_by("position").values_list("label", flat=True)),
        outstanding=invoice.outstanding,
        due_on=invoice.due_on,
        is_paid=invoice.is_paid,
        is_paid_back=0 < invoice.refunded_minor == invoice.total_minor,
        is_given_up=invoice.written_off_at is not None,
        has_run_out=datetime.fromtimestamp(int(said[ID_LENGTH:], 16), tz=UTC) <= at,
        transfer=by_transfer(number=invoice.number, seller=Seller.kept_as(invoice.seller)),
    )


def _signer() -> signing.Signer:
    """Sign for this shop: what another signed is none of ours, whatever it names."""
    return signing.Signer(salt=f"billing.invoicing.pay_links:{required_tenant().uuid}", sep=".")
