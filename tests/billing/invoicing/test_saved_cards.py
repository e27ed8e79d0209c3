"""A card is kept with its owner's word, shown to them, and gone the day they say so."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail

from billing.gateway import gateway
from billing.invoicing.models import CheckoutSession, SavedCard
from billing.invoicing.queries import saved_card_of
from billing.invoicing.usecases.detach_card import detach_card
from billing.invoicing.usecases.finish_card_page import finish_card_page
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.usecases.save_card import save_card
from billing.invoicing.usecases.save_card_of_order import save_card_of_order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant
from outside.stripe.testing import DECLINED
from tests.factories.accounts import a_person, sign_in
from tests.factories.cards import a_saved_card
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer

URL = "http://acme.kith.localhost/orders/"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _now(acme, fake_stripe):
    fake_stripe.control.reset()


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def my(acme, ana, client_for):
    return sign_in(client_for(acme), ana, acme)


def paid_order(fake_stripe, *, at=NOW, **particulars):
    """Order a plan and pay it on the hosted page."""
    order = an_order(**particulars)
    open_checkout(order_id=order.pk, return_url=URL, cancel_url=URL, at=datetime.now(UTC))
    session = CheckoutSession.objects.get(order_id=order.pk)
    payment = fake_stripe.control.pay(session.stripe_id)
    return confirm_payment(order_id=order.pk, payment_reference=payment["id"], at=at)


@pytest.fixture
def plan(acme):
    return an_offer(name="Coast 10")


def test_the_card_that_paid_is_kept_once_with_the_buyers_word(plan, fake_stripe):
    order = paid_order(fake_stripe, has_card_consent=True)

    kept = [save_card_of_order(order_id=order.pk) for _ in range(2)]

    card = SavedCard.objects.get()
    assert kept == [card, card]
    assert (card.person_id, str(card), card.expires) == (
        order.person_id,
        "Visa •••• 4242",
        "12 / 2034",
    )


def test_without_their_word_nothing_is_kept_here_or_at_the_processor(plan, fake_stripe):
    order = paid_order(fake_stripe)

    assert save_card_of_order(order_id=order.pk) is None

    assert not SavedCard.objects.exists()
    assert not fake_stripe.control.deliveries("payment_method.attached")


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=1)])
def test_a_guest_changes_no_card_of_whoever_has_that_address(
    plan, globex, fake_stripe, drain_outbox, later
):
    mine = paid_order(fake_stripe, has_card_consent=True)
    drain_outbox()
    kept = SavedCard.objects.get()
    mail.outbox.clear()

    theirs = paid_order(fake_stripe, has_card_consent=True, at=NOW + later)
    drain_outbox()

    assert theirs.person_id != mine.person_id
    assert not theirs.keeps_card
    assert [(one.pk, one.removed_at) for one in SavedCard.objects.all()] == [(kept.pk, None)]
    assert save_card_of_order(order_id=theirs.pk) is None
    paid_with = gateway().retrieve_payment(theirs.payment_reference).payment_method
    assert gateway().saved_card(paid_with).customer is None
    told = [one for one in mail.outbox if "was not saved" in one.subject]
    assert [one.to for one in told] == [[theirs.contact_email]]
    with in_tenant(globex):
        assert not SavedCard.objects.exists()


def test_a_plan_that_is_paid_once_keeps_no_card(plan, fake_stripe):
    order = an_order(has_card_consent=True)
    type(order).objects.filter(pk=order.pk).update(period="once")
    order.refresh_from_db()

    assert not order.keeps_card


def test_a_second_order_of_the_same_person_keeps_the_card_for_the_same_customer(
    plan, fake_stripe, ana
):
    for _ in range(2):
        order = paid_order(fake_stripe, has_card_consent=True, person_id=ana.pk)
        save_card_of_order(order_id=order.pk)

    cards = SavedCard.objects.filter(person_id=ana.pk)
    assert cards.count() == 2
    assert len(set(cards.values_list("customer", flat=True))) == 1
    assert cards.filter(removed_at=None).count() == 1


def test_a_card_that_was_taken_off_does_not_come_back(plan, fake_stripe):
    order = paid_order(fake_stripe, has_card_consent=True)
    save_card_of_order(order_id=order.pk)
    remove_card(person_id=order.person_id, at=NOW)

    save_card_of_order(order_id=order.pk)

    assert saved_card_of(person_id=order.person_id) is None


def test_the_card_of_an_older_order_told_late_does_not_push_the_newer_one_out(
    plan, fake_stripe, ana
):
    older = paid_order(fake_stripe, has_card_consent=True, person_id=ana.pk)
    newer = paid_order(
        fake_stripe, has_card_consent=True, person_id=ana.pk, at=NOW + timedelta(hours=1)
    )
    kept = save_card_of_order(order_id=newer.pk)

    late = save_card_of_order(order_id=older.pk)

    assert saved_card_of(person_id=ana.pk) == kept
    assert late.removed_at == kept.saved_at
    with in_public():
        assert Letter.objects.get(event="card.taken_off").payload == {"card_id": str(late.pk)}


def test_the_processor_forgets_a_card_that_is_taken_off(fake_stripe, ana):
    card = a_saved_card(fake_stripe, person_id=ana.pk)

    remove_card(person_id=ana.pk, at=NOW)
    for _ in range(2):
        detach_card(card_id=card.pk)

    assert gateway().saved_card(card.payment_method).customer is None
    with in_public():
        assert Letter.objects.filter(event="card.taken_off").count() == 1
    assert save_card(person_id=ana.pk, card=gateway().saved_card(card.payment_method), at=NOW)
    assert saved_card_of(person_id=ana.pk) is None


def test_each_shop_keeps_its_own(fake_stripe, ana, globex):
    a_saved_card(fake_stripe, person_id=ana.pk)

    with in_tenant(globex):
        assert saved_card_of(person_id=ana.pk) is None
        assert remove_card(person_id=ana.pk, at=NOW) is None
    assert saved_card_of(person_id=ana.pk) is not None


def test_the_page_shows_the_card_and_what_it_pays_next(my, ana, fake_stripe):
    a_line(person_id=ana.pk)
    a_line(person_id=uuid4(), n=1)
    a_saved_card(fake_stripe, person_id=ana.pk)

    page = my.get("/my/card/").content.decode()

    for words in ("Visa •••• 4242", "12 / 2034", "Coast 10", "€12.00", "2026-04-01"):
        assert words in page
    assert page.count("Coast 10") == 1


def test_another_card_takes_the_place_of_the_first(my, ana, fake_stripe):
    first = a_saved_card(fake_stripe, person_id=ana.pk)

    sent = [my.post("/my/card/replacement/") for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0].url == sent[1].url
    session = CheckoutSession.objects.get(person_id=ana.pk)
    fake_stripe.control.pay(session.stripe_id, card="5555555555554444")
    page = my.get("/my/card/").content.decode()

    assert "Mastercard •••• 4444" in page
    first.refresh_from_db()
    assert first.removed_at is not None
    assert saved_card_of(person_id=ana.pk).customer == first.customer


def test_a_refused_card_leaves_the_one_before_in_place(my, ana, fake_stripe):
    a_saved_card(fake_stripe, person_id=ana.pk)
    my.post("/my/card/replacement/")
    session = CheckoutSession.objects.get(person_id=ana.pk)

    fake_stripe.control.pay(session.stripe_id, card=DECLINED)

    assert "Visa •••• 4242" in my.get("/my/card/").content.decode()
    assert SavedCard.objects.count() == 1


def test_who_never_comes_back_from_the_page_is_looked_after(my, ana, fake_stripe):
    my.post("/my/card/replacement/")
    session = CheckoutSession.objects.get(person_id=ana.pk)
    fake_stripe.control.pay(session.stripe_id)

    finish_card_page(person_id=ana.pk, at=NOW)

    assert str(saved_card_of(person_id=ana.pk)) == "Visa •••• 4242"
    with in_public():
        letter = Letter.objects.get(event="card_page.opened")
    assert letter.available_at > session.expires_at - timedelta(minutes=1)
    session.refresh_from_db()
    assert session.ended_at is not None


def test_a_processor_that_is_silent_does_not_break_the_page(my, ana, fake_stripe):
    my.post("/my/card/replacement/")
    fake_stripe.control.fail("GET /v1/checkout/sessions/*", "500_before", count=6)

    page = my.get("/my/card/")

    assert page.status_code == 200
    assert "shows here in a few minutes" in page.content.decode()


def test_a_page_for_a_card_that_does_not_open_says_so(my, fake_stripe):
    fake_stripe.control.fail("POST /v1/checkout/sessions", "429")

    answer = my.post("/my/card/replacement/", follow=True)

    assert "did not open" in answer.content.decode()


def test_taking_the_card_off_by_the_page(my, ana, fake_stripe):
    a_saved_card(fake_stripe, person_id=ana.pk)

    for _ in range(2):
        assert my.post("/my/card/removal/").status_code == 302

    page = my.get("/my/card/").content.decode()
    assert "No card is saved" in page
    assert saved_card_of(person_id=ana.pk) is None
