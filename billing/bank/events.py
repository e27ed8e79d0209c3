"""What happens to money that came by transfer."""

from uuid import UUID

from kith.outbox import Event


class BankMoneyAllotted(Event, name="bank.money_allotted"):
    """Money of the bank account is to pay bills of this shop."""

    batch: UUID


class BankReturnSent(Event, name="bank.return_sent"):
    """Somebody sent at the bank what a refund of this shop gives back."""

    refund_id: UUID
