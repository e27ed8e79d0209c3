"""Doors for the scheduler."""

from django.utils import timezone

from billing.settlement.usecases.reconcile_due import reconcile_due
from billing.settlement.usecases.settle_due import settle_due
from kith.wall import public_task


@public_task()
def settle_due_later(**_from_a_newer_deploy: object) -> None:
    """Move released payments on; running twice pays nobody twice."""
    settle_due(at=timezone.now())


@public_task()
def reconcile_due_later(**_from_a_newer_deploy: object) -> None:
    """Match the processor's movements with our books; running twice changes nothing."""
    reconcile_due(at=timezone.now())
