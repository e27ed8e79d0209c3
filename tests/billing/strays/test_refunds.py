"""Refunds that the books do not know: of payments that stand there, and of nobody's."""

import pytest

from billing.invoicing.models import Refund
from billing.invoicing.purposes import refund_purpose
from billing.invoicing.usecases.adopt_payment import adopt_payment
from billing.invoicing.usecases.adopt_refund import adopt_refund
from billing.ledger.queries import known_references
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Overpayment
from billing.settlement.usecases.adopt_overpayment_refund import adopt_overpayment_refund
from billing.settlement.usecases.freeze_overpayment import PaymentAskedFor, freeze_overpayment
from billing.strays.models import Stray
from billing.strays.usecases.adopt_stray import OthersFirst, adopt_stray
from billing.strays.usecases.set_stray_aside import set_stray_aside
from kith.derived import derived_uuid
from kith.errors import Unavailable
from kith.wall import in_public
from tests.billing.strays.rewinding import CARO, DAY, HOUR, a_stray, as_it_stands
from tests.factories.invoicing import a_paid_invoice
from tests.factories.ledger import euros
from tests.post import drain


@pytest.fixture
def paid(acme, now, fake_stripe):
    """A payment that no books know."""
    return fake_stripe.control.charge(amount=900)["payment_intent"]


def a_refund_of(payment, minor, *, at, kind="overpayment"):
    notes = {"purpose": f"{kind}:{payment}"}
    return a_stray(Stray.REFUND, "re_1", minor, at=at, of=payment, notes=notes)


def adopt(stray, at):
    with in_public():
        adopt_stray(reference=stray.pk, at=at)
    return as_it_stands(stray)


# An earlier release sent them by another word.
@pytest.mark.parametrize("kind", ["overpayment", "surplus"])
def test_a_payment_of_nobodys_and_its_way_back_are_booked_together(paid, now, kind):
    stray = a_refund_of(paid, 900, at=now, kind=kind)

    assert adopt(stray, now + HOUR).outcome == Stray.ADOPTED
    with in_public():
        overpayment = Overpayment.objects.get()
        again = adopt_overpayment_refund(
            payment_reference=paid, refund_reference="re_1", amount=euros(900), at=now + HOUR
        )
    assert (overpayment.state, overpayment.refund_reference) == (Overpayment.DONE, "re_1")
    assert again == overpayment
    assert known_references(references=[paid, "re_1"]) == {paid, "re_1"}


def test_a_part_that_went_back_books_nothing(paid, now):
    stray = a_refund_of(paid, 400, at=now)

    assert adopt(stray, now + HOUR).problem.startswith("It gave back only a part")
    with in_public():
        assert not Overpayment.objects.exists()
    assert known_references(references=[paid, "re_1"]) == set()


def test_a_payment_that_something_asks_for_is_no_money_to_give_back(paid, now):
    a_paid_invoice(reference=paid, prices=(900,))
    stray = a_refund_of(paid, 900, at=now)

    assert adopt(stray, now + HOUR).problem.startswith("The payment is in the books already")
    with in_public():
        with pytest.raises(PaymentAskedFor):
            freeze_overpayment(payment_reference=paid, tenant_id=None, at=now)
        assert not Overpayment.objects.exists()


def of_the_house(stray, at):
    with in_public():
        adopt_stray(reference=stray.pk, at=at)


def of_a_shop(stray, at):
    adopt = adopt_payment if stray.kind == Stray.PAYMENT else adopt_refund
    adopt(reference=stray.pk, at=at)


@pytest.mark.parametrize("kind", [Stray.PAYMENT, Stray.REFUND])
@pytest.mark.parametrize("adopt", [of_the_house, of_a_shop])
def test_a_silent_processor_is_waited_for_and_refuses_nothing(kind, adopt, paid, now, fake_stripe):
    reference, of = (paid, "") if kind == Stray.PAYMENT else ("re_1", paid)
    notes = {"purpose": f"checkout:{derived_uuid('a shop')}:order:1"}
    stray = a_stray(kind, reference, 900, at=now, of=of, notes=notes)
    fake_stripe.control.fail("GET /v1/payment_intents/*", "drop_before", count=100)

    with pytest.raises(Unavailable):
        adopt(stray, now + HOUR)
    after = as_it_stands(stray)
    assert (after.is_under_way, after.problem) == (True, "")

    fake_stripe.control.clear_faults()
    adopt(stray, now + HOUR)
    assert not as_it_stands(stray).is_open


def test_a_refund_waits_for_all_that_moved_before_it(acme, now):
    purpose = {"purpose": f"refund:{acme.uuid}:bill:0-1"}
    bill = a_paid_invoice(reference="pi_1")
    a_stray(Stray.TRANSFER, "tr_1", 100, at=now, account="acct_1")
    stray = a_stray(Stray.REFUND, "re_1", 500, at=now, of="pi_1")

    # In the same second too: the processor counts no finer.
    adopt_refund(reference="re_1", at=now + HOUR)
    assert as_it_stands(stray).outcome == Stray.ADOPTED
    assert bill.refunds.get().ended_at == now

    late = a_stray(Stray.REFUND, "re_2", 100, at=now + HOUR, of="pi_1", notes=purpose)
    with pytest.raises(OthersFirst):
        adopt_refund(reference="re_2", at=now + HOUR)

    # It is told once that is dealt with, and tells the next.
    last = a_stray(Stray.REFUND, "re_3", 50, at=now + 2 * HOUR, of="pi_1", notes=purpose)
    with in_public():
        set_stray_aside(reference="tr_1", reason="By hand.", by=CARO, at=now + HOUR)
    drain(ahead=DAY)
    assert as_it_stands(late).outcome == Stray.ADOPTED
    assert as_it_stands(last).outcome == Stray.ADOPTED


def test_a_refund_that_cannot_be_booked_leaves_none_that_a_sender_would_send(acme, now):
    bill = a_paid_invoice(reference="pi_1")
    purpose = refund_purpose(bill, before=euros(0), amount=euros(500))
    note = derived_uuid("credit note", derived_uuid(purpose, 1))
    with in_public():
        post_journal(
            key=f"refund:{acme.uuid}:{note}",
            kind="refund",
            postings=[Leg("cash:stripe", euros(1)), Leg("refunds:due", euros(-1))],
            effective_at=now,
        )
    stray = a_stray(Stray.REFUND, "re_1", 500, at=now, of="pi_1")

    adopt_refund(reference="re_1", at=now + HOUR)

    assert not Refund.objects.exists()
    assert as_it_stands(stray).problem
