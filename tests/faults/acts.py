"""
What staff do to a house, by the use-cases, from a process of its own that outlives its faults.

`python -m tests.faults.acts` reads one line of JSON an act, `["refund", {"slug": "vera"}]`, and
answers each with one line: `["done", ...]`, `["refused", "why"]`, or `["broken", "why"]` when
nobody can tell whether it was done.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

# What is logged on the way goes beside the answers, never among them.
ANSWERS, sys.stdout = sys.stdout, sys.stderr
django.setup()

from django.conf import settings  # noqa: E402
from django.core.exceptions import ObjectDoesNotExist  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from billing.invoicing.models import Invoice  # noqa: E402
from billing.invoicing.usecases.refund_invoice import refund_invoice  # noqa: E402
from billing.settlement.models import Difference, Payee, Run  # noqa: E402
from billing.settlement.usecases.onboard_payee import onboard_payee  # noqa: E402
from billing.settlement.usecases.open_run import open_run  # noqa: E402
from billing.settlement.usecases.reconcile import reconcile  # noqa: E402
from billing.settlement.usecases.release_run import AlreadyApproved, release_run  # noqa: E402
from catalog.numbering.identifiers import print_sims  # noqa: E402
from catalog.numbering.usecases.add_number_range import add_number_range  # noqa: E402
from catalog.numbering.usecases.add_sim_batch import add_sim_batch  # noqa: E402
from catalog.ordering.models import Order  # noqa: E402
from kith.errors import DomainError  # noqa: E402
from kith.money import Money  # noqa: E402
from kith.wall import in_public, in_tenant  # noqa: E402
from outside.stripe.testing import Control  # noqa: E402
from tenants.accounts.queries import people_in_role  # noqa: E402
from tenants.registry.models import Tenant  # noqa: E402

DAYS_OF_HOLD = 60


def refund(*, slug: str, email: str, share: float, key: str) -> str:
    """Give back a share of what somebody paid for their order; returns the refund's id."""
    with in_public():
        shop = Tenant.objects.get(slug=slug)
    with in_tenant(shop.pk):
        order = Order.objects.get(contact_email=email)
        invoice = Invoice.objects.get(order_id=order.pk)
        amount = Money(max(1, round(invoice.paid_minor * share)), invoice.currency)
        refund = refund_invoice(
            invoice_id=invoice.pk,
            amount=None if share == 1 else amount,
            reason="chaos",
            key=key,
            requested_by=None,
            at=timezone.now(),
        )
        return str(refund.pk)


def stock(*, count: int) -> int:
    """Record so many numbers and eSIMs more than the house came with; returns how many."""
    now, first = timezone.now(), 34_600_700_000
    with in_public():
        add_number_range(
            first=f"+{first}",
            last=f"+{first + count - 1}",
            label="chaos",
            at=now,
            is_doubt_settled=True,
        )
        sims = list(print_sims(count=count, form="esim", start=700_001))
        add_sim_batch(rows=sims, batch="chaos", at=now)
    return count


def open_accounts() -> int:
    """Open a payout account for every payee that has none, as its pages would; returns how many."""
    page = f"http://{settings.NETWORK_HOST}/"
    control = Control(settings.STRIPE_API_BASE)
    with in_public():
        waiting = list(Payee.objects.filter(payouts_enabled_at=None))
        for payee in waiting:
            onboard_payee(
                party_kind=payee.party_kind,
                party_ref=payee.party_ref,
                email=f"{payee.pk}@payee.example",
                country=settings.KITH_COUNTRY,
                return_url=page,
                refresh_url=page,
                by=None,
                at=timezone.now(),
            )
            payee.refresh_from_db()
            control.set_payouts(payee.stripe_account, is_enabled=True)
    return len(waiting)


def settle(*, key: str) -> str:
    """
    Freeze what is payable when every hold of today is over, and release it by two people.

    The same key again goes on with the same run; returns its number.
    """
    at = timezone.now() + timedelta(days=DAYS_OF_HOLD)
    with in_public():
        known = Run.objects.filter(key=key).first()
        run = known or open_run(
            cut_off_at=at, opened_by=None, key=key, at=at, currency=settings.KITH_CURRENCY
        )
        for held in people_in_role(role="approver")[: run.approvals_needed]:
            # One who approved before what came next was lost has nothing more to say.
            with contextlib.suppress(AlreadyApproved):
                release_run(run_id=run.pk, by=held.person_id, at=at)
        return run.number


def differences() -> list[str]:
    """Match the processor's movements of today and yesterday with our books; name what differs."""
    now = timezone.now()
    with in_public():
        reconcile(
            first=(now - timedelta(days=1)).date(),
            last=now.date(),
            by=None,
            at=now + timedelta(days=1),
        )
        return [
            f"{one.kind} {one.reference} {one.theirs_minor} {one.ours_minor}"
            for one in Difference.objects.standing().order_by("key")
        ]


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act for act in (stock, refund, open_accounts, settle, differences)
}


def main() -> None:
    for line in sys.stdin:
        name, words = json.loads(line)
        close_old_connections()
        try:
            said = ["done", ACTS[name](**words)]
        except (DomainError, ObjectDoesNotExist) as refusal:
            # What the house has not heard of yet is asked for too early.
            said = ["refused", f"{type(refusal).__name__}: {refusal}"]
        except Exception as broken:
            said = ["broken", f"{type(broken).__name__}: {broken}"]
        ANSWERS.write(f"{json.dumps(said)}\n")
        ANSWERS.flush()


if __name__ == "__main__":
    main()
