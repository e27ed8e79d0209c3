"""Doors for the outbox: changes on their way to the network."""

from uuid import UUID

from django.utils import timezone

from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.take_line_answer import take_line_answer


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
