"""Everything the house sends to the processor, each with a world that wants it sent once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from billing.gateway import gateway
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.charge_upgrade import charge_upgrade
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_refund import send_refund
from billing.settlement.models import Payee, Transfer
from billing.settlement.usecases.return_overpayment import return_overpayment
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.send_transfer import send_transfer
from kith.transmission.models import Transmission
from kith.wall import TenantRef, in_public
from outside.stripe.testing import FakeStripe
from tests.clock import NOON
from tests.factories.cards import a_frozen_charge, a_saved_card
from tests.factories.invoicing import a_paid_invoice, a_refund, paid_invoices
from tests.factories.ledger import euros
from tests.factories.lines import a_line
from tests.factories.settlement import MAYA, a_payee, a_released_run
from tests.factories.upgrades import an_upgrade


@dataclass
class World:
    """Something that is to be sent: how to carry it on, and how often it has happened there."""

    carry: Callable[[datetime], Transmission]
    happened: Callable[[], int]


def _publicly[**P, R](call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    with in_public():
        return call(*args, **kwargs)


@dataclass
class Makers:
    """What worlds are made with: the stand-in, a shop, and a way to open payout accounts."""

    fake: FakeStripe
    acme: TenantRef
    open_account: Callable[[], str]
    made: int = 0

    def transfer(self, at: datetime) -> World:
        _bills, transfer = self._due(at)
        return World(
            carry=lambda at: _publicly(send_transfer, transfer_id=transfer.pk, at=at),
            happened=lambda: len(gateway().find_transfers(group=str(transfer.run_id))),
        )

    def reversal(self, at: datetime) -> World:
        bills, transfer = self._due(at)
        sent = _publicly(send_transfer, transfer_id=transfer.pk, at=at).transfer_reference
        a_refund(bills[0], at=at)
        [one] = _publicly(
            reverse_transfers, payee_id=transfer.payee_id, key=str(uuid4()), by=MAYA, at=at
        )
        return World(
            carry=lambda at: _publicly(send_reversal, reversal_id=one.pk, at=at),
            happened=lambda: len(gateway().find_reversals(transfer_id=sent)),
        )

    def charge(self, at: datetime) -> World:
        self.made += 1
        charge = a_frozen_charge(self.fake, at=at, n=self.made)
        customer = charge.card.customer
        return World(
            carry=lambda at: send_charge(charge_id=charge.pk, at=at),
            happened=lambda: len(gateway().find_payments(customer=customer, since=NOON)),
        )

    def upgrade(self, at: datetime) -> World:
        self.made += 1
        line = a_line(n=self.made, at=at)
        card = a_saved_card(self.fake, person_id=line.person_id)
        upgrade = an_upgrade(line, at=at, life=timedelta(days=7))
        charge = charge_upgrade(upgrade_id=upgrade.pk, at=at)
        return World(
            carry=lambda at: send_charge(charge_id=charge.pk, at=at),
            happened=lambda: len(gateway().find_payments(customer=card.customer, since=NOON)),
        )

    def refund(self, at: datetime) -> World:
        reference = self.fake.control.charge(amount=1_200)["payment_intent"]
        refund = refund_invoice(
            invoice_id=a_paid_invoice(reference=reference).pk,
            amount=euros(500),
            reason="late",
            key=str(uuid4()),
            requested_by=None,
            at=at,
        )
        return World(
            carry=lambda at: send_refund(refund_id=refund.pk, at=at),
            happened=lambda: len(gateway().find_refunds(payment_intent=reference)),
        )

    def overpayment(self, at: datetime) -> World:
        reference = self.fake.control.charge(amount=1_200)["payment_intent"]
        return World(
            carry=lambda at: return_overpayment(
                payment_reference=reference, tenant_id=self.acme.uuid, at=at
            ),
            happened=lambda: len(gateway().find_refunds(payment_intent=reference)),
        )

    def _due(self, at: datetime) -> tuple[list[Invoice], Transfer]:
        """Bill enough for a payout, and release a run that pays it."""
        self.made += 1
        if not _publicly(Payee.objects.filter(stripe_account__isnull=False).exists):
            a_payee(party_ref=self.acme.uuid, account=self.open_account())
        bills = paid_invoices(20)
        run = a_released_run(at=at, key=f"run-{self.made}")
        return bills, _publicly(run.transfers.get)
