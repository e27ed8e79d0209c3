"""Doors for the queue and the clock: renewals, and changes on their way to the network."""

from uuid import UUID

from django.utils import timezone

from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.renew_due_lines import renew_due_lines
from catalog.lines.usecases.take_line_answer import take_line_answer
from kith.wall import public_task, tenant_task
from tenants.registry.queries import live_tenants


@tenant_task()
def renew_due_lines_now(**_from_a_newer_deploy) -> None:
    """Begin the next period of every line that is due; runs every night in every tenant."""
    renew_due_lines(at=timezone.now())


@public_task()
def renew_lines_everywhere_later(**_from_a_newer_deploy) -> None:
    """Ask every open shop to renew its lines, each in a task of its own."""
    for tenant in live_tenants():
        renew_due_lines_now.delay(tenant=str(tenant.uuid))


def on_line_change_asked(*, event_id: str, **_from_a_newer_deploy) -> None:
    """React to `line.change_asked`, outside a transaction: the network is called."""
    carry_out_change(event_id=UUID(event_id), at=timezone.now())


def on_network_answered(
    *, request_id: str, state: str, reference: str, reason: str, **_from_a_newer_deploy
) -> None:
    """React to `network.answered`; answers that are not about a line are for somebody else."""
    take_line_answer(
        request_id=request_id, state=state, reference=reference, reason=reason, at=timezone.now()
    )
