"""The pages of a larger plan, and its way from the press to the network and back."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from billing.invoicing.checks import faults_of_bills
from billing.invoicing.models import Charge, CheckoutSession, Invoice, PlanUpgrade, Refund
from billing.invoicing.upgrades import UpgradeLapsed
from billing.invoicing.usecases.charge_upgrade import NoCardKept, charge_upgrade
from billing.invoicing.usecases.open_upgrade_checkout import open_upgrade_checkout
from billing.invoicing.usecases.send_charge import send_charge
from billing.ledger.queries import faults_of_books
from billing.settlement.events import InvoicePaymentReceived
from billing.settlement.models import Overpayment
from catalog.lines.models import Line, PlanChange
from catalog.lines.queries import line_card
from catalog.network.adapters import network_port
from catalog.network.port import Subscription
from kith.outbox import publish
from kith.outbox.deliver import make_delivery, sort_letters
from kith.outbox.models import Delivery, Letter
from kith.wall import in_public, in_tenant
from outside.stripe.testing import DECLINED_LATER
from tests.billing.invoicing.test_change_plan import shelf
from tests.catalog.network.simulated import network_simulator, simulator_of_session
from tests.factories.accounts import a_person, sign_in
from tests.factories.cards import a_saved_card
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order
from tests.factories.upgrades import an_upgrade

__all__ = ["network_simulator", "shelf", "simulator_of_session"]
ADDRESS = "http://acme.kith.localhost/my/"


@pytest.fixture
def now(fake_stripe):
    """This moment, here and at the stand-in."""
    fake_stripe.control.reset()
    return datetime.now(UTC)


@pytest.fixture
def customer(client, acme):
    person = a_person(tenant=acme)
    return person, sign_in(client, person, acme)


@pytest.fixture
def line(customer, shelf, now):
    person, _ = customer
    return a_line(person_id=person.pk, at=now)


def door(line, rest="plan/"):
    return f"/my/lines/{line.pk}/{rest}"


def test_a_customer_sees_the_amount_and_pays_it_with_the_card_that_is_kept(
    customer, line, fake_stripe
):
    person, browser = customer
    a_saved_card(fake_stripe, person_id=person.pk)

    listed = browser.get(door(line)).text
    assert "Coast 20" in listed
    asked = browser.get(f"{door(line)}?to=coast-20").text
    for words in ("To pay now", "€8.00", "now: €12.00", "€20.00", "Pay with Visa •••• 4242"):
        assert words in asked, words
    form = {"when": "now", "to": "coast-20", "price": "800", "by": "card"}
    assert browser.post(door(line), form | {"price": "799"}).status_code == 422
    waiting = browser.post(door(line), form, follow=True).text
    assert "Your card is being charged." in waiting
    assert len(Charge.objects.all()) == 1
    browser.post(door(line), form)

    charge = send_charge(charge_id=Charge.objects.get().pk, at=datetime.now(UTC))

    assert (charge.state, charge.amount_minor) == (Charge.PAID, 800)
    upgrade = PlanUpgrade.objects.get()
    assert Invoice.objects.get().pk == upgrade.bill_id
    assert "switching your line" in browser.get(door(line, f"upgrades/{upgrade.pk}/")).text
    assert "switching your line" in browser.get(door(line, "")).text
    assert "just being switched to Coast 20" in browser.get(door(line)).text
    assert faults_of_bills() == []


def test_a_card_that_is_refused_changes_nothing_and_the_page_leads_on(customer, line, fake_stripe):
    person, browser = customer
    a_saved_card(fake_stripe, person_id=person.pk, number=DECLINED_LATER)
    form = {"when": "now", "to": "coast-20", "price": "800", "by": "card"}
    browser.post(door(line), form)

    charge = send_charge(charge_id=Charge.objects.get().pk, at=datetime.now(UTC))

    assert (charge.is_refused, charge.retry_at) == (True, None)
    upgrade = PlanUpgrade.objects.get()
    page = door(line, f"upgrades/{upgrade.pk}/")
    assert "Your card did not pay" in browser.get(page).text
    assert mail.outbox == []
    assert not Invoice.objects.exists()
    answer = browser.post(f"{page}payment/", {"by": "page"})
    assert answer["Location"] == CheckoutSession.objects.get().url


def test_the_payment_page_pays_it_and_only_one_way_at_a_time(customer, line, fake_stripe):
    person, browser = customer
    a_saved_card(fake_stripe, person_id=person.pk)
    form = {"when": "now", "to": "coast-20", "price": "800", "by": "page"}

    browser.post(door(line), form)
    browser.post(door(line), form)

    [session] = CheckoutSession.objects.filter(invoice_id__isnull=False)
    upgrade = PlanUpgrade.objects.get()
    assert (session.invoice_id, session.amount_minor) == (upgrade.bill_id, 800)
    page = door(line, f"upgrades/{upgrade.pk}/")
    assert "Not paid yet" in browser.get(page).text
    assert "confirming your payment" in browser.get(f"{page}?paid=1").text
    fake_stripe.control.pay(session.stripe_id)
    charge = charge_upgrade(upgrade_id=upgrade.pk, at=datetime.now(UTC))
    # The page is paid: the card is not charged beside it.
    assert send_charge(charge_id=charge.pk, at=datetime.now(UTC)).state == Charge.FROZEN
    assert not Invoice.objects.exists()


def test_what_lapsed_is_not_paid_any_more(customer, line, fake_stripe, now):
    _, browser = customer
    upgrade = an_upgrade(line, at=now - timedelta(hours=2))

    with pytest.raises(UpgradeLapsed) as caught:
        open_upgrade_checkout(upgrade_id=upgrade.pk, return_url=ADDRESS, cancel_url=ADDRESS, at=now)
    assert caught.value.mend
    with pytest.raises(UpgradeLapsed):
        charge_upgrade(upgrade_id=upgrade.pk, at=now)
    PlanUpgrade.objects.update(lapses_at=now + timedelta(hours=1))
    with pytest.raises(NoCardKept):
        charge_upgrade(upgrade_id=upgrade.pk, at=now)

    PlanUpgrade.objects.update(lapses_at=now - timedelta(minutes=1))
    page = door(line, f"upgrades/{upgrade.pk}/")
    assert "This amount is no longer good" in browser.get(page).text
    assert browser.post(f"{page}payment/").status_code == 409
    assert not CheckoutSession.objects.exists()
    foreign = an_upgrade(a_line(n=9, at=now), at=now)
    assert browser.get(door(line, f"upgrades/{foreign.pk}/")).status_code == 404


def test_a_plan_that_waits_is_named_beside_the_button_and_dropped(customer, line, fake_stripe):
    _, browser = customer
    browser.post(door(line), {"to": "coast-5", "price": "800"})

    listed = browser.get(door(line)).text
    assert "already changes to Coast 5" in listed
    assert "?to=coast-5" not in listed
    assert "The change to Coast 5" in browser.get(f"{door(line)}?to=coast-20").text
    form = {"when": "now", "to": "coast-20", "price": "800"}
    assert browser.post(door(line), form).status_code == 422
    assert browser.post(door(line), form | {"instead": "coast-5"}).status_code == 302


@pytest.mark.usefixtures("shelf")
def test_a_guest_goes_up_by_the_link_of_their_order_until_they_have_a_password(
    client, acme, globex, client_for, fake_stripe, now
):
    order = a_paid_order(at=now)
    line = a_line(order_id=order.pk, person_id=order.person_id, at=now)
    page = f"/order/{order.token}/plan/"

    listed = client.get(page)
    assert "Coast 20" in listed.text
    assert "Coast 5" not in listed.text
    assert listed["X-Robots-Tag"] == "noindex, nofollow"
    form = {"when": "now", "to": "coast-20", "price": "800", "by": "card"}
    answer = client.post(page, form)
    assert answer["Location"] == CheckoutSession.objects.get().url
    upgrade = PlanUpgrade.objects.get()
    status = f"/order/{order.token}/upgrades/{upgrade.pk}/"
    assert "Not paid yet" in client.get(status).text
    assert client.post(f"{status}payment/").status_code == 302
    foreign = an_upgrade(a_line(n=9, at=now), at=now)
    assert client.get(f"/order/{order.token}/upgrades/{foreign.pk}/").status_code == 404
    with in_tenant(globex):
        assert client_for(globex).get(page).status_code == 404

    with in_public():
        person = type(a_person(tenant=None)).objects.get(pk=order.person_id)
        person.set_password("a long one for Ana")
        person.save()
    for one in (page, status):
        assert client.get(one)["Location"] == f"/my/lines/{line.pk}/plan/"
    assert client.post(page, form)["Location"] == f"/my/lines/{line.pk}/plan/"


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_the_same_for_any_number_of_bills_and_changes(
    customer, line, statements, count, now
):
    _, browser = customer
    for n in range(count):
        bill = an_invoice(line_id=line.pk)
        Invoice.objects.filter(pk=bill.pk).update(paid_at=now, paid_minor=bill.total_minor)
        PlanUpgrade.objects.filter(ended_at=None).update(ended_at=now)
        upgrade = an_upgrade(line, at=now + timedelta(seconds=n))
    pages = (f"{door(line)}?to=coast-20", door(line, f"upgrades/{upgrade.pk}/"))

    counts = []
    for page in pages:
        browser.get(page)
        counts.append(statements(lambda page=page: browser.get(page)))

    assert counts[0] <= 24
    assert counts[1] <= 12


@pytest.fixture
def known(line, network_simulator) -> Line:
    """A line that the network knows."""
    asked = Subscription(line.e164, line.iccid, plan=line.base_code)
    reference = network_port().activate(request_id="setup", subscription=asked).reference
    Line.objects.filter(pk=line.pk).update(network_reference=reference)
    return line


def live(upgrade, fake_stripe, *, chance=None):
    """Pay on the page, twice by mistake or not, and let everybody hear of it in any order."""
    now = datetime.now(UTC)
    open_upgrade_checkout(upgrade_id=upgrade.pk, return_url=ADDRESS, cancel_url=ADDRESS, at=now)
    session = CheckoutSession.objects.get(invoice_id=upgrade.bill_id)
    payment = fake_stripe.control.pay(session.stripe_id)["id"]
    with transaction.atomic():
        said = {"invoice_id": upgrade.bill_id, "payment_reference": payment, "paid_at": now}
        publish(InvoicePaymentReceived(**said), key=payment)
    doubled = set()
    for _ in range(400):
        now += timedelta(seconds=30)
        with in_public():
            if chance:
                _double(chance, doubled)
            sort_letters(at=now)
            undone = Delivery.objects.filter(done_at=None, parked_at=None).order_by("pk")
            waiting = list(undone.values_list("pk", flat=True))
            if not waiting:
                return
            make_delivery(chance.choice(waiting) if chance else waiting[0], at=now)
    raise AssertionError("letters keep coming")


def _double(chance, doubled):
    for letter in Letter.objects.filter(sorted_at=None).order_by("pk"):
        if chance.random() < 0.5 and letter.key not in doubled:
            doubled.add(letter.key)
            letter.key = f"{letter.key}:again"
            letter.pk = type(letter.pk)(int=chance.getrandbits(128))
            doubled.add(letter.key)
            Letter.objects.bulk_create([letter], ignore_conflicts=True)


def end_of(line, upgrade):
    upgrade.refresh_from_db()
    card = line_card(line_id=line.pk)
    bills = Invoice.objects.values_list("total_minor", "paid_minor", "refunded_minor")
    with in_public():
        returned = Overpayment.objects.count()
        parked = Delivery.objects.filter(parked_at__isnull=False).count()
    return {
        "plan": (card.offer_name, card.price.minor, card.changing),
        "bills": list(bills),
        "changes": PlanChange.objects.filter(undone_at=None).count(),
        "refunds": list(Refund.objects.values_list("state", "amount_minor")),
        "returned": returned,
        "letters": sorted(one.subject for one in mail.outbox),
        "faults": [*faults_of_bills(), *faults_of_books()],
        "parked": parked,
    }


@pytest.mark.parametrize("seed", [None, 3, 14])
@pytest.mark.parametrize("fault", ["", "refuse", "error"])
def test_letters_in_any_order_and_twice_end_in_one_state(
    known, fake_stripe, network_simulator, fault, seed
):
    if fault:
        network_simulator.misbehave(fault, verb="change_plan")
    upgrade = an_upgrade(known, at=timezone.now())

    live(upgrade, fake_stripe, chance=Random(seed) if seed else None)

    end = end_of(known, upgrade)
    assert (end["faults"], end["parked"], end["returned"]) == ([], 0, 0)
    if fault == "refuse":
        assert end["plan"] == ("Coast 10", 1200, "")
        assert (end["bills"], end["refunds"]) == ([(800, 800, 800)], [("done", 800)])
        assert any("your €8.00 goes back" in one for one in end["letters"])
    else:
        assert end["plan"] == ("Coast 20", 2000, "")
        assert (end["bills"], end["refunds"], end["changes"]) == ([(800, 800, 0)], [], 1)
        assert "Your plan is Coast 20 now" in end["letters"]
