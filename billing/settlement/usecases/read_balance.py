"""Read what moved at the processor, and book what only it decides: its fees, and our payouts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from billing.gateway import BalanceEntry, gateway
from billing.ledger.queries import known_keys
from billing.ledger.usecases.post_journals import Entry, post_journals
from billing.settlement.movements import fee_entry, moved_entry
from billing.settlement.sql_matching import hold_matching, replace_movements

# A bill of the processor's own, and what it sends to our bank by itself.
BILLS = ("stripe_fee", "stripe_fx_fee", "tax_fee")
TO_BANK = ("payout", "payout_cancel", "payout_failure")


def read_balance(*, since: datetime, until: datetime, at: datetime) -> int:
    """
    Copy the processor's movements of a span and post the fee of each; returns how many it read.

    Safe to repeat: a movement's fee is posted once, and the copy is what the processor says
    now. Call it outside a transaction.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    entries = gateway().balance_transactions(since=since, until=until)
    with transaction.atomic():
        hold_matching()
        replace_movements(
            [
                (
                    one.id,
                    one.kind,
                    # The processor's own bill names nothing of ours: it is matched by its id.
                    one.id if one.kind in BILLS else one.reference,
                    one.amount.minor,
                    one.fee.minor,
                    one.amount.currency,
                    one.created_at,
                )
                for one in entries
            ],
            since=since,
            until=until,
            at=at,
        )
        _book(entries)
    return len(entries)


def _book(entries: Sequence[BalanceEntry]) -> None:
    wanted = [journal for one in entries for journal in _journals(one)]
    # A fee changed afterwards is a difference for a person, not a second journal.
    standing = known_keys(keys=[journal.key for journal in wanted])
    post_journals(entries=[journal for journal in wanted if journal.key not in standing])


def _journals(one: BalanceEntry) -> list[Entry]:
    journals = [entry for entry in [fee_entry(one)] if entry]
    if one.amount and one.kind in BILLS:
        journals.append(
            moved_entry(f"bill:{one.id}", "fee", "expense:stripe_fees", one.amount, one)
        )
    if one.amount and one.kind in TO_BANK:
        journals.append(
            moved_entry(f"bank:{one.id}", "payout_to_bank", "cash:bank", one.amount, one)
        )
    return journals
