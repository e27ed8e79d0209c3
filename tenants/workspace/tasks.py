"""Doors for the outbox. Each makes one call."""

from tenants.workspace.usecases.warn_operators import warn_operators


def warn_on_lost_proof(*, domain_id: int, **_from_a_newer_deploy: object) -> None:
    """On `domain.proof_lost` and `domain.lapsed`: write to whoever runs the shop."""
    warn_operators(domain_id=domain_id)
