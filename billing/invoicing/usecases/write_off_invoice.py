"""Ask that an unpaid bill be written off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from billing.invoicing.bad_debts import ASKED, carry_out
from billing.invoicing.models import Invoice
from billing.settlement.terms import payout_terms
from kith.audit.record import record
from kith.errors import DomainError
from kith.reasons import read_reason


class NothingOwed(DomainError):
    """The bill is paid, or asks for nothing."""

    code = "invoice_write_off.nothing_owed"


class ChargeUnderWay(DomainError):
    """A card is being charged for it at this moment."""

    code = "invoice_write_off.charge_under_way"


@transaction.atomic
def write_off_invoice(*, invoice_id: UUID, reason: str, by: UUID, at: datetime) -> Invoice:
    """
    Write a bill off, or have it wait for a second person where the sum is above a run's limit.

    Of one that was paid in part it is the rest.

    What this customer had written off before counts towards the limit. From then on nobody is
    reminded, charged or barred for it; a payment that comes all the same is taken. One that is
    written off stays as it is, and a request that still waits is replaced.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises NothingOwed: it is paid, or asks for nothing
    :raises ChargeUnderWay: a card is being charged for it
    """
    said = read_reason(reason)
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    if invoice.written_off_at:
        return invoice
    _refuse(invoice)
    invoice.write_off_reason, invoice.write_off_asked_by = said, by
    invoice.write_off_asked_at, invoice.write_off_approved_by = at, None
    record(
        "invoice.write_off_asked",
        actor_id=by,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(invoice.outstanding), "reason": said},
        at=at,
    )
    if _takes_two(invoice, at=at):
        invoice.save(update_fields=ASKED)
    else:
        carry_out(invoice, at=at)
    return invoice


def _refuse(invoice: Invoice) -> None:
    number = {"number": invoice.number}
    if not invoice.outstanding:
        raise NothingOwed(_("Nothing is owed for invoice %(number)s") % number)
    if invoice.charges.under_way().exists():
        raise ChargeUnderWay(
            _("A card is being charged for invoice %(number)s") % number,
            mend=_("Wait until the processor has answered."),
        )


def _takes_two(invoice: Invoice, *, at: datetime) -> bool:
    """Say whether giving up a bill takes a second person, with all that its customer has open."""
    given_up = Invoice.objects.filter(
        person_id=invoice.person_id,
        contact_email=invoice.contact_email,
        currency=invoice.currency,
        written_off_at__isnull=False,
    )
    rest = F("total_minor") - F("paid_minor")
    before = given_up.aggregate(sum=Sum(rest, default=0))["sum"]
    limit = payout_terms(currency=invoice.currency, at=at).four_eyes_above_minor
    return bool(before + invoice.outstanding.minor > limit)
