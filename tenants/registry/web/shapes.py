"""Tenants as the tables, facts and steps of the interface."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.faults import fault_words
from kith.ui.shapes import Column, Fact, Link, Tagged, TimelineStep
from tenants.registry.models import Tenant
from tenants.registry.queries import tenant_url


def shop_address(tenant: Tenant) -> str:
    """Return where the storefront is: at its own domain once proved, else under the network."""
    hosts = [domain.host for domain in tenant.hosts]
    return tenant_url(hosts[-1] if hosts else f"{tenant.slug}.{settings.NETWORK_HOST}")


def state_of(tenant: Tenant) -> Tagged:
    """Return the state in words, with its tone."""
    if tenant.closed_at:
        return Tagged(text=_("Closed"), tone="plain")
    if tenant.closes_at:
        return Tagged(text=_("Closing"), tone="warn")
    if tenant.suspended_at:
        return Tagged(text=_("Suspended"), tone="bad")
    if tenant.live_at:
        return Tagged(text=_("Live"), tone="good")
    return Tagged(text=_("Being set up"), tone="info")


def kind_in_directory(tenant: Tenant) -> str:
    """Return what kind of seller it is, as customers read it."""
    if tenant.kind == Tenant.Kind.HOME:
        return _("The network’s own shop")
    return kind_of(tenant)


def kind_of(tenant: Tenant) -> str:
    """Return what kind of seller it is."""
    return {
        Tenant.Kind.HOME: _("The telco's own shop"),
        Tenant.Kind.RESELLER: _("Reseller"),
        Tenant.Kind.OPERATOR: _("Virtual operator"),
    }[Tenant.Kind(tenant.kind)]


def tenant_columns() -> list[Column]:
    """Return the columns of the staff's list."""
    return [
        Column(key="name", label=_("Name"), kind="strong"),
        Column(key="kind", label=_("Kind")),
        Column(key="state", label=_("State"), kind="badge"),
        Column(key="step", label=_("Last step"), is_wide_only=True),
        Column(key="created_at", label=_("Since"), kind="date"),
    ]


def tenant_row(tenant: Tenant) -> dict[str, Any]:
    """Return one row of the staff's list."""
    ended = [_(step.label) for step in tenant.walked if step.ended_at]
    return {
        "name": tenant.name,
        "kind": kind_of(tenant),
        "state": state_of(tenant),
        "step": ended[-1] if ended else None,
        "created_at": tenant.created_at,
        "href": reverse("staff-tenant", kwargs={"tenant_id": tenant.pk}),
    }


def tenant_facts(tenant: Tenant) -> list[Fact]:
    """Return what staff want to know of one tenant."""
    facts = [
        Fact(label=_("State"), value=state_of(tenant)),
        Fact(label=_("Kind"), value=kind_of(tenant)),
        Fact(label=_("Address"), value=Link(text=shop_address(tenant), href=shop_address(tenant))),
        Fact(label=_("Made"), value=tenant.created_at),
        Fact(label=_("Live since"), value=tenant.live_at),
        Fact(label=_("Virtual operator since"), value=tenant.promoted_at),
    ]
    if tenant.closed_at:
        facts.append(Fact(label=_("Closed for good"), value=tenant.closed_at))
    elif tenant.closes_at:
        facts.append(Fact(label=_("Closes for good"), value=tenant.closes_at))
    if tenant.suspended_at:
        facts.append(Fact(label=_("Suspended because"), value=tenant.suspended_because))
    return facts


def tenant_steps(tenant: Tenant) -> list[TimelineStep]:
    """Return the steps of its making."""
    return [
        TimelineStep(
            label=_(step.label),
            state="done" if step.ended_at else "failed" if step.failure else "now",
            at=step.ended_at or step.started_at,
            note=fault_words(step.failure) if step.failure else "",
        )
        for step in tenant.walked
    ]
