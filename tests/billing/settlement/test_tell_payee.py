"""A payee whom money cannot reach is told why, and so are the pages that show it."""

import pytest
from django.core import mail

from billing.settlement.models import Payee
from kith.wall import in_public
from tenants.registry.models import Tenant
from tests.billing.news import news
from tests.factories.accounts import a_person, sign_in
from tests.factories.settlement import a_payee

__all__ = ["news"]


@pytest.fixture
def account(acme, globex, open_account, fake_stripe, news):
    """The account of acme, which can be paid; globex has one of its own."""
    for tenant in (acme, globex):
        account = open_account()
        a_payee(party_ref=tenant.uuid, account=account)
        if tenant is acme:
            mine = account
    with in_public():
        owner = a_person(role="reseller", tenant=acme, email="rosa@example.org")
        Tenant.objects.filter(pk=acme.uuid).update(owner_id=owner.pk)
    fake_stripe.control.set_balance(available=5_000, account=mine)
    news.arrive()
    return mine


@pytest.fixture
def desk(acme, client_for):
    return sign_in(client_for(acme), a_person(role="reseller", tenant=acme), acme)


def payee_of(account):
    with in_public():
        return Payee.objects.get(stripe_account=account)


def test_a_closed_account_is_told_once_and_its_page_says_why(account, fake_stripe, news, desk):
    fake_stripe.control.set_payouts(account, is_enabled=False, reason="rejected.fraud")

    news.arrive(copies=3)

    assert not payee_of(account).is_reachable
    [letter] = mail.outbox
    assert letter.to == ["rosa@example.org"]
    assert "Our payment partner turned the account down." in letter.body
    assert "Our payment partner turned the account down." in desk.get("/desk/earnings/").text


def test_an_account_that_is_open_again_says_nothing_of_it(account, fake_stripe, news):
    fake_stripe.control.set_payouts(account, is_enabled=False)
    fake_stripe.control.set_payouts(account, is_enabled=True)

    news.arrive()

    assert payee_of(account).is_reachable
    assert mail.outbox == []


def test_a_payout_sent_back_is_told_once_until_one_goes_through(
    account, fake_stripe, news, desk, client_for
):
    first = fake_stripe.control.pay_out(account, amount=1_000)["id"]
    fake_stripe.control.bounce(account, first, code="account_closed")
    news.arrive(copies=3)

    [letter] = mail.outbox
    assert letter.subject == "Your bank sent back a payout"
    assert "The bank account is closed." in letter.body
    assert "The bank account is closed." in desk.get("/desk/earnings/").text
    with in_public():
        staff = sign_in(client_for(None), a_person(role="staff"))
    assert "Bank sent it back" in staff.get("/staff/payees/").text

    fake_stripe.control.advance(seconds=60)
    fake_stripe.control.pay_out(account, amount=1_000)
    news.arrive()

    assert payee_of(account).bounced_at is None
    assert "The bank account is closed." not in desk.get("/desk/earnings/").text


def test_late_news_of_an_older_payout_do_not_overrule_a_newer_one(account, fake_stripe, news):
    first = fake_stripe.control.pay_out(account, amount=1_000)["id"]
    fake_stripe.control.bounce(account, first)
    late = news.untold()
    fake_stripe.control.advance(seconds=60)
    fake_stripe.control.pay_out(account, amount=1_000)
    fresh = [one for one in news.untold() if one not in late]

    for delivery in [*fresh, *late]:
        news.knock(delivery)
    news.arrive()

    assert payee_of(account).bounced_at is None
    assert mail.outbox == []


def test_news_of_an_account_that_no_payee_has_change_nothing(
    account, open_account, news, fake_stripe
):
    stranger = open_account()
    fake_stripe.control.set_payouts(stranger, is_enabled=False)

    news.arrive()

    with in_public():
        assert Payee.objects.reachable().count() == 2
