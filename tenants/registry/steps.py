"""The steps from an approval to a live storefront, kept as they are taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kith.faults import log_fault
from kith.wall import public_side
from tenants.registry.models import ProvisioningStep, Tenant

# In the order they are taken; the keys are given by whoever asked for the shop.
STEPS = {
    "schema": gettext_noop("Its own separate data"),
    "doors": gettext_noop("Its web address"),
    "keys": gettext_noop("The owner’s access"),
}


@dataclass(frozen=True)
class StepCard:
    """How far one step has come; a failure is the reference of what stopped it."""

    label: str
    started_at: datetime | None
    ended_at: datetime | None
    failure: str


@dataclass(frozen=True)
class Making:
    """A shop under way, with every step, those to come included."""

    slug: str
    steps: list[StepCard]

    @property
    def failure(self) -> str:
        """What stopped it, empty while nothing did."""
        return next((step.failure for step in self.steps if step.failure), "")


@public_side
def making_of(*, key: str) -> Making | None:
    """Return how far the shop of that provisioning key has come, None before it was begun."""
    tenant = Tenant.objects.filter(provision_key=key).first()
    if tenant is None:
        return None
    taken = {step.name: step for step in tenant.steps.all()}
    cards = []
    for name, label in STEPS.items():
        step = taken.get(name) or ProvisioningStep()
        cards.append(StepCard(_(label), step.started_at, step.ended_at, step.failure))
    return Making(tenant.slug, cards)


@public_side
def take_step(*, tenant: Tenant, name: str, work: Callable[[], object], at: datetime) -> None:
    """
    Do the work of one step, once; when it began, ended or failed is kept, and why.

    Called outside a transaction each part of it is seen by others at once. A fault goes
    on to the caller.
    """
    begun = time.monotonic()
    taken = {step.name: step for step in ProvisioningStep.objects.filter(tenant=tenant)}
    step = taken.get(name) or ProvisioningStep(
        tenant=tenant, name=name, label=STEPS[name], position=[*STEPS].index(name)
    )
    if step.ended_at:
        return
    # Not before the step before it, whatever the caller's clock says.
    at = max([at, *(one.ended_at for one in taken.values() if one.ended_at)])
    step.started_at, step.failure = at, ""
    step.save()
    try:
        with transaction.atomic():
            work()
            step.ended_at = at + timedelta(seconds=time.monotonic() - begun)
            step.save(update_fields=["ended_at"])
    except Exception as fault:
        about = f"step {name} of {tenant.slug}"
        step.ended_at, step.failure = None, log_fault(fault, about=about)
        step.save(update_fields=["failure"])
        raise
