"""Bills that nobody will pay: given up once enough people said so, and taken up again when paid."""

from __future__ import annotations

from datetime import datetime

from billing.invoicing.crediting import parts_between
from billing.invoicing.models import Invoice
from billing.invoicing.tenant_accounts import RECEIVABLE, WRITTEN_OFF, legs_of
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.ledger.usecases.reverse_journal import reverse_journal
from kith.audit.record import record

# What asking for it writes on a bill, and a payment takes away.
ASKED = ("write_off_reason", "write_off_asked_by", "write_off_asked_at", "write_off_approved_by")


def carry_out(invoice: Invoice, *, at: datetime) -> None:
    """
    Write off what is still owed for a locked bill.

    The seller bears its own part as a bad debt. The others' parts were never accrued, because a
    bill is accrued once it is paid: what the seller's books owe onward for it is owed no more.
    What was paid stays where it is, with each party's part of it, until the rest is paid after all
    or it is given back.
    """
    invoice.written_off_at = at
    invoice.save(update_fields=[*ASKED, "written_off_at"])
    post_journal(
        key=journal_key(invoice),
        kind="invoice_written_off",
        postings=[
            *legs_of(
                parts_given_up(invoice, paid_minor=invoice.paid_minor),
                accounts=WRITTEN_OFF,
                currency=invoice.currency,
                sign=1,
            ),
            Leg(RECEIVABLE, -invoice.outstanding),
        ],
        effective_at=at,
        memo=f"invoice {invoice.number}",
    )


def take_up_again(invoice: Invoice, *, at: datetime) -> None:
    """Ask for a locked bill again, because it is being paid."""
    if invoice.written_off_at:
        reverse_journal(
            key=journal_key(invoice, ending="recovered"), journal_key=journal_key(invoice), at=at
        )
        record(
            "invoice.recovered",
            actor_id=None,
            subject=f"invoice:{invoice.pk}",
            detail={"number": invoice.number, "amount": str(invoice.outstanding)},
            at=at,
        )
    invoice.written_off_at = invoice.write_off_asked_at = None
    invoice.write_off_asked_by = invoice.write_off_approved_by = None
    invoice.write_off_reason = ""
    invoice.save(update_fields=[*ASKED, "written_off_at"])


def parts_given_up(invoice: Invoice, *, paid_minor: int) -> list[tuple[str, int]]:
    """Return each party's part of what is owed once so much was paid, to the cent."""
    rest = parts_between(invoice, paid_minor, invoice.total_minor)
    return [(part.party, amount) for part, amount in rest]


def journal_key(invoice: Invoice, *, ending: str = "written_off") -> str:
    """
    Return the name of its write-off in the books.

    What was paid before is part of it: a bill may be given up once more after each payment.
    """
    paid = f":{invoice.paid_minor}" if invoice.paid_minor else ""
    return f"invoice:{invoice.pk}:{ending}{paid}"
