"""Give a transfer that stands still another try."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.events import TransferReleased
from billing.settlement.freezing import freeze_into
from billing.settlement.models import Accrual, Payee, Run, Transfer
from billing.settlement.purposes import transfer_purpose
from kith.audit.record import record
from kith.errors import DomainError
from kith.money import Money
from kith.outbox import publish


class NothingToRetry(DomainError):
    """The transfer is paid or on its way, or its shares are in another run."""

    code = "transfer.nothing_to_retry"


@transaction.atomic
def retry_transfer(*, transfer_id: UUID, by: UUID, at: datetime) -> Transfer:
    """
    Try again: at once where the transfer waits, by a new transfer and key where it failed.

    Shares that are held by now wait for a later run.

    :raises NothingToRetry: it is paid, its run has ended, or its shares went elsewhere or are held
    """
    transfer = Transfer.objects.select_related("run").get(pk=transfer_id)
    run = Run.objects.locked().get(pk=transfer.run_id)
    Payee.objects.locked().get(pk=transfer.payee_id)
    transfer = Transfer.objects.locked().get(pk=transfer_id)
    is_over = run.is_closed or run.abandoned_at or transfer.exclusion_id
    if is_over or transfer.state == Transfer.PAID:
        raise NothingToRetry(
            _("Transfer %(position)s of run %(run)s has ended")
            % {"position": transfer.position, "run": transfer.run_id},
            mend=_("What is still due is in the next run."),
        )
    if transfer.state == Transfer.FAILED:
        transfer = _replace(transfer, run, at)
    else:
        transfer.wait_until = None
        transfer.save(update_fields=["wait_until"])
    record(
        "transfer.retried",
        actor_id=by,
        subject=f"transfer:{transfer.pk}",
        detail={"run": run.number, "first": str(transfer_id)},
        at=at,
    )
    if run.is_released:
        publish(TransferReleased(transfer_id=transfer.pk), key=f"{transfer.pk}:{at.isoformat()}")
    return transfer


def _replace(dead: Transfer, run: Run, at: datetime) -> Transfer:
    shares = Accrual.objects.unheld().filter(transfer=dead, state=Accrual.PAYABLE).locked()
    keys = [share.pk for share in shares]
    rows = list(Accrual.objects.filter(pk__in=keys).order_by("key"))
    owed = sum(row.amount_minor for row in rows)
    payee = dead.payee
    if owed <= 0 or not payee.stripe_account:
        raise NothingToRetry(
            _("The shares of transfer %(position)s of run %(run)s are settled elsewhere or held")
            % {"position": dead.position, "run": dead.run_id},
            mend=_("Look at the payee's next run."),
        )
    purpose = transfer_purpose(
        payee=payee,
        shop_id=dead.tenant_id,
        currency=dead.currency,
        cut_off_at=run.cut_off_at,
        shares=rows,
    )
    return freeze_into(
        run,
        payee=payee,
        shop_id=dead.tenant_id,
        amount=Money(owed, dead.currency),
        purpose=purpose,
        share_ids=keys,
        memo="again",
        at=at,
    )
