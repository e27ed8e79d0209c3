"""Write down what somebody took back of a transfer at the processor itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.gateway import ReversalAnswer, gateway
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.clawbacks import beside
from billing.settlement.models import Accrual, Payee, Reversal, ShareHold, Transfer
from billing.settlement.statements import issue_recovery_statement
from billing.settlement.usecases.hold_shares import hold_shares
from billing.settlement.usecases.send_reversal import KIND
from kith.audit.record import record
from kith.derived import derived_uuid
from kith.money import allocate
from kith.transmission.marks import bears_marks
from kith.wall import public_side


@public_side
def record_processor_reversals(*, transfer_reference: str, at: datetime) -> int:
    """
    Ask the processor what was taken back of a transfer, and book what we never asked for.

    Open claw-backs of the payee that the money covers whole are settled by it, the oldest first.
    The rest is owed to the payee again, and held until somebody says that it is to be paid:
    whoever took it back had a reason. Returns how many were new; safe to repeat. Call it
    outside a transaction.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    transfer = Transfer.objects.filter(transfer_reference=transfer_reference).first()
    if transfer is None:
        return 0
    found = gateway().find_reversals(transfer_id=transfer_reference)
    # One that we asked for bears our marks: whoever sent it ends it.
    strange = [one for one in found if not bears_marks(one.metadata, kind=KIND)]
    return sum(_record(transfer, one, at) for one in strange)


@transaction.atomic
def _record(transfer: Transfer, found: ReversalAnswer, at: datetime) -> bool:
    # The payee first: a run being opened for them waits, or we wait for it.
    payee = Payee.objects.locked().get(pk=transfer.payee_id)
    name = f"processor:{found.id}"
    if Reversal.objects.filter(key=name).exists():
        return False
    reversal = Reversal.objects.create(
        uuid=derived_uuid("reversal", name),
        key=name,
        purpose=name,
        idem_key=name,
        payee=payee,
        transfer=transfer,
        amount_minor=found.amount.minor,
        currency=found.amount.currency,
        asked_at=at,
        ended_at=at,
        state=Reversal.DONE,
        reversal_id=found.id,
    )
    covered = _settle_claw_backs(reversal)
    left = reversal.amount_minor + sum(row.amount_minor for row in covered)
    again = _owe_again(reversal, left, at) if left else []
    post_journal(
        key=f"reversal:{reversal.pk}:adopted",
        kind="reversal",
        postings=[Leg("cash:stripe", reversal.amount), Leg("payable:payees", -reversal.amount)],
        effective_at=at,
        reference=found.id,
    )
    issue_recovery_statement(payee=payee, rows=[*covered, *again], at=at, reversal=reversal)
    record(
        "reversal.adopted",
        actor_id=None,
        subject=f"payee:{payee.pk}",
        detail={"reversal": found.id, "amount": str(reversal.amount), "owed_again_minor": left},
        at=at,
    )
    return True


def _settle_claw_backs(reversal: Reversal) -> list[Accrual]:
    owed = Accrual.objects.recoverable().filter(payee=reversal.payee_id, currency=reversal.currency)
    if shop := reversal.transfer.tenant_id:
        # What one shop paid covers nothing that is owed at another.
        owed = owed.filter(tenant_id=shop)
    left, covered = reversal.amount_minor, []
    for row in sorted(owed.locked(), key=lambda row: (row.accrued_at, row.pk)):
        if -row.amount_minor <= left:
            left += row.amount_minor
            covered.append(row)
    Accrual.objects.filter(pk__in=[row.pk for row in covered]).update(
        state=Accrual.RETURNED, reversal=reversal
    )
    return covered


def _owe_again(reversal: Reversal, left: int, at: datetime) -> list[Accrual]:
    """Take the rest off the shares that the transfer paid, and owe it again, held."""
    shares = Accrual.objects.filter(transfer=reversal.transfer_id, amount_minor__gt=0)
    paid = {str(row.pk): row for row in shares.order_by("pk")}
    parts = allocate(left, {name: row.amount_minor for name, row in paid.items()})
    touched = [(paid[name], minor) for name, minor in parts.items() if minor]
    returned = [_mirror(reversal, row, -minor, at) for row, minor in touched]
    owed = [_mirror(reversal, row, minor, at) for row, minor in touched]
    Accrual.objects.bulk_create([*returned, *owed])
    for tenant_id, number in sorted({(row.tenant_id, row.invoice_number) for row in owed}):
        hold_shares(
            tenant_id=tenant_id,
            invoice_number=number,
            reason=ShareHold.REVERSED,
            reference=str(reversal.reversal_id),
            payee_id=reversal.payee_id,
            at=at,
        )
    return returned


def _mirror(reversal: Reversal, paid: Accrual, minor: int, at: datetime) -> Accrual:
    is_taken = minor < 0
    key = f"{'taken' if is_taken else 'owed_again'}:{reversal.reversal_id}:{paid.pk.hex}"
    row = beside(paid, key=key, minor=minor, at=at)
    if is_taken:
        row.state, row.reversal = Accrual.RETURNED, reversal
    return row
