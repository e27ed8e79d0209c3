"""What finance reads before a run is what the run freezes."""

from random import Random
from uuid import uuid4

import pytest

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Accrual
from billing.settlement.previews import run_preview
from billing.settlement.usecases.choose_netting import choose_netting
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, a_frozen_run, a_payee


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_shares_is_frozen_as_it_was_foreseen(acme, seed):
    chance = Random(seed)
    shops, owed = [uuid4() for _ in range(4)], 0
    with in_public():
        for _ in range(6):
            payee = a_payee(party_ref=uuid4(), party_kind="person")
            for shop in chance.sample(shops, chance.randint(1, 4)):
                owed += some_shares(payee, shop, chance)
            if chance.random() < 0.5:
                choose_netting(
                    party_kind="person",
                    party_ref=payee.party_ref,
                    is_together=True,
                    by=payee.party_ref,
                    at=NOON,
                )
        leg = Leg("payable:payees", euros(-owed))
        post_journal(
            key="owed",
            kind="test",
            postings=[Leg("income:platform_fees", euros(owed)), leg],
            effective_at=NOON,
        )
        preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
        run = a_frozen_run()
        frozen = run.transfers.order_by("position").values_list(
            "payee", "tenant_id", "amount_minor"
        )
        assert list(frozen) == [
            (row.payee_id, row.shop_id, row.amount.minor) for row in preview.payees if row.is_due
        ]
        assert run.total == preview.total
        assert faults_of_settlement() == []


def some_shares(payee, shop, chance) -> int:
    """Earn a little at a shop, perhaps lose more than that; returns what is open."""
    particulars = {
        "tenant_id": shop,
        "invoice_number": "INV",
        "label": "Coast 10",
        "payee": payee,
        "currency": "EUR",
        "accrued_at": NOON,
        "payable_from": NOON,
    }
    total, first = 0, None
    for _ in range(chance.randint(1, 3)):
        minor = chance.randint(1, 3_000)
        first = Accrual.objects.create(
            key=str(uuid4()),
            invoice_line_id=uuid4(),
            kind="sponsor",
            amount_minor=minor,
            **particulars,
        )
        total += minor
    if chance.random() < 0.5:
        minor = -chance.randint(1, 3_000)
        Accrual.objects.create(
            key=str(uuid4()),
            invoice_line_id=uuid4(),
            kind="clawback",
            takes_from=first,
            amount_minor=minor,
            **particulars,
        )
        total += minor
    return total
