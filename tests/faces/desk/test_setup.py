"""The set-up of a shop is led, and every reload finds its place."""

import pytest
import stripe

from billing.settlement.models import Payee
from kith.runtime.ports import free_port
from kith.wall import in_public
from tenants.workspace.queries import setup_facts
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer


@pytest.fixture
def seller(acme):
    return a_person(tenant=acme, role="reseller", full_name="Sol Vega")


@pytest.fixture
def desk(seller, acme, client):
    return sign_in(client, seller, acme)


def open_payouts(tenant) -> None:
    with in_public():
        Payee.objects.create(
            party_kind="tenant",
            party_ref=tenant.uuid,
            display_name="Acme",
            stripe_account="acct_acme",
            payouts_enabled_at=NOON,
            created_at=NOON,
        )


def test_a_new_shop_is_led_to_its_set_up(desk):
    page = desk.get("/desk/").text

    assert "Set up your shop" in page
    assert "0 of 4 done" in page


def test_the_set_up_goes_step_by_step_and_survives_a_reload(desk, acme):
    words = {"name": "Harbour Calls", "tagline": "For people by the water."}
    assert "What is your shop called?" in desk.get("/desk/setup/").text
    assert desk.post("/desk/setup/words/", {"name": ""}).status_code == 422

    desk.post("/desk/setup/words/", words)
    assert "What do you sell?" in desk.get("/desk/setup/").text
    an_offer()
    assert "Where is your share paid to?" in desk.get("/desk/setup/").text
    open_payouts(acme)
    assert "I passed it on" in desk.get("/desk/setup/").text
    done = desk.post("/desk/setup/shared/", follow=True)

    assert "Your shop is set up." in done.text
    assert setup_facts().shared_at is not None
    assert "Nothing needs you today" in desk.get("/desk/").text


def test_the_payout_step_moves_by_itself(desk, acme):
    assert "Open a payout account" in desk.get("/desk/setup/payouts/state/").text
    open_payouts(acme)

    moved = desk.get("/desk/setup/payouts/state/").text

    assert "Payouts are open." in moved
    assert "hx-get" not in moved


def test_a_provider_that_does_not_answer_loses_nothing(desk, settings, monkeypatch):
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.002)
    settings.STRIPE_API_BASE = f"http://127.0.0.1:{free_port()}"

    page = desk.post("/desk/setup/payouts/", follow=True).text

    assert "The payment provider did not answer. Nothing was lost: try again." in page
    assert "Open a payout account" in page
