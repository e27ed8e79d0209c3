"""An account ends in two weeks, once nothing is left to end; what the law asks for stays."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from billing.invoicing.models import Invoice, SavedCard
from catalog.lines.models import Line
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant
from tenants.accounts.models import AccessToken, PartyRole, Person, Session
from tenants.accounts.usecases.make_access_token import make_access_token
from tenants.privacy.models import Departure
from tenants.privacy.usecases.ask_departure import StillTied, ask_departure
from tenants.privacy.usecases.carry_out_departures import carry_out_departures
from tenants.privacy.usecases.erase_person import erase_person
from tenants.privacy.usecases.undo_departure import undo_departure
from tests.at_once import taken_away, together
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, a_role, sign_in
from tests.factories.invoicing import a_paid_invoice, an_invoice
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer
from tests.post import drain

DAY = timedelta(days=1)
DUE = NOON + 14 * DAY


def page(name):
    return reverse(name, urlconf="config.urls.public")


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(
            tenant=acme, full_name="Ana Ruiz", email="ana@example.org", phone="+34600111222"
        )


@pytest.fixture
def on_the_network(ana):
    with in_public():
        yield


def refused(person) -> str:
    """Return why the account may not end; nothing was written."""
    with in_public():
        letters = Letter.objects.count()
        with pytest.raises(StillTied) as refusal:
            ask_departure(person_id=person.pk, at=NOON)
        assert not Departure.objects.exists()
        assert Letter.objects.count() == letters
    return str(refusal.value)


def test_a_line_in_service_keeps_it(ana, acme):
    line = a_line(person_id=ana.pk)

    assert "1 line is in service" in refused(ana)
    Line.objects.filter(pk=line.pk).update(ended_at=NOON)
    with in_public():
        assert ask_departure(person_id=ana.pk, at=NOON).due_at == DUE


def test_an_open_bill_keeps_it(ana, acme):
    an_invoice(person_id=ana.pk)

    assert "1 bill is open" in refused(ana)


def test_an_order_on_its_way_keeps_it(ana, acme):
    an_offer()
    a_paid_order(person_id=ana.pk)

    assert "order" in refused(ana)


@pytest.mark.parametrize(("role", "in_shop"), [("reseller", True), ("staff", False)])
def test_whoever_others_count_on_stays(ana, acme, role, in_shop):
    with in_public():
        a_role(ana, role=role, tenant=acme if in_shop else None)

    refused(ana)


def test_what_stands_in_another_shop_keeps_it_too(ana, acme, globex):
    with in_public():
        a_role(ana, role="customer", tenant=globex)
    with in_tenant(globex):
        a_line(person_id=ana.pk)

    refused(ana)


def test_what_another_has_keeps_nobody(ana, acme):
    with in_public():
        other = a_person(tenant=acme)
    a_line(person_id=other.pk)
    an_invoice(person_id=other.pk)

    with in_public():
        assert ask_departure(person_id=ana.pk, at=NOON)


def test_two_weeks_long_one_press_keeps_it(ana, client_for):
    browser = sign_in(client_for(None), ana)
    assert browser.post(page("my-data-deletion")).status_code == 302
    drain()
    [letter] = mail.outbox
    assert page("my-data-deletion") in letter.body

    assert "Keep my account" in browser.get(page("my-data")).content.decode()
    assert browser.post(page("my-data-undoing")).status_code == 302

    with in_public():
        assert Departure.objects.get().undone_at
        assert carry_out_departures(at=DUE + 30 * DAY) == 0
        assert not undo_departure(person_id=ana.pk, at=DUE)


def test_before_its_day_nothing_is_forgotten(ana, on_the_network):
    departure = ask_departure(person_id=ana.pk, at=NOON)

    assert not erase_person(departure_id=departure.pk, at=DUE - timedelta(seconds=1))
    assert Person.objects.get(pk=ana.pk).email == "ana@example.org"


def test_then_who_it_was_is_gone_and_the_bill_stays(ana, acme, client_for):
    bill = a_paid_invoice(person_id=ana.pk)
    named = {"contact_name": "Ana Ruiz", "contact_email": ana.email}
    Invoice.objects.filter(pk=bill.pk).update(**named)
    card = SavedCard.objects.create(
        person_id=ana.pk,
        customer="cus_1",
        payment_method="pm_1",
        brand="visa",
        last4="4242",
        exp_month=1,
        exp_year=2030,
        saved_at=NOON,
    )
    with in_public():
        make_access_token(
            person_id=ana.pk, tenant_id=acme.uuid, name="mine", may_write=False, at=NOON
        )
        browser = sign_in(client_for(None), ana)
        departure = ask_departure(person_id=ana.pk, at=NOON)
        mail.outbox.clear()

        assert erase_person(departure_id=departure.pk, at=DUE)
        assert not erase_person(departure_id=departure.pk, at=DUE + DAY)

    assert [one.to for one in mail.outbox] == [["ana@example.org"]]
    with in_public():
        gone = Person.objects.get(pk=ana.pk)
        assert (gone.phone, gone.full_name, gone.is_active) == (None, "—", False)
        assert gone.email.endswith("@nobody.invalid")
        assert not PartyRole.objects.current().filter(person_id=ana.pk).exists()
        assert not Session.objects.filter(person_id=ana.pk).exists()
        assert not AccessToken.objects.filter(person_id=ana.pk).exists()
    with in_tenant(acme):
        kept = Invoice.objects.get(pk=bill.pk)
        assert (kept.total_minor, kept.contact_name, kept.contact_email) == (
            bill.total_minor,
            "Ana Ruiz",
            "",
        )
        card = SavedCard.objects.get(pk=card.pk)
        assert (card.last4, bool(card.removed_at)) == ("", True)
    assert browser.get(page("my-data")).status_code == 302


def test_nobody_signs_in_to_it_and_the_address_is_free(ana, on_the_network, client_for):
    departure = ask_departure(person_id=ana.pk, at=NOON)
    erase_person(departure_id=departure.pk, at=DUE)

    client_for(None).post(
        reverse("account_login", urlconf="config.urls.public"),
        {"login": "ana@example.org", "password": PASSWORD},
    )

    assert not Session.objects.exclude(person_id=None).exists()
    assert a_person(email="ana@example.org").pk != ana.pk


def test_what_began_meanwhile_stops_it_and_nothing_is_forgotten(ana, acme):
    with in_public():
        departure = ask_departure(person_id=ana.pk, at=NOON)
    a_line(person_id=ana.pk)
    with in_public():
        assert not erase_person(departure_id=departure.pk, at=DUE)
        drain()

        assert Person.objects.get(pk=ana.pk).email == ana.email
        assert Departure.objects.get().stopped_at == DUE
    assert "could not be deleted" in mail.outbox[-1].subject


def test_the_others_of_the_shop_keep_what_they_have(ana, acme):
    with in_public():
        other = a_person(tenant=acme, full_name="Leo Diaz", email="leo@example.org")
    bill = a_paid_invoice(person_id=other.pk)
    Invoice.objects.filter(pk=bill.pk).update(contact_email=other.email)
    with in_public():
        departure = ask_departure(person_id=ana.pk, at=NOON)
        erase_person(departure_id=departure.pk, at=DUE)

        assert Person.objects.get(pk=other.pk).email == "leo@example.org"
    with in_tenant(acme):
        assert Invoice.objects.get(pk=bill.pk).contact_email == "leo@example.org"


def test_eight_at_once_ask_once(house):
    with taken_away("public", apps="accounts|account|privacy|outbox|audit|mfa"):
        with in_public():
            person = a_person()
        answers = together(in_public, lambda _n: ask_departure(person_id=person.pk, at=NOON).pk)
        with in_public():
            [departure] = Departure.objects.values_list("pk", flat=True)

    assert set(answers) == {departure}
