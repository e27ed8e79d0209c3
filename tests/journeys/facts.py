"""
Facts the story needs and no visitor can make: a past, a second month, the passing of a hold.

`python -m tests.journeys.facts` in the environment of a running Kith reads what is asked of it,
`["name", {"word": 1}]` a line, and answers each with a line of JSON. It calls use-cases wherever
there is one; what goes wrong ends it.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from ambassadors.program.models import Standing  # noqa: E402
from ambassadors.program.usecases.enter_ladder import enter_ladder  # noqa: E402
from ambassadors.program.usecases.record_measures import LineCount, record_measures  # noqa: E402
from ambassadors.referral.models import Referral  # noqa: E402
from ambassadors.referral.usecases.claim_referral import claim_referral  # noqa: E402
from ambassadors.referral.usecases.note_activation import note_activation  # noqa: E402
from ambassadors.referral.usecases.record_paid_cycle import record_paid_cycle  # noqa: E402
from billing.invoicing.usecases.accrue_invoice import accrue_invoice  # noqa: E402
from billing.invoicing.usecases.bill_paid_order import bill_paid_order  # noqa: E402
from billing.settlement.models import Payee, RefundTerms, SettlementTerms, Transfer  # noqa: E402
from billing.settlement.usecases.onboard_payee import onboard_payee  # noqa: E402
from billing.settlement.usecases.open_run import open_run  # noqa: E402
from catalog.ordering.models import Order  # noqa: E402
from catalog.ordering.questions import checkout_url  # noqa: E402
from catalog.ordering.usecases.confirm_payment import confirm_payment  # noqa: E402
from catalog.ordering.usecases.place_order import place_order  # noqa: E402
from catalog.storefront.queries import offers_on_sale  # noqa: E402
from kith.wall import in_public, in_tenant  # noqa: E402
from outside.demo.web.people import codes_of  # noqa: E402
from tenants.accounts.models import Person  # noqa: E402
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor  # noqa: E402
from tenants.accounts.usecases.register_person import register_person  # noqa: E402
from tenants.registry.models import Tenant  # noqa: E402

PATIENCE_SECONDS = 40
SESSION = re.compile(r"cs_\w+")
CARD = "4242424242424242"


def ambassador(*, name: str, email: str, password: str, secret: str, friends: int) -> dict:
    """Make an ambassador of four months with friends who stayed, and a sponsor of hers."""
    now = timezone.now()
    with in_public():
        home = Tenant.objects.get(slug="home")
        whose = {"tenant_id": home.uuid, "at": now - timedelta(days=400)}
        sponsor = register_person(
            email=f"sponsor.of.{email}", full_name="Sonia Prat", is_email_proved=True, **whose
        )
        person = register_person(
            email=email, full_name=name, password=password, is_email_proved=True, **whose
        )
        enrol_second_factor(person_id=person.pk, secret=secret)
        claim_referral(referrer_id=sponsor.pk, referred_id=person.pk, **whose)
        enter_ladder(person_id=person.pk, tier_code="ambassador", at=now - timedelta(days=120))
        for number in range(friends):
            _friend_of(person, number, home=home, at=now - timedelta(days=200))
    return {"id": str(person.pk), "handle": person.handle, "sponsor": str(sponsor.pk)}


def _friend_of(person: Person, number: int, *, home: Any, at: datetime) -> None:
    friend = register_person(
        email=f"friend{number}.of.{person.email}",
        full_name=f"Friend {'abcdefghijklmnopqrst'[number].upper()}",
        tenant_id=home.uuid,
        at=at,
    )
    claim_referral(referrer_id=person.pk, referred_id=friend.pk, tenant_id=home.uuid, at=at)
    note_activation(referred_id=friend.pk, at=at + timedelta(days=1))
    for month in (1, 31):
        paid_at = at + timedelta(days=month)
        record_paid_cycle(referred_id=friend.pk, invoice_id=uuid4(), paid_at=paid_at)
    count = LineCount(friend.pk, active_lines=1, lines_served_90d=1, lines_served_12m=1)
    record_measures(tenant_id=home.uuid, counts=[count], at=timezone.now())


def second_month(*, emails: list[str]) -> int:
    """Let customers have paid for a second month; returns how many of them count for a friend."""
    with in_public():
        people = list(Person.objects.filter(email__in=emails).values_list("pk", flat=True))
        brought = Referral.objects.filter(referred_id__in=people)
        # The worker counts the first month when it tells of the activation and of the payment.
        begun = brought.exclude(activated_at=None).filter(paid_cycles__isnull=False).distinct()
        _wait_for(lambda: begun.count() == len(emails), "the first month to count")
        for person in people:
            record_paid_cycle(referred_id=person, invoice_id=uuid4(), paid_at=timezone.now())
        return brought.exclude(qualified_at=None).count()


def orders(*, slug: str, emails: list[str], encouraged_by: str | None) -> list[str]:
    """Let friends order and pay quickly; returns once the worker has activated every line."""
    placed = []
    with in_tenant(_shop(slug)):
        for email in emails:
            order = _placed(email, encouraged_by=encouraged_by, at=timezone.now())
            page = f"http://{settings.NETWORK_HOST}/"
            where = {"return_url": page, "cancel_url": page}
            found = SESSION.search(checkout_url(order_id=order.pk, at=timezone.now(), **where))
            assert found
            _control(f"checkout/{found[0]}/pay", card=CARD)
            placed.append(order)
        return _alive(placed)


def past_orders(*, slug: str, emails: list[str], days: int) -> list[str]:
    """Let friends have ordered and paid so many days ago, as the same use-cases told it then."""
    at = timezone.now() - timedelta(days=days)
    placed = []
    with in_tenant(_shop(slug)):
        for email in emails:
            with transaction.atomic():
                order = _placed(email, encouraged_by=None, at=at)
                charge = _control(
                    "charge",
                    amount=order.total_minor,
                    currency=order.currency,
                    label=order.offer_name,
                    reference=order.number,
                    customer_email=email,
                    created=int(at.timestamp()),
                )
                reference = charge["payment_intent"]
                confirm_payment(order_id=order.pk, payment_reference=reference, at=at)
                invoice = bill_paid_order(order_id=order.pk, payment_reference=reference, at=at)
                accrue_invoice(invoice_id=invoice.pk)
            placed.append(order)
        return _alive(placed)


def _placed(email: str, *, encouraged_by: str | None, at: datetime) -> Order:
    dearest = max(offers_on_sale(), key=lambda card: card.price.minor)
    return place_order(
        offer_code=dearest.code,
        contact_name=f"{email.partition('.')[0].title()} Roca",
        contact_email=email,
        contact_phone="",
        person_id=None,
        encouraged_by=encouraged_by,
        sim_form="esim",
        key=uuid4().hex,
        at=at,
    )


def _alive(placed: list[Order]) -> list[str]:
    waiting = Order.objects.filter(pk__in=[order.pk for order in placed], active_at=None)
    _wait_for(lambda: not waiting.exists(), "orders to be active")
    return [order.number for order in placed]


def _shop(slug: str) -> Tenant:
    with in_public():
        return Tenant.objects.get(slug=slug)


def terms(*, minimum_minor: int, four_eyes_above_minor: int) -> str:
    """Set the smallest payment, and the limit above which two approve, since yesterday."""
    with in_public():
        row = SettlementTerms.objects.create(
            currency=settings.KITH_CURRENCY,
            starts_at=timezone.now() - timedelta(days=1),
            minimum_minor=minimum_minor,
            four_eyes_above_minor=four_eyes_above_minor,
        )
    return str(row)


def refund_terms(*, month_minor: int, age_days: int) -> str:
    """Set what a shop gives back by itself, since yesterday."""
    with in_public():
        row = RefundTerms.objects.create(
            currency=settings.KITH_CURRENCY,
            starts_at=timezone.now() - timedelta(days=1),
            month_minor=month_minor,
            age_days=age_days,
        )
    return str(row)


def payout_account(*, person: str) -> str:
    """Open a payout account for a person, as its pages would."""
    page = f"http://{settings.NETWORK_HOST}/"
    with in_public():
        onboard_payee(
            party_kind="person",
            party_ref=UUID(person),
            email="sonia@demo.kith.example",
            country=settings.KITH_COUNTRY,
            return_url=page,
            refresh_url=page,
            by=None,
            at=timezone.now(),
        )
        payee = Payee.objects.get(party_ref=person)
        _control(f"accounts/{payee.stripe_account}", payouts_enabled=True)
        ready = Payee.objects.filter(pk=payee.pk).exclude(payouts_enabled_at=None)
        _wait_for(ready.exists, "the payout account to be ready")
    return payee.stripe_account


def later_run(*, days: int) -> dict:
    """Freeze what will be payable in so many days, as if they had passed."""
    at = timezone.now() + timedelta(days=days)
    with in_public():
        run = open_run(
            cut_off_at=at, opened_by=None, key=f"journey:{uuid4()}", at=at, currency="EUR"
        )
        return {"number": run.number, "transfers": run.transfers.count()}


def transfers(*, number: str) -> dict[str, int]:
    """Count a run's payments by their state."""
    with in_public():
        states = Transfer.objects.filter(run__number=number).values_list("state", flat=True)
        return {state: list(states).count(state) for state in set(states)}


def good_year(*, slug: str, lines: int) -> str:
    """Let a reseller have sold for over a year, to people who stayed."""
    now = timezone.now()
    long_ago = now - timedelta(days=400)
    with in_public():
        shop = Tenant.objects.get(slug=slug)
        # The ladder has no use-case that changes the past.
        standings = Standing.objects.filter(person_id=shop.owner_id)
        standings.filter(tier_code="ambassador").update(
            starts_at=long_ago - timedelta(days=120), ends_at=long_ago
        )
        standings.filter(tier_code="reseller").update(starts_at=long_ago)
        counts = [
            LineCount(uuid4(), active_lines=1, lines_served_90d=1, lines_served_12m=1)
            for _ in range(lines)
        ]
        record_measures(tenant_id=shop.uuid, counts=counts, at=now)
    return slug


def codes(*, name: str) -> list[str]:
    """Give what the demo person's authenticator shows now, and the codes beside it."""
    with in_public():
        generator = Authenticator.objects.get(user__full_name=name, type=Authenticator.Type.TOTP)
        return list(codes_of(generator))


def command(*, argv: list[str]) -> str:
    """Run a management command; return what it printed."""
    printed = io.StringIO()
    call_command(*argv, stdout=printed)
    return printed.getvalue()


def _control(path: str, **words: Any) -> Any:
    request = urllib.request.Request(
        f"{settings.STRIPE_API_BASE}/_control/{path}",
        data=json.dumps(words).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _wait_for(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {PATIENCE_SECONDS} s for {what}")
        time.sleep(0.1)


FACTS: dict[str, Callable[..., Any]] = {
    fact.__name__: fact
    for fact in (
        ambassador,
        second_month,
        orders,
        past_orders,
        terms,
        refund_terms,
        payout_account,
        later_run,
        transfers,
        good_year,
        codes,
        command,
    )
}

if __name__ == "__main__":
    for line in sys.stdin:
        name, words = json.loads(line)
        # What a command prints is its answer, not ours.
        with redirect_stdout(io.StringIO()):
            answer = FACTS[name](**words)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
