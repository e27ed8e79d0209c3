"""Move every released payment on, and close the runs that are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from billing.gateway import GatewayBusy, GatewayUncertain
from billing.settlement.models import Overpayment, Reversal, Run, Transfer
from billing.settlement.usecases.close_run import RunDoesNotMatch, RunUnfinished, close_run
from billing.settlement.usecases.recover_due import recover_due
from billing.settlement.usecases.return_overpayment import return_overpayment
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.send_transfer import send_transfer


@dataclass
class Settled:
    """What one round of settling did."""

    transfers: dict[str, int] = field(default_factory=dict)
    reversals: dict[str, int] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    off: list[str] = field(default_factory=list)


def settle_due(*, at: datetime) -> Settled:
    """
    Send what waits, look up what is unknown, close what is finished; safe to repeat.

    Claw-backs that waited too long are taken back from their transfers.

    Call it outside a transaction: it asks the processor.
    """
    done = Settled()
    released = Transfer.objects.due(at=at).filter(
        run__released_at__isnull=False, run__closed_at=None
    )
    for transfer_id in released.order_by("run", "position").values_list("pk", flat=True):
        transfer = send_transfer(transfer_id=transfer_id, at=at)
        done.transfers[transfer.state] = done.transfers.get(transfer.state, 0) + 1
    recover_due(at=at)
    returning = Reversal.objects.due(at=at).order_by("asked_at", "pk")
    for reversal_id in returning.values_list("pk", flat=True):
        reversal = send_reversal(reversal_id=reversal_id, at=at)
        done.reversals[reversal.state] = done.reversals.get(reversal.state, 0) + 1
    for reference in Overpayment.objects.due(at=at).values_list("payment_reference", flat=True):
        return_overpayment(payment_reference=reference, tenant_id=None, at=at)
    unclosed = Run.objects.filter(released_at__isnull=False, closed_at=None)
    for run in unclosed.order_by("frozen_at", "pk"):
        try:
            done.closed.append(close_run(run_id=run.pk, by=None, at=at).number)
        except RunUnfinished:
            continue
        except RunDoesNotMatch as mismatch:
            done.off.append(str(mismatch))
        except (GatewayBusy, GatewayUncertain):
            done.off.append(f"{run} could not be compared: the processor did not answer")
    return done
