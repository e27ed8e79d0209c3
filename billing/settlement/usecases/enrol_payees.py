"""Give every party that earns something a payee."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from billing.settlement.models import Payee
from billing.settlement.payout_accounts import payee_name
from kith.wall import public_side
from tenants.accounts.queries import person_cards


@public_side
def enrol_payees(
    *, parties: Collection[tuple[str, UUID]], at: datetime
) -> dict[tuple[str, UUID], Payee]:
    """Return the payee of each (kind, uuid), making those that are new."""
    known = _known(parties)
    if missing := sorted(set(parties) - known.keys()):
        people = person_cards([ref for kind, ref in missing if kind == Payee.PERSON])
        Payee.objects.bulk_create(
            [
                Payee(
                    party_kind=kind,
                    party_ref=ref,
                    display_name=payee_name(kind, ref, people),
                    created_at=at,
                )
                for kind, ref in missing
            ],
            ignore_conflicts=True,
        )
        known = _known(parties)
    return known


def _known(parties: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], Payee]:
    rows = Payee.objects.filter(party_ref__in=[ref for _, ref in parties])
    known = {(row.party_kind, row.party_ref): row for row in rows}
    return {party: known[party] for party in parties if party in known}
