"""The page where staff see what the books do not know, and let payments go on."""

from datetime import timedelta

import pytest

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Payee
from billing.strays.models import Stray
from kith.audit.models import AuditEntry
from kith.fence.gate import standing
from kith.fence.models import Pause
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.ledger import euros
from tests.factories.settlement import a_payee
from tests.post import drain

PAGE = "/staff/unknown-movements/"


@pytest.fixture
def held(acme, fake_stripe):
    """A processor where somebody moved money by hand, twice."""
    payee = a_payee(party_ref=acme.uuid)
    with in_public():
        Pause.objects.create(reason=Pause.UNKNOWN, opened_at=NOON)
        for number, kind in enumerate((Stray.TRANSFER, Stray.REFUND)):
            Stray.objects.create(
                reference=f"thing_{number}",
                kind=kind,
                amount_minor=12_345,
                currency="EUR",
                made_at=NOON + timedelta(seconds=number),
                found_at=NOON,
                account=payee.stripe_account if kind == Stray.TRANSFER else "",
            )
    return payee


@pytest.fixture
def browser_of(client_for):
    def make(*roles):
        with in_public():
            person = a_person(role=roles[0])
        return sign_in(client_for(None), person)

    return make


def test_staff_see_what_is_unknown_with_its_amount_and_kind(held, browser_of):
    page = browser_of("staff").get(PAGE).content.decode()
    for words in ("A payout to a payee", "A refund to a customer", "123.45", "thing_1"):
        assert words in page
    # Whoever may only look is offered nothing to do.
    assert "Take into the books" not in page
    assert "Resume payments" not in page
    assert "All payments are held" in browser_of("finance").get("/staff/").content.decode()
    assert "thing_1" in browser_of("staff").get(f"{PAGE}?format=csv").content.decode()


def test_what_is_set_aside_needs_a_reason_and_stops_its_payee(held, browser_of):
    finance = browser_of("finance")
    assert finance.post(f"{PAGE}thing_0/aside/", {"reason": " "}).status_code == 409
    with in_public():
        assert not Stray.objects.exclude(settled_at=None).exists()

    finance.post(f"{PAGE}thing_0/aside/", {"reason": "Paid by hand."})
    with in_public():
        assert Stray.objects.get(pk="thing_0").outcome == Stray.ASIDE
        assert Payee.objects.get(pk=held.pk).blocked_at
        finance.post(f"/staff/payees/{held.pk}/unblock/")
        assert Payee.objects.get(pk=held.pk).blocked_at is None
        assert AuditEntry.objects.filter(action="payee.unblocked").exists()


def test_what_is_on_its_way_says_what_it_waits_for_and_can_be_set_aside(held, browser_of):
    finance = browser_of("finance")
    with in_public():
        Stray.objects.filter(pk="thing_0").update(made_at=NOON + timedelta(seconds=2))
    finance.post(f"{PAGE}thing_0/adoption/")
    drain()

    assert (
        "once everything that moved before it is dealt with" in finance.get(PAGE).content.decode()
    )
    finance.post(f"{PAGE}thing_0/aside/", {"reason": "Paid by hand."})
    with in_public():
        assert Stray.objects.get(pk="thing_0").outcome == Stray.ASIDE


def test_what_the_books_know_by_now_is_not_set_aside(held, browser_of):
    with in_public():
        post_journal(
            key="transfer",
            kind="payout_paid",
            postings=[Leg("cash:stripe", euros(1)), Leg("refunds:due", euros(-1))],
            effective_at=NOON,
            reference="thing_0",
        )

    answer = browser_of("finance").post(f"{PAGE}thing_0/aside/", {"reason": "Paid by hand."})

    assert "This is in the books by now" in answer.content.decode()
    with in_public():
        assert Stray.objects.get(pk="thing_0").is_open
        assert Payee.objects.get(pk=held.pk).blocked_at is None


def test_what_says_nothing_of_its_purpose_cannot_be_taken_in_and_says_why(held, browser_of):
    finance = browser_of("finance")
    finance.post(f"{PAGE}thing_0/adoption/")
    drain()

    assert "It does not say which shares it paid" in finance.get(PAGE).content.decode()
    with in_public():
        assert Stray.objects.get(pk="thing_0").is_open


def test_payments_go_on_when_a_second_person_says_yes(held, browser_of):
    first, second = browser_of("finance"), browser_of("approver")
    for reference in ("thing_0", "thing_1"):
        first.post(f"{PAGE}{reference}/aside/", {"reason": "Paid by hand."})
    assert first.post(f"{PAGE}release/").status_code == 409
    first.post(f"{PAGE}look/")

    first.post(f"{PAGE}release/")
    assert first.post(f"{PAGE}release/").status_code == 409
    assert "You said yes" in first.get(PAGE).content.decode()
    second.post(f"{PAGE}release/")

    assert standing(at=NOON).is_open
    assert "Payments are sent as usual" in first.get(PAGE).content.decode()
