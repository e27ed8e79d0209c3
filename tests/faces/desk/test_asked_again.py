"""On a shop's host, too, a form goes on by itself once its sender proved who they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from billing.invoicing.models import Refund
from billing.settlement.models import Payee
from kith.wall import in_public
from tenants.accounts.models import AccessToken
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tenants.registry.domain_cards import domain_cards
from tests.factories.accounts import PASSWORD, a_person, code_now, sign_in
from tests.factories.invoicing import a_paid_invoice
from tests.factories.workspace import an_operator

SECRET = "JBSWY3DPEHPK3PXP"
AN_HOUR = timedelta(hours=1)


def left_open(client_for, tenant, *, role, second_factor=True):
    """A browser in which somebody of the shop proved an hour ago who they are."""
    with in_public():
        person = a_person(tenant=tenant, role=role)
        if second_factor:
            enrol_second_factor(person_id=person.pk, secret=SECRET)
    return sign_in(client_for(tenant), person, tenant, second_factor=second_factor, ago=AN_HOUR)


def proved(browser, asked):
    return browser.post(asked["Location"], {"code": code_now(SECRET)})


@pytest.fixture
def desk(acme, client_for):
    return left_open(client_for, acme, role="reseller")


def a_refund_form():
    return {"amount": "4.00", "reason": "late", "key": str(uuid4())}


@pytest.mark.parametrize("tail", ["", "?from=list"])
def test_a_refund_goes_on(desk, tail):
    bill = a_paid_invoice(at=timezone.now())
    asked = desk.post(f"/desk/invoices/{bill.number}/refunds/{tail}", a_refund_form())
    assert not Refund.objects.exists()

    onward = proved(desk, asked)

    assert onward["Location"] == f"/desk/invoices/{bill.number}/"
    assert Refund.objects.get().amount_minor == 400


def test_a_payout_account_goes_on(desk, fake_stripe):
    onward = proved(desk, desk.post("/desk/setup/payouts/"))

    assert onward["Location"].startswith(fake_stripe.settings()["STRIPE_API_BASE"])
    with in_public():
        assert Payee.objects.filter(stripe_account__isnull=False).count() == 1


def test_a_domain_goes_on(acme, client_for):
    operator = an_operator(acme)
    desk = left_open(client_for, operator, role="operator")

    onward = proved(desk, desk.post("/desk/settings/domain/", {"host": "shop.maya.example"}))

    assert onward["Location"] == "/desk/settings/domain/"
    assert [card.host for card in domain_cards(tenant_id=operator.uuid)] == ["shop.maya.example"]


def test_a_token_goes_on(acme, client_for):
    mine = left_open(client_for, acme, role="customer", second_factor=False)

    asked = mine.post("/my/tokens/", {"name": "books"})
    onward = mine.post(asked["Location"], {"password": PASSWORD})

    assert "kith_" in onward.text
    with in_public():
        assert AccessToken.objects.get().tenant_id == acme.uuid


def test_a_form_that_was_left_lying_goes_on_for_no_other_page(desk):
    bills = [a_paid_invoice() for _ in range(2)]
    first, second = (f"/desk/invoices/{bill.number}/" for bill in bills)
    asked = desk.post(f"{first}refunds/", a_refund_form())

    elsewhere = desk.post(
        asked["Location"].partition("?")[0], {"code": code_now(SECRET), "next": second}
    )

    assert elsewhere["Location"] == second
    assert not Refund.objects.exists()
