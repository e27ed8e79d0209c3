"""Orders, and the steps each goes through in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from kith.fields import ListField
from kith.lockable import Lockable
from kith.money import MoneyOf

SIM_FORMS = ("esim", "physical")
# Longer than it takes to ask a friend for their code.
ENCOURAGER_ASKED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class OrderStep:
    """One step of an order: what happens, who acts, how long it should take."""

    name: str
    label: str
    actor: str
    expected_seconds: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    failed_at: datetime | None = None
    note: str = ""


class OrderQuerySet(Lockable, models.QuerySet):
    pass


class Order(models.Model):
    """One purchase of one offer, as it was when the buyer saw its price."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    # Whoever has the token may see the order: a guest has no other proof.
    token = models.CharField(max_length=64, unique=True)
    idempotency_key = models.CharField(max_length=120, unique=True)
    # People stand on the other side of the wall: their uuid, and what they told us here.
    person_id = models.UUIDField(null=True, blank=True)
    encouraged_by_id = models.UUIDField(null=True, blank=True)
    # What the buyer wrote where nobody was found by it: asked again, never a reason to refuse.
    encourager_word = models.CharField(max_length=120, blank=True, default="", db_default="")
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=32, blank=True, default="")
    # What the pages spoke when it was placed; empty for orders from before that was kept.
    language = models.CharField(max_length=5, blank=True, default="", db_default="")
    delivery_address = models.TextField(blank=True, default="")
    # The number its first line is to have, from whom and by which account there; forgotten as soon
    # as the line works and asks for it.
    number_wish = models.JSONField(default=dict, blank=True, db_default={})

    offer_code = models.SlugField(max_length=80)
    offer_name = models.CharField(max_length=120)
    base_code = models.CharField(max_length=80)
    period = models.CharField(max_length=5)
    allowances = models.JSONField(default=dict)
    total_minor = models.BigIntegerField()
    wholesale_minor = models.BigIntegerField()
    tax_basis_points = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)

    # The buyer's word, before paying, that the card is kept and charged for the next periods.
    has_card_consent = models.BooleanField(default=False, db_default=False)
    sim_form = models.CharField(max_length=8)
    payment_reference = models.CharField(max_length=120, blank=True, default="")
    # How often the pools had too few numbers or SIMs for it.
    empty_pool_count = models.PositiveSmallIntegerField(default=0)

    # What the program that placed it calls it, and said besides: nothing follows from either.
    external_id = models.CharField(max_length=100, blank=True, default="", db_default="")
    remarks = models.JSONField(default=dict, db_default={})

    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, default="")
    refunded_at = models.DateTimeField(null=True, blank=True)
    # What the buyer sees of it, in order.
    steps = ListField(OrderStep)

    objects = OrderQuerySet.as_manager()

    total = MoneyOf("total_minor")
    wholesale = MoneyOf("wholesale_minor")

    class Meta:
        constraints = [
            CheckConstraint(name="order_total_is_not_negative", condition=Q(total_minor__gte=0)),
            CheckConstraint(name="order_sim_form_is_known", condition=Q(sim_form__in=SIM_FORMS)),
            CheckConstraint(
                name="order_is_active_only_when_paid",
                condition=Q(active_at=None) | Q(paid_at__isnull=False),
            ),
            CheckConstraint(
                name="order_ends_in_one_way",
                condition=Q(active_at=None, failed_at=None)
                | Q(active_at=None, cancelled_at=None)
                | Q(failed_at=None, cancelled_at=None),
            ),
            CheckConstraint(
                name="order_card_has_somewhere_to_go",
                condition=Q(sim_form="esim") | ~Q(delivery_address=""),
            ),
        ]
        indexes = [
            Index(fields=["-placed_at", "id"], name="order_newest_first"),
            Index(fields=["person_id", "-placed_at"], name="order_of_person"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def line_count(self) -> int:
        """Say how many lines the plan puts into service: each needs a number and a SIM."""
        return self.allowances.get("lines") or 1

    @property
    def has_several_lines(self) -> bool:
        return self.line_count > 1

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def keeps_card(self) -> bool:
        """Whether the card that pays is kept: a plan that is paid once needs none."""
        return self.has_card_consent and self.period != "once"

    @property
    def is_active(self) -> bool:
        return self.active_at is not None

    @property
    def has_card(self) -> bool:
        """Whether it comes as a card, by post."""
        return self.sim_form == "physical"

    @property
    def waits_for_post(self) -> bool:
        """Whether the shop has a SIM card to post for it."""
        is_wanted = self.is_active and self.refunded_at is None
        return self.has_card and is_wanted and self.posted_at is None

    def asks_for_encourager(self, at: datetime) -> bool:
        """Whether somebody was named by a word that named nobody, and may still be found."""
        is_wanted = self.cancelled_at is None and self.failed_at is None
        is_fresh = at - self.placed_at < ENCOURAGER_ASKED_FOR
        return bool(self.encourager_word) and is_wanted and is_fresh

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return bool(self.active_at or self.failed_at or self.cancelled_at)

    @property
    def state(self) -> str:
        """Give one word for lists; the facts with their times are the truth."""
        facts = (
            ("refunded", self.refunded_at),
            ("failed", self.failed_at),
            ("cancelled", self.cancelled_at),
            ("active", self.active_at),
            ("paid", self.paid_at),
        )
        return next((word for word, at in facts if at), "placed")


class Activation(models.Model):
    """One line of a paid order on its way into service: its number, its SIM, its tries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="activations")
    # From one to the plan's lines; the line that opens has the same place.
    place = models.PositiveSmallIntegerField()
    e164 = models.CharField(max_length=16)
    iccid = models.CharField(max_length=20)
    imsi = models.CharField(max_length=15, blank=True, default="")
    activation_code = models.CharField(max_length=400, blank=True, default="")
    # Which try at the network counts, and by which of its doors.
    attempt = models.PositiveSmallIntegerField(default=1)
    unanswered_count = models.PositiveSmallIntegerField(default=0)
    adapter = models.CharField(max_length=12, blank=True, default="")
    network_reference = models.CharField(max_length=120, blank=True, default="")
    # When the network switched it on; its line opens when all of the order's are on.
    active_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["order", "place"], name="activation_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return f"line {self.place} of {self.order_id}"

    @property
    def is_active(self) -> bool:
        return self.active_at is not None
