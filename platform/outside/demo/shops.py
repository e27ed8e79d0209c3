"""One shop in one window of the year."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from ambassadors.circle.usecases.measure_circle import measure_circle
from ambassadors.referral.models import Referral
from catalog.lines.queries import active_line_count
from kith.wall import TenantRef, in_public, in_tenant
from outside.demo import cast
from outside.demo.billing import Books, count_cycles
from outside.demo.once import once
from outside.demo.plan import REFUNDS, WINDOWS, Plan
from outside.demo.processor import PastProcessor
from outside.demo.refunds import give_back
from outside.demo.selling import sell
from tenants.accounts.queries import person_by_email
from tenants.registry.models import Tenant

# With fewer lines a week says nothing about a circle's health; a month is enough.
WEEKLY_FROM_LINES = 10


def live_through(*, plan: Plan, slug: str, window: int, processor: PastProcessor) -> None:
    """Let one shop sell, bill, collect, refund and count through one window, piece by piece."""
    since, until = plan.window_end(window - 1), plan.window_end(window)
    buyers = plan.buyers.get(slug, ())
    books = Books(
        buyers=buyers,
        since=since,
        until=until,
        is_last=window == WINDOWS,
        seed=plan.seed,
        processor=processor,
    )
    here = f"{window:02}:{slug}"
    with in_tenant(shop_ref(slug)) as shop:

        def collect() -> None:
            count_cycles(paid=books.collect(), referred=_referred(shop))

        def refund() -> None:
            refunds = [one for one in REFUNDS if (one.shop, one.window) == (slug, window)]
            at = until - timedelta(days=1, hours=6)
            give_back(refunds=refunds, buyers=buyers, by=_finance(), at=at, processor=processor)

        sold = plan.orders_in(slug, window)
        once(f"{here}:sold", lambda: sell(buyers=sold, processor=processor, until=until))
        once(f"{here}:billed", books.write)
        once(f"{here}:paid", collect)
        once(f"{here}:refunded", refund)
        once(f"{here}:measured", lambda: _measure(since, until))


def shop_ref(slug: str) -> TenantRef:
    """Return a shop as it stands now: its kind changes with a promotion."""
    with in_public():
        return Tenant.objects.get(slug=slug).ref


def _referred(shop: TenantRef) -> set[UUID]:
    with in_public():
        known = Referral.objects.filter(tenant_id=shop.uuid)
        return set(known.values_list("referred_id", flat=True))


def _finance() -> UUID:
    found = person_by_email(cast.address_of(cast.FELIX.name))
    if found is None:
        raise LookupError("the office was not brought in")
    return found.id


def _measure(since: datetime, until: datetime) -> None:
    if active_line_count(at=until) >= WEEKLY_FROM_LINES:
        week = since + timedelta(days=7)
        while week < until - timedelta(days=2):
            measure_circle(at=week)
            week += timedelta(days=7)
    measure_circle(at=until)
