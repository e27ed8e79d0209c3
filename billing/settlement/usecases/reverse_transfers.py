"""Take claw-backs back from the transfers that had paid their shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.events import ReversalFrozen
from billing.settlement.models import Accrual, Payee, Reversal, Transfer
from billing.settlement.purposes import reversal_purpose
from kith.audit.record import record
from kith.errors import DomainError, KeyReused
from kith.outbox import publish


class NothingToReverse(DomainError):
    """No open claw-back fits into what is left of the transfer that paid its share."""

    code = "reversal.nothing_to_reverse"


@transaction.atomic
def reverse_transfers(
    *,
    payee_id: UUID,
    key: str,
    by: UUID | None,
    at: datetime,
    clawback_ids: Sequence[UUID] | None = None,
) -> list[Reversal]:
    """
    Freeze one reversal for each transfer that paid what was taken back since; a worker sends it.

    Without `clawback_ids` it is about every open claw-back of the payee. The same key again
    returns the first reversals.

    :raises NothingToReverse: none of them is open, or fits into its transfer
    :raises KeyReused: the key named a reversal for somebody else
    """
    # The lock comes first: a run that would set these off waits, or we wait for it.
    payee = Payee.objects.locked().get(pk=payee_id)
    if standing := list(Reversal.objects.filter(key__startswith=f"{key}:").order_by("key")):
        if any(one.payee_id != payee_id for one in standing):
            raise KeyReused(what=f"{key} already reversed a transfer to somebody else")
        return standing
    rows = Accrual.objects.recoverable().filter(payee=payee)
    if clawback_ids is not None:
        rows = rows.filter(pk__in=clawback_ids)
    # The lock comes before the look.
    held = [row.pk for row in rows.locked()]
    by_transfer: dict[UUID, list[Accrual]] = {}
    fresh = Accrual.objects.filter(pk__in=held).annotate(paid_by=F("takes_from__transfer"))
    for row in fresh.order_by("accrued_at", "pk"):
        by_transfer.setdefault(row.paid_by, []).append(row)
    transfers = Transfer.objects.filter(pk__in=by_transfer, state=Transfer.PAID).order_by("pk")
    made = [one for one in (_freeze(i, by_transfer[i.pk], key, by, at) for i in transfers) if one]
    if not made:
        raise NothingToReverse(
            _("Nothing of %(payee)s can be taken back from a transfer") % {"payee": payee},
            mend=_("Let the next run set it off, or write it off."),
        )
    _post(made, at)
    for one in made:
        publish(ReversalFrozen(reversal_id=one.pk), key=str(one.pk))
    record(
        "transfers.reversed",
        actor_id=by,
        subject=f"payee:{payee.pk}",
        detail={"reversals": {str(one.pk): str(one.amount) for one in made}},
        at=at,
    )
    return made


def _freeze(
    transfer: Transfer, rows: Sequence[Accrual], key: str, by: UUID | None, at: datetime
) -> Reversal | None:
    """Freeze as many of the rows, oldest first, as the transfer still holds."""
    taken = Reversal.objects.live().filter(transfer=transfer).aggregate(sum=Sum("amount_minor"))
    left = transfer.amount_minor - (taken["sum"] or 0)
    fitting = []
    for row in rows:
        if -row.amount_minor <= left:
            left += row.amount_minor
            fitting.append(row)
    if not fitting:
        return None
    purpose = reversal_purpose(
        transfer_reference=str(transfer.transfer_reference), clawbacks=fitting
    )
    reversal = Reversal.objects.create(
        key=f"{key}:{transfer.pk}",
        payee_id=transfer.payee_id,
        transfer=transfer,
        amount_minor=-sum(row.amount_minor for row in fitting),
        currency=transfer.currency,
        purpose=purpose,
        idem_key=f"{purpose}:{Reversal.objects.filter(purpose=purpose).count() + 1}",
        asked_by=by,
        asked_at=at,
    )
    Accrual.objects.filter(pk__in=[row.pk for row in fitting]).update(
        state=Accrual.RETURNING, reversal=reversal
    )
    return reversal


def _post(made: Sequence[Reversal], at: datetime) -> None:
    post_journals(
        entries=[
            Entry(
                key=f"reversal:{one.pk}:frozen",
                kind="reversal_frozen",
                legs=[
                    Leg("in_transit:reversals", one.amount),
                    Leg("payable:payees", -one.amount),
                ],
                effective_at=at,
            )
            for one in made
        ]
    )
