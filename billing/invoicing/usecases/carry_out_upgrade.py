"""Let a line have the larger plan that is paid, and bill it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import UpgradeUndone
from billing.invoicing.models import Invoice, PlanUpgrade
from billing.invoicing.usecases.issue_invoices import InvoiceDraft, LineDraft, issue_invoices
from catalog.lines.plans import Plan
from catalog.lines.usecases.begin_upgrade import begin_upgrade
from kith.outbox import publish
from kith.wall import day_here
from tenants.accounts.queries import person_cards


@transaction.atomic
def carry_out_upgrade(*, upgrade_id: UUID, at: datetime, paid_at: datetime) -> PlanUpgrade:
    """
    Begin a line's way to a larger plan and write its bill; again changes nothing.

    Where the line cannot take it any more that is noted and said, and no bill is written.
    """
    upgrade = PlanUpgrade.objects.locked().get(pk=upgrade_id)
    if upgrade.returned_at or upgrade.paid_at:
        return upgrade
    change = begin_upgrade(
        line_id=upgrade.line_id,
        was=Plan(**upgrade.was),
        becomes=Plan(**upgrade.becomes),
        until=upgrade.until,
        by=upgrade.asked_by,
        at=at,
    )
    upgrade.ended_at = upgrade.ended_at or at
    if change is None:
        upgrade.returned_at = at
        publish(UpgradeUndone(upgrade_id=upgrade.pk), key=str(upgrade.pk))
    else:
        # The processor says whole seconds: nobody pays before they asked.
        upgrade.paid_at = max(paid_at, upgrade.asked_at)
        upgrade.change_id = change.pk
        if upgrade.amount_minor:
            _billed(upgrade, at=upgrade.paid_at)
    upgrade.save(update_fields=["ended_at", "returned_at", "paid_at", "change_id"])
    return upgrade


def _billed(upgrade: PlanUpgrade, *, at: datetime) -> Invoice:
    becomes = Plan(**upgrade.becomes)
    customer = person_cards({upgrade.person_id}, with_contact=True).get(upgrade.person_id)
    draft = InvoiceDraft(
        key=upgrade.key,
        lines=(
            LineDraft(
                label=becomes.offer_name,
                gross=upgrade.amount,
                tax_basis_points=becomes.tax_basis_points,
                wholesale=upgrade.wholesale,
                offer_code=becomes.offer_code,
                base_code=becomes.base_code,
                period_start=upgrade.from_on,
                period_end=upgrade.until,
            ),
        ),
        at=at,
        due_on=day_here(at),
        person_id=upgrade.person_id,
        contact_name=customer.name if customer else "",
        contact_email=(customer.email or "") if customer else "",
        line_id=upgrade.line_id,
    )
    return issue_invoices(drafts=[draft])[0]
