"""Bills that nobody will pay: given up once enough people said so, and taken up again when paid."""

from __future__ import annotations

from datetime import datetime

from billing.invoicing.models import Invoice, SplitPart
from billing.invoicing.tenant_accounts import RECEIVABLE, WRITTEN_OFF, legs_of
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.ledger.usecases.reverse_journal import reverse_journal
from kith.audit.record import record

# What asking for it writes on a bill, and a payment takes away.
ASKED = ("write_off_reason", "write_off_asked_by", "write_off_asked_at", "write_off_approved_by")


def carry_out(invoice: Invoice, *, at: datetime) -> None:
    """
    Write a locked bill off, of which nothing was paid.

    The seller bears its own part as a bad debt. The others' parts were never accrued, because a
    bill is accrued once it is paid: what the seller's books owe onward for it is owed no more.
    """
    invoice.written_off_at = at
    invoice.save(update_fields=[*ASKED, "written_off_at"])
    parts = SplitPart.objects.filter(invoice_line__invoice=invoice).order_by("pk")
    post_journal(
        key=journal_key(invoice),
        kind="invoice_written_off",
        postings=[
            *legs_of(
                parts.values_list("party", "amount_minor"),
                accounts=WRITTEN_OFF,
                currency=invoice.currency,
                sign=1,
            ),
            Leg(RECEIVABLE, -invoice.total),
        ],
        effective_at=at,
        memo=f"invoice {invoice.number}",
    )


def take_up_again(invoice: Invoice, *, at: datetime) -> None:
    """Ask for a locked bill again, because it is being paid."""
    if invoice.written_off_at:
        reverse_journal(
            key=f"invoice:{invoice.pk}:recovered", journal_key=journal_key(invoice), at=at
        )
        record(
            "invoice.recovered",
            actor_id=None,
            subject=f"invoice:{invoice.pk}",
            detail={"number": invoice.number, "amount": str(invoice.total)},
            at=at,
        )
    invoice.written_off_at = invoice.write_off_asked_at = None
    invoice.write_off_asked_by = invoice.write_off_approved_by = None
    invoice.write_off_reason = ""
    invoice.save(update_fields=[*ASKED, "written_off_at"])


def journal_key(invoice: Invoice) -> str:
    """Return the name of its write-off in the books: one that was paid in part takes no second."""
    return f"invoice:{invoice.pk}:written_off"
