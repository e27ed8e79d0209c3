"""Write down what a part of an amount is for, and let it happen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from billing.bank.accounts import gone
from billing.bank.events import BankMoneyAllotted
from billing.bank.models import Allotment, BankEntry, BankReturn
from billing.bank.usecases.name_bill import Wish, name_bill
from billing.bank.usecases.require_left import require_left
from billing.ledger.usecases.post_journals import post_journals
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def carry_out_allotment(
    *,
    entry: BankEntry,
    wish: Wish,
    reason: str,
    key: str,
    by: UUID,
    agreed_by: UUID | None,
    at: datetime,
) -> Allotment:
    """
    Write down what a part of a locked amount is for, and let it happen.

    :raises NotSoMuch, NoSuchBill, WrongCurrency: as `allot_entry`
    """
    require_left(entry=entry, amount=wish.amount)
    tenant_id, bill = name_bill(wish=wish) if wish.kind == Allotment.BILL else (None, None)
    entry.left_minor -= wish.amount.minor
    entry.save(update_fields=["left_minor"])
    made = Allotment.objects.create(
        key=key,
        entry=entry,
        kind=wish.kind,
        amount_minor=wish.amount.minor,
        currency=wish.amount.currency,
        tenant_id=tenant_id,
        invoice_id=bill.id if bill else None,
        number=bill.number if bill else "",
        batch=uuid4() if bill else None,
        reason=reason,
        by=by,
        agreed_by=agreed_by,
        at=at,
        done_at=at if wish.kind == Allotment.ASIDE else None,
    )
    _let_happen(made, at)
    record(
        f"bank_entry.{wish.kind}",
        actor_id=by,
        subject=f"bank_entry:{entry.pk}",
        detail={
            "allotment": str(made.pk),
            "amount": str(made.amount),
            "number": made.number,
            "because": reason,
            "agreed_by": str(agreed_by) if agreed_by else "",
        },
        at=at,
    )
    return made


def _let_happen(made: Allotment, at: datetime) -> None:
    if made.batch:
        publish(BankMoneyAllotted(batch=made.batch), key=str(made.batch), to_tenant=made.tenant_id)
    elif made.kind == Allotment.RETURN:
        BankReturn.objects.create(
            purpose=f"allotment:{made.pk}",
            allotment=made,
            amount_minor=made.amount_minor,
            currency=made.currency,
            name=made.entry.payer_name,
            iban=made.entry.payer_iban,
            text=(made.entry.text or made.reason)[:140],
            asked_at=at,
        )
    else:
        # It stands in the books in another way: not twice.
        post_journals(
            entries=[gone(made.pk, made.amount, kind="bank_receipt_aside", at=at, memo=made.reason)]
        )
