"""The rules that hold today, as frozen answers, and the defaults they start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from billing.settlement.models import DunningTerms, RefundTerms, SettlementTerms, SharingModel
from kith.errors import DomainError
from kith.money import Money
from kith.wall import public_side

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)

# `wholesale` is the rest of the net price (an agent sells the telco's product), the price the
# seller buys at (an operator), or nothing (the telco sells its own).
DEFAULT_PARTS: dict[str, dict[str, Any]] = {
    "home": {
        "wholesale": "none",
        "seller_basis_points": None,
        "platform_basis_points": 0,
        "sponsor_basis_points": 0,
    },
    "reseller": {
        "wholesale": "rest",
        "seller_basis_points": 1_000,
        "platform_basis_points": 300,
        "sponsor_basis_points": 1_000,
    },
    "operator": {
        "wholesale": "price",
        "seller_basis_points": None,
        "platform_basis_points": 300,
        "sponsor_basis_points": 0,
    },
}


class NoSharingModel(DomainError):
    """No sharing model covers this seller at that time."""

    code = "sharing_model.missing"


@dataclass(frozen=True)
class SharingTerms:
    """
    How one line is shared, all shares in basis points.

    `seller_basis_points` is of the net price (None: whatever the others leave),
    `sponsor_basis_points` is of the seller's share and comes out of the telco's.
    """

    version: int
    seller_kind: str
    wholesale: str
    seller_basis_points: int | None
    platform_basis_points: int
    sponsor_basis_points: int


@dataclass(frozen=True)
class PayoutTerms:
    """Holds, minimum and approval limit that hold at one moment."""

    currency: str
    hold_days: int
    new_seller_hold_days: int
    new_seller_days: int
    clean_operator_hold_days: int
    clean_operator_days: int
    minimum_minor: int
    four_eyes_above_minor: int

    def payable_from(self, *, seller_kind: str, live_at: datetime | None, at: datetime) -> datetime:
        """Return when a share earned at `at` may be paid."""
        age = at - live_at if live_at else timedelta(0)
        days = self.hold_days
        if age < timedelta(days=self.new_seller_days):
            days = self.new_seller_hold_days
        elif seller_kind == "operator" and age >= timedelta(days=self.clean_operator_days):
            days = self.clean_operator_hold_days
        return at + timedelta(days=days)


def four_eyes_limit(*, currency: str, at: datetime) -> Money:
    """Return what one person may release a day, or write off for one party."""
    return Money(payout_terms(currency=currency, at=at).four_eyes_above_minor, currency)


@dataclass(frozen=True)
class RefundLimits:
    """What a shop gives back by its own word: so much a month, of bills not older than that."""

    month: Money
    age_days: int


@public_side
def refund_limits(*, currency: str, at: datetime) -> RefundLimits:
    """Return what a shop may give back by itself; the defaults where no terms are set."""
    rows = RefundTerms.objects.filter(currency=currency, starts_at__lte=at)
    row = rows.order_by("-starts_at", "-pk").first()
    row = row or RefundTerms(currency=currency, starts_at=BEGINNING)
    return RefundLimits(Money(row.month_minor, currency), row.age_days)


@dataclass(frozen=True)
class DunningDays:
    """When what follows from a bill that nobody pays, in days after its due day."""

    remind: int
    warn: int
    bar: int
    notice: int
    end: int
    # Between two looks at what could not be done, and from a letter to what it tells of.
    recheck: int
    ahead: int


@public_side
def dunning_terms(*, at: datetime) -> DunningDays:
    """Return the days of dunning that hold at that moment; the defaults where no terms are set."""
    rows = DunningTerms.objects.filter(starts_at__lte=at)
    row = rows.order_by("-starts_at", "-pk").first() or DunningTerms(starts_at=BEGINNING)
    return DunningDays(
        remind=row.remind_days,
        warn=row.warn_days,
        bar=row.bar_days,
        notice=row.notice_days,
        end=row.end_days,
        recheck=row.recheck_days,
        ahead=row.ahead_days,
    )


@public_side
def sharing_terms(*, seller_kind: str, at: datetime) -> SharingTerms:
    """
    Return how a line sold at that moment is shared.

    :raises NoSharingModel: no model covers this kind of seller then
    """
    model = (
        SharingModel.objects.filter(seller_kind=seller_kind, starts_at__lte=at)
        .order_by("-starts_at", "-pk")
        .first()
    )
    if model is None:
        raise NoSharingModel(
            _("No sharing model for a %(kind)s on %(day)s")
            % {"kind": seller_kind, "day": f"{at:%Y-%m-%d}"},
            mend=_("Add a sharing model that starts before that day."),
        )
    return SharingTerms(version=model.version, seller_kind=seller_kind, **model.parts)


@public_side
def payout_terms(*, currency: str, at: datetime) -> PayoutTerms:
    """Return the holds and limits of a currency at that moment; the defaults where none are set."""
    row = (
        SettlementTerms.objects.filter(currency=currency, starts_at__lte=at)
        .order_by("-starts_at", "-pk")
        .first()
    ) or SettlementTerms(currency=currency, starts_at=BEGINNING)
    return PayoutTerms(
        currency=currency,
        hold_days=row.hold_days,
        new_seller_hold_days=row.new_seller_hold_days,
        new_seller_days=row.new_seller_days,
        clean_operator_hold_days=row.clean_operator_hold_days,
        clean_operator_days=row.clean_operator_days,
        minimum_minor=row.minimum_minor,
        four_eyes_above_minor=row.four_eyes_above_minor,
    )


@public_side
def ensure_sharing_models() -> None:
    """Put the default sharing models in place where a kind of seller has none."""
    present = set(SharingModel.objects.values_list("seller_kind", flat=True))
    SharingModel.objects.bulk_create(
        [
            SharingModel(seller_kind=kind, version=1, starts_at=BEGINNING, parts=parts)
            for kind, parts in DEFAULT_PARTS.items()
            if kind not in present
        ],
        ignore_conflicts=True,
    )
