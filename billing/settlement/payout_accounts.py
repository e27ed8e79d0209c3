"""Where payees are paid, and what the audit log says of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.settlement.models import Payee, Transfer
from kith.audit.queries import recorded
from kith.audit.record import record
from tenants.accounts.queries import PersonCard
from tenants.registry.queries import page_address, tenant_card, tenant_facts

OPENED = "payee.account_opened"


def keep_account(payee: Payee, account: str, *, at: datetime) -> None:
    """Write down where a payee is paid, in the audit log too; inside a transaction."""
    payee.stripe_account = account
    payee.save(update_fields=["stripe_account"])
    record(OPENED, actor_id=None, subject=f"payee:{payee.pk}", detail={"account": account}, at=at)


def page_of(payee: Payee) -> str:
    """Return where whoever is paid looks after their payout account."""
    page = "desk-earnings" if payee.shop_id else "my-earnings"
    return page_address(page, tenant_id=payee.shop_id)


def person_of(payee: Payee) -> UUID | None:
    """Return whom a payee's mails go to: a shop's owner, where it has one."""
    if payee.shop_id is None:
        return payee.party_ref
    return tenant_facts(tenant_id=payee.shop_id).owner_id


def faults_of_accounts() -> list[str]:
    """Name payees, and payments to them, whose account nobody opened for them."""
    opened = {(entry.subject, entry.detail["account"]) for entry in recorded(action=OPENED)}
    payees = Payee.objects.exclude(stripe_account=None).order_by("pk")
    faults = [
        f"payee {row} is paid to {row.stripe_account}, which nobody opened for them"
        for row in payees
        if (f"payee:{row.pk}", row.stripe_account) not in opened
    ]
    sent = Transfer.objects.order_by("payee", "stripe_account")
    return faults + [
        f"payee {name} has payments to {account}, which nobody opened for them"
        for payee_id, name, account in sent.values_list(
            "payee", "payee__display_name", "stripe_account"
        ).distinct()
        if (f"payee:{payee_id}", account) not in opened
    ]


def payee_name(kind: str, ref: UUID, people: dict[UUID, PersonCard]) -> str:
    """Return what a shop or a person is called today."""
    if kind == Payee.TENANT:
        return tenant_card(tenant_id=ref).name
    card = people.get(ref)
    return card.name if card else str(ref)
