"""What a run pays beside the one released before it: who is new, who is gone, who moved."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from billing.settlement.models import Run, Transfer
from kith.money import Money
from kith.wall import public_side


@dataclass(frozen=True)
class Moved:
    """One payee in two runs; None where a run does not pay them."""

    payee_id: UUID
    name: str
    before: Money | None
    now: Money | None

    @property
    def difference(self) -> int:
        return (self.now.minor if self.now else 0) - (self.before.minor if self.before else 0)

    @property
    def percent(self) -> int | None:
        """By how much of the hundred it moved; None where there is nothing to compare with."""
        if not (self.before and self.now):
            return None
        return round(self.difference * 100 / self.before.minor)


@dataclass(frozen=True)
class Comparison:
    """A run beside the last one released before it, in the same currency."""

    earlier: Run
    payees: int
    payees_before: int
    # Each by the size of its difference, the largest first.
    new: list[Moved]
    missing: list[Moved]
    moved: list[Moved]


@public_side
def compared(run: Run) -> Comparison | None:
    """Compare a run with the last one released before it; None where there is none."""
    released = Run.objects.filter(currency=run.currency, released_at__isnull=False)
    if run.released_at:
        released = released.filter(released_at__lt=run.released_at)
    earlier = released.exclude(pk=run.pk).order_by("-released_at", "-pk").first()
    if earlier is None or run.abandoned_at:
        return None
    names: dict[UUID, str] = {}
    now, before = (_amounts(one, names) for one in (run, earlier))
    rows = [
        Moved(payee_id, names[payee_id], before.get(payee_id), now.get(payee_id))
        for payee_id in names
    ]
    rows = sorted(
        (row for row in rows if row.difference),
        key=lambda row: (-abs(row.difference), row.name, row.payee_id),
    )
    return Comparison(
        earlier=earlier,
        payees=len(now),
        payees_before=len(before),
        new=[row for row in rows if row.before is None],
        missing=[row for row in rows if row.now is None],
        moved=[row for row in rows if row.before and row.now],
    )


def _amounts(run: Run, names: dict[UUID, str]) -> dict[UUID, Money]:
    """Return what a run was frozen to pay each payee; what was tried again counts once."""
    first = Transfer.objects.filter(run=run, exclusion=None).order_by(
        "payee", "tenant_id", "position"
    )
    sums: dict[UUID, Money] = {}
    for payee_id, name, minor in (first.distinct("payee", "tenant_id")).values_list(
        "payee", "payee__display_name", "amount_minor"
    ):
        names.setdefault(payee_id, name)
        sums[payee_id] = sums.get(payee_id, Money.zero(run.currency)) + Money(minor, run.currency)
    return sums
