"""The page where staff see what the books do not know, and let payments go on."""

import pytest

from billing.settlement.models import Payee
from billing.strays.models import Stray
from kith.audit.models import AuditEntry
from kith.fence.gate import standing
from kith.fence.models import Pause
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
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
                made_at=NOON,
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
    assert "Let payments go on" not in page
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
