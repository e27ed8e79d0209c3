"""What somebody bought under the address of an account is its owner's once they say so."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail

from ambassadors.circle.models import Member
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from ambassadors.program.models import CircleMeasure
from ambassadors.referral.models import Referral
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.bill_renewal import bill_renewal
from catalog.lines.models import Line
from catalog.lines.queries import lines_of
from catalog.ordering.models import Order
from catalog.ordering.usecases.claim_order import claim_order
from catalog.ordering.usecases.invite_guest import invite_guest
from kith.wall import in_public, in_tenant
from tenants.accounts.models import Guest
from tenants.accounts.usecases.claim_guest import GuestAnswered
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer

INES = "ines@example.org"


@pytest.fixture
def ines(acme):
    an_offer()
    with in_public():
        return a_person(email=INES, full_name="Inés Cordero", tenant=acme)


@pytest.fixture
def my(acme, ines, client_for):
    return sign_in(client_for(acme), ines, acme)


def served(*, friend=None, email=INES, name="Total Stranger") -> Order:
    """Let somebody who is not signed in buy, pay and be served."""
    order = a_paid_order(contact_email=email, contact_name=name)
    Order.objects.filter(pk=order.pk).update(
        active_at=NOON, encouraged_by_id=friend.pk if friend else None
    )
    order.refresh_from_db()
    a_line(person_id=order.person_id, order_id=order.pk)
    bill_paid_order(order_id=order.pk, payment_reference="pi_test", at=NOON)
    welcome_customer(order_id=order.pk, at=NOON)
    return order


def counted(person) -> list[int]:
    with in_public():
        own = CircleMeasure.objects.filter(person_id=person.pk)
        return list(own.values_list("active_lines", flat=True))


def answer(client, order, word):
    return client.post(f"/my/orders/{order.pk}/owner/", {"answer": word}, follow=True)


def test_what_a_guest_bought_is_in_nobodys_account_and_counts_for_nobody(my, ines, acme, globex):
    a_line(person_id=ines.pk, n=7)
    measure_member(person_id=ines.pk, at=NOON)
    friend = a_person()

    order = served(friend=friend)

    assert len(lines_of(person_id=ines.pk)) == 1
    assert counted(ines) == [1]
    assert order.number not in my.get("/my/invoices/").text
    with in_public():
        assert CircleMeasure.objects.count() == 1
        assert not Referral.objects.exists()
    with in_tenant(globex):
        assert not Member.objects.exists()


def test_the_letters_way_to_the_bill_leads_to_the_question_whose_it_is(my, ines, drain_outbox):
    order = served()
    drain_outbox()
    number = Invoice.objects.get(order_id=order.pk).number

    led = my.get(f"/my/invoices/{number}/", follow=True)

    assert led.redirect_chain == [("/my/orders/", 302)]
    assert "Say first whether this order is yours" in led.text
    assert my.get("/my/invoices/NL-2026-999999/").status_code == 404


def test_the_pages_of_the_link_go_on_working(client, ines):
    page = client.get(f"/order/{served().token}/status/")

    assert "Your line is active" in page.text
    assert "Take this order into your account" in page.text
    assert "Choose a password" not in page.text


def test_the_owner_of_the_address_is_asked_by_mail_and_says_it_is_theirs(
    my, ines, acme, globex, drain_outbox, client_for
):
    friend = a_person()
    order = served(friend=friend)

    assert invite_guest(order_id=order.pk, at=NOON)
    letter = mail.outbox[-1]
    assert letter.to == [INES]
    assert "/my/orders/" in letter.body
    assert "Is this order yours?" in my.get("/my/").text
    assert "Total Stranger" in my.get("/my/orders/").text
    done = answer(my, order, "mine")
    drain_outbox()

    assert "The order is in your account now." in done.text
    assert "Is this order yours?" not in my.get("/my/orders/").text
    assert [line.order_id for line in lines_of(person_id=ines.pk)] == [order.pk]
    assert Invoice.objects.get().person_id == ines.pk
    assert Member.objects.get().person_id == ines.pk
    assert counted(ines) == [1]
    with in_public():
        referral = Referral.objects.get()
        assert (referral.referrer_id, referral.referred_id) == (friend.pk, ines.pk)
        assert referral.activated_at == NOON
    with in_tenant(globex):
        assert not Member.objects.exists()


def test_what_is_not_theirs_stays_out_and_is_asked_no_more(my, ines, drain_outbox):
    order = served()

    assert "Noted" in answer(my, order, "not").text
    late = answer(my, order, "mine")
    drain_outbox()

    assert "Somebody said before whose this order is." in late.text
    assert "Is this order yours?" not in my.get("/my/orders/").text
    assert not lines_of(person_id=ines.pk)
    assert Invoice.objects.get().person_id == Order.objects.get().person_id != ines.pk


def test_nobody_takes_what_names_another_address(acme, ines, client_for):
    order = served()
    other = sign_in(client_for(acme), a_person(tenant=acme), acme)

    assert answer(other, order, "mine").status_code == 404
    assert answer(client_for(acme), order, "mine").status_code != 404
    assert "Total Stranger" not in other.get("/my/orders/").text
    with in_public():
        assert Guest.objects.get().claimed_by_id is None
    assert not Line.objects.filter(person_id=ines.pk).exists()


def test_an_owner_who_was_served_before_keeps_one_place_in_the_circle(my, ines, drain_outbox):
    a_line(person_id=ines.pk, n=7)
    order = served()
    Member.objects.create(person_id=ines.pk, name="Inés", came_at=NOON, joined_at=NOON)

    answer(my, order, "mine")
    drain_outbox()

    assert Member.objects.get().person_id == ines.pk
    assert counted(ines) == [2]


def test_the_renewal_of_a_guests_line_is_billed_to_what_they_typed_and_then_to_the_owner(ines):
    order = served()
    line = Line.objects.get()
    first = bill_renewal(
        line_id=line.pk, period_start=date(2026, 4, 1), period_end=date(2026, 5, 1), at=NOON
    )
    claim_order(order_id=order.pk, person_id=ines.pk, is_mine=True, at=NOON)
    second = bill_renewal(
        line_id=line.pk, period_start=date(2026, 5, 1), period_end=date(2026, 6, 1), at=NOON
    )

    assert (first.person_id, first.contact_name) == (order.person_id, "Total Stranger")
    assert (second.person_id, second.contact_name) == (ines.pk, "Inés Cordero")


def test_somebody_who_never_signed_in_is_led_to_their_password(acme):
    an_offer()
    new = served(email="new@example.org", name="New Buyer")
    again = a_paid_order(contact_email="new@example.org", contact_name="New Buyer")

    assert new.person_id != again.person_id
    assert invite_guest(order_id=again.pk, at=NOON)
    assert "/accounts/password/reset/key/" in mail.outbox[-1].body


@pytest.mark.fault
def test_eight_at_once_take_it_once_and_no_other_answer_stands_beside(house):
    acme = house["acme"]
    apps = "account|accounts|ordering|lines|storefront|wholesale|audit|outbox"
    with taken_away("public", acme.schema_name, apps=apps):
        with in_tenant(acme):
            an_offer()
            with in_public():
                person = a_person(email=INES, tenant=acme)
            order = a_paid_order(contact_email=INES)
            a_line(person_id=order.person_id, order_id=order.pk)

        answers = together(
            lambda: in_tenant(acme),
            lambda n: (
                claim_order(
                    order_id=order.pk, person_id=person.pk, is_mine=n % 2 == 0, at=NOON
                ).person_id
            ),
            GuestAnswered,
            Guest.DoesNotExist,
        )

        with in_tenant(acme):
            owner = Order.objects.get(pk=order.pk).person_id
            assert Line.objects.get().person_id == owner
        assert len(answers) == AT_ONCE
        with in_public():
            guest = Guest.objects.get()
        assert (guest.claimed_by_id == person.pk) == (owner == person.pk)
        assert (guest.refused_at is None) == (owner == person.pk)


def test_a_guest_nobody_knows_is_not_found(ines):
    order = served()

    with pytest.raises(Order.DoesNotExist):
        claim_order(order_id=uuid4(), person_id=ines.pk, is_mine=True, at=NOON)

    order.refresh_from_db()
    assert order.person_id != ines.pk
