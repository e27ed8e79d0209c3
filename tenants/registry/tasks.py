"""Doors for the scheduler."""

import contextlib
from datetime import datetime

from django.utils import timezone

from kith.wall import public_task
from tenants.registry.domain_cards import domains_due
from tenants.registry.proofs import NamesSilent
from tenants.registry.usecases.stock_spares import stock_spares
from tenants.registry.usecases.verify_domain import ProofNotFound, verify_domain

# As many as a busy morning of approvals takes.
SPARES_WANTED = 3


@public_task()
def stock_spares_later(**_from_a_newer_deploy: object) -> None:
    """Keep schemas ready; running twice builds no more."""
    stock_spares(wanted=SPARES_WANTED, at=timezone.now())


@public_task(acks_late=True)
def recheck_domain_later(
    *, domain_id: int, at: str | None = None, **_from_a_newer_deploy: object
) -> None:
    """
    Look for one domain's proof again; what is missing is kept and told by the use-case.

    Where nobody answered it stays due, and is looked for again the next day.
    """
    with contextlib.suppress(ProofNotFound, NamesSilent):
        verify_domain(domain_id=domain_id, at=datetime.fromisoformat(at) if at else timezone.now())


@public_task(acks_late=True)
def recheck_domains_later(*, at: str | None = None, **_from_a_newer_deploy: object) -> None:
    """Have the proofs that are due looked for, each in a task of its own: names answer slowly."""
    for domain_id in domains_due(at=datetime.fromisoformat(at) if at else timezone.now()):
        recheck_domain_later.delay(domain_id=domain_id, at=at)
