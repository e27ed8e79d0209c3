"""Which calendar day a moment belongs to: the shop's, and of the network's own work its own."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from kith.wall.side import current_tenant


def zone_here() -> ZoneInfo:
    """Return the zone of the shop whose work this is; the network's where it is nobody's."""
    tenant = current_tenant()
    return ZoneInfo(tenant.timezone if tenant else settings.KITH_TIME_ZONE)


def day_here(at: datetime) -> date:
    """
    Return the one day that a moment has on every paper, page and file of this side.

    An invoice of half past midnight is of the new day, its year and its VAT month, although in UTC
    the old one is not over.
    """
    return at.astimezone(zone_here()).date()
