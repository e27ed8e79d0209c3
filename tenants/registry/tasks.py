"""Doors for the outbox and the timetable. Each makes one call."""

import contextlib
from datetime import datetime

from django.db import transaction

from kith.outbox import publish
from tenants.registry.closings import closings_due
from tenants.registry.domain_cards import domains_due
from tenants.registry.events import ClosingDue, DomainRecheckDue
from tenants.registry.proofs import NamesSilent
from tenants.registry.usecases.drop_unproved_claims import drop_unproved_claims
from tenants.registry.usecases.stock_spares import stock_spares
from tenants.registry.usecases.verify_domain import AnothersDomain, ProofNotFound, verify_domain

# As many as a busy morning of approvals takes.
SPARES_WANTED = 3


def keep_spares(*, at: datetime) -> None:
    """Keep schemas ready; running twice builds no more."""
    stock_spares(wanted=SPARES_WANTED, at=at)


@transaction.atomic
def recheck_domains(*, at: datetime) -> None:
    """Have the proofs that are due looked for, each by an event of its own: names answer slowly."""
    drop_unproved_claims(at=at)
    for domain_id in domains_due(at=at):
        key = f"{domain_id}:{at.isoformat()}"
        publish(DomainRecheckDue(domain_id=domain_id, due_at=at), key=key)


@transaction.atomic
def carry_out_closings(*, at: datetime) -> None:
    """Have the closings that are due carried out, or gone on with, each by an event of its own."""
    for closing_id in closings_due(at=at):
        publish(ClosingDue(closing_id=closing_id), key=f"{closing_id}:{at.isoformat()}")


def recheck_domain(*, domain_id: int, due_at: datetime) -> None:
    """
    On `domain.recheck_due`, outside a transaction: look for one domain's proof again.

    What is missing is kept and told by the use-case. Where nobody answered it stays due, and is
    looked for again the next day.
    """
    with contextlib.suppress(ProofNotFound, AnothersDomain, NamesSilent):
        verify_domain(domain_id=domain_id, at=due_at)
