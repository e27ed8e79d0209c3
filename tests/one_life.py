"""
One order from sign-up to refund, whose letters come in any order, twice, and late.

What happens in the world happens in its own order: a line is renewed after it came on, and a bill
is refunded after it was paid. When somebody hears of it is drawn by lot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ambassadors.circle.models import Member
from ambassadors.program.models import CircleMeasure
from ambassadors.referral.models import PaidCycle, Referral
from billing.invoicing.models import Charge, CheckoutSession, Invoice, Payment, Refund, SavedCard
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.ledger.models import Account
from billing.settlement.events import PaymentSucceeded
from billing.settlement.models import Accrual, Overpayment
from catalog.lines.models import Line
from catalog.lines.usecases.renew_line import renew_line
from catalog.ordering.models import Order
from kith.outbox import publish
from kith.outbox.deliver import make_delivery, sort_letters
from kith.outbox.models import Delivery, Letter
from kith.wall import TenantRef, in_public, in_tenant
from outside.network.testing import RunningSimulator
from outside.stripe.testing import FakeStripe
from tenants.accounts.usecases.register_person import register_person
from tests.factories.ordering import an_order
from tests.factories.program import a_person

# How often a letter is doubled, a delivery falls asleep, and the world does not wait for the post.
DOUBLED, ASLEEP, AHEAD = 0.3, 0.3, 0.3
MOST_STEPS = 1_000
ADDRESS = "http://acme.kith.localhost/"


def end_of_a_life(
    shop: TenantRef, stripe: FakeStripe, network: RunningSimulator, *, chance: Random | None = None
) -> dict[str, Any]:
    """
    Live one life and tell how it ended, without a trace; in order and each letter once by default.

    The caller has an offer on sale, and numbers and SIMs for one order.
    """
    stripe.control.reset()
    network.reset()
    with in_public(), transaction.atomic():
        life = _Life(shop, stripe, chance)
        life.live()
        end = life.seen()
        if chance:
            life.hear_all_again()
            assert life.seen() == end, "a repeated letter changed something"
        transaction.set_rollback(True)
    return end


@dataclass
class _Life:
    shop: TenantRef
    stripe: FakeStripe
    chance: Random | None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    asleep: set[int] = field(default_factory=set)
    met: set[int] = field(default_factory=set)
    ana: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        self.facts: deque[Callable[[], bool]] = deque(
            [self._signs_up, self._pays, self._goes_on, self._is_refunded]
        )

    def live(self) -> None:
        """Let everything happen and everybody hear of it."""
        for _ in range(MOST_STEPS):
            self.now += timedelta(minutes=1)
            waiting = self._post()
            awake = [one for one in waiting if one not in self.asleep]
            if self.facts and (not awake or self._draws(AHEAD)) and self._happens():
                continue
            if awake:
                make_delivery(self.chance.choice(awake) if self.chance else awake[0], at=self.now)
            elif self.asleep:
                self.asleep.clear()
            elif not waiting:
                assert not self.facts, f"{self.facts[0].__name__} never happened"
                return
        raise AssertionError("letters keep coming")

    def hear_all_again(self) -> None:
        """Tell everybody everything once more, in another order."""
        self._double(list(Letter.objects.all()), ":late")
        self.live()

    def _happens(self) -> bool:
        with in_tenant(self.shop), transaction.atomic():
            has_happened = self.facts[0]()
        if has_happened:
            self.facts.popleft()
        return has_happened

    def _draws(self, probability: float) -> bool:
        return self.chance is not None and self.chance.random() < probability

    def _post(self) -> list[int]:
        """Sort what was posted, some of it twice; return what is still to be delivered."""
        new = Letter.objects.filter(sorted_at=None).order_by("posted_at", "id")
        if self.chance:
            once = [one for one in new if not one.key.endswith((":again", ":late"))]
            self._double([one for one in once if self._draws(DOUBLED)], ":again")
        sort_letters(at=self.now)
        undone = Delivery.objects.filter(done_at=None, parked_at=None)
        waiting = list(undone.order_by("next_try_at", "id").values_list("pk", flat=True))
        for one in waiting:
            if one not in self.met and self._draws(ASLEEP):
                self.asleep.add(one)
            self.met.add(one)
        return waiting

    def _double(self, letters: list[Letter], mark: str) -> None:
        for letter in letters:
            letter.pk, letter.key, letter.sorted_at = uuid4(), f"{letter.key}{mark}", None
        Letter.objects.bulk_create(letters, ignore_conflicts=True)

    def _signs_up(self) -> bool:
        with in_public():
            maya, leo = (a_person(name=name) for name in ("Maya", "Leo"))
            self.ana = register_person(
                email="ana@example.org",
                full_name="Ana Ruiz",
                tenant_id=self.shop.uuid,
                encouraged_by=maya.pk,
                at=self.now,
            ).pk
        order = an_order(person_id=self.ana, has_card_consent=True, at=self.now)
        Order.objects.filter(pk=order.pk).update(encouraged_by_id=leo.pk)
        return True

    def _pays(self) -> bool:
        order = Order.objects.get(person_id=self.ana)
        open_checkout(
            order_id=order.pk, return_url=ADDRESS, cancel_url=ADDRESS, at=datetime.now(UTC)
        )
        page = CheckoutSession.objects.get(order_id=order.pk)
        payment = self.stripe.control.pay(page.stripe_id or "")
        publish(PaymentSucceeded(order_id=order.pk, payment_reference=payment["id"]))
        return True

    def _goes_on(self) -> bool:
        """Begin the second month, which the saved card pays."""
        line = Line.objects.filter(person_id=self.ana).first()
        is_paid = Invoice.objects.filter(person_id=self.ana, paid_at__isnull=False).exists()
        is_kept = SavedCard.objects.filter(person_id=self.ana, removed_at=None).exists()
        if line is None or not is_paid or not is_kept:
            return False
        self.now += timedelta(days=32)
        renew_line(line_id=line.pk, at=self.now)
        return True

    def _is_refunded(self) -> bool:
        """Give the first month back, once the second is paid."""
        paid = Invoice.objects.filter(person_id=self.ana, paid_at__isnull=False)
        if paid.count() < 2:
            return False
        self.now += timedelta(days=1)
        refund_invoice(
            invoice_id=paid.get(order_id__isnull=False).pk,
            amount=None,
            reason="changed my mind",
            key="refund",
            requested_by=None,
            at=self.now,
        )
        return True

    def seen(self) -> dict[str, Any]:
        """Return what is known in the end, but for when we heard of it."""
        with in_tenant(self.shop):
            order = Order.objects.get(person_id=self.ana)
            bills = Invoice.objects.filter(person_id=self.ana).order_by("issued_at", "number")
            seller = {
                "order": [
                    at is not None
                    for at in (order.paid_at, order.active_at, order.refunded_at, order.failed_at)
                ],
                "bills": [(one.is_paid, one.paid_minor, one.refunded_minor) for one in bills],
                "credited": [one.credit_notes.count() for one in bills],
                "payments": sorted(Payment.objects.values_list("amount_minor", flat=True)),
                "refunds": list(Refund.objects.values_list("state", "amount_minor")),
                "charges": list(Charge.objects.values_list("state", "amount_minor")),
                "cards": SavedCard.objects.filter(removed_at=None).count(),
                "lines": list(Line.objects.values_list("ended_at", "unpaid_since")),
                "members": Member.objects.count(),
                "seller's books": _books(),
            }
        referral = Referral.objects.get(referred_id=self.ana)
        return seller | {
            "parked": list(Delivery.objects.parked().values_list("reaction", "last_error")),
            "referrer": referral.evidence.get("order") is not None,
            "counts": [
                referral.activated_at is not None,
                referral.qualified_at is not None,
                referral.hold_reason,
            ],
            "cycles": sorted(one.refunded_at is not None for one in PaidCycle.objects.all()),
            "measured": list(CircleMeasure.objects.values_list("active_lines", flat=True)),
            "shares": sorted(Accrual.objects.values_list("kind", "state", "amount_minor")),
            "overpayment": Overpayment.objects.count(),
            "telco's books": _books(),
        }


def _books() -> dict[str, int]:
    return dict(Account.objects.order_by("code").values_list("code", "balance_minor"))
