"""Looking for what was made before: by whom it was for, and since when."""

from datetime import datetime
from typing import Any

from billing.gateway import answers, readings
from billing.gateway.paging import each, patiently
from billing.gateway.translation import translated

PAGE = 100


class Lookups:
    """The calls that only look; they change nothing and take no key."""

    _client: Any

    def transfers_to(self, *, account_id: str, since: datetime) -> list[answers.TransferAnswer]:
        """Return every transfer to an account since a moment, newest first."""
        params = {"destination": account_id, "created": since_moment(since), "limit": PAGE}
        with translated():
            page = self._client.transfers.list(params)
            return [readings.transfer(raw.to_dict()) for raw in each(page)]

    def moved_since(self, *, since: datetime) -> list[answers.Moved]:
        """Return what was paid, refunded, transferred and taken back since, newest first."""
        params = {"created": since_moment(since), "expand": ["data.source"], "limit": PAGE}
        with translated():
            page = patiently(lambda: self._client.balance_transactions.list(params))
            found = [readings.moved(raw.to_dict()) for raw in each(page)]
        return [one for one in found if one is not None]

    def find_checkouts(self, *, payment_intent: str) -> list[answers.Checkout]:
        """Return the hosted pages on which a payment was made: one, or none."""
        with translated():
            page = self._client.checkout.sessions.list(
                {"payment_intent": payment_intent, "limit": PAGE}
            )
            return [readings.checkout(raw.to_dict()) for raw in each(page)]

    def disputes_since(self, since: datetime) -> list[answers.DisputeAnswer]:
        """Return the disputes that were opened since a moment, newest first."""
        with translated():
            params = {"created": since_moment(since), "limit": PAGE}
            page = patiently(lambda: self._client.disputes.list(params))
            return [readings.dispute(raw.to_dict()) for raw in each(page)]

    def payout(self, payout_id: str, *, account_id: str) -> answers.PayoutAnswer:
        """Return a payout of an account as it stands now."""
        with translated():
            raw = self._client.payouts.retrieve(payout_id, {}, {"stripe_account": account_id})
        return readings.payout(raw.to_dict())


def since_moment(since: datetime) -> dict[str, int]:
    """Return the filter for what was made at a moment or later; the processor counts seconds."""
    return {"gte": int(since.timestamp())}
