from uuid import uuid4

from django.core import mail

from kith.mail import Reader
from kith.wall import in_public, in_tenant
from tenants.accounts.models import Guest, Person
from tenants.accounts.queries import roles_of
from tenants.accounts.readers import everywhere_of, reader_of
from tenants.accounts.usecases.find_or_register_buyer import find_or_register_buyer
from tenants.accounts.usecases.invite_to_claim import invite_to_claim
from tests.clock import NOON
from tests.factories.accounts import a_person


def buy(**more) -> Person:
    words = {"email": "lena@example.com", "full_name": "Lena Ott", "phone": None, "at": NOON}
    buyer = find_or_register_buyer(**(words | more))
    with in_public():
        return Person.objects.get(pk=buyer.person_id)


def invite(person, tenant) -> bool:
    return invite_to_claim(
        person_id=person.pk,
        tenant_id=tenant.uuid,
        order_id=uuid4(),
        at=NOON,
    )


def test_a_guest_becomes_a_customer_without_a_password(acme):
    person = buy()

    assert not person.has_usable_password()
    assert roles_of(person.pk, acme.uuid) == {"customer"}


def guest(**more) -> Guest:
    words = {"email": "lena@example.com", "full_name": "L. Ott", "at": NOON}
    buyer = find_or_register_buyer(**(words | more))
    assert not buyer.is_new
    with in_public():
        return Guest.objects.get(pk=buyer.person_id)


def test_an_address_that_is_known_already_proves_nothing(acme):
    somebody = buy()

    typed = guest(email="LENA@example.com")

    assert (typed.email, typed.full_name, typed.tenant_id) == (somebody.email, "L. Ott", acme.uuid)
    assert typed.claimed_by_id is None
    assert reader_of(person_id=typed.pk) == Reader("lena@example.com", "L. Ott", "en")
    assert everywhere_of(person_id=typed.pk) == [reader_of(person_id=typed.pk)]


def test_somebody_is_new_once_also_within_one_moment(acme, globex):
    words = {"email": "lena@example.com", "full_name": "Lena Ott", "at": NOON}

    first, again = (find_or_register_buyer(**words) for _ in range(2))
    with in_tenant(globex):
        elsewhere = find_or_register_buyer(**words)

    assert (first.is_new, again.is_new, elsewhere.is_new) == (True, False, False)
    assert len({first.person_id, again.person_id, elsewhere.person_id}) == 3


def test_typing_an_address_does_not_show_its_owner_to_a_shop(acme):
    somebody = a_person(email="known@example.com")

    assert guest(email="known@example.com").pk != somebody.pk
    assert not roles_of(somebody.pk, acme.uuid)
    assert not Person.objects.filter(pk=somebody.pk).exists()


def test_a_number_nobody_can_read_does_not_stop_a_purchase(acme):
    assert buy(phone="ask my wife").phone is None


def test_the_guest_is_written_to_and_takes_the_account_over(acme, client):
    person = buy()

    assert invite(person, acme)
    letter = mail.outbox[-1]
    link = next(word for word in letter.body.split() if word.startswith("http://acme."))
    page = client.get(link)
    chosen = {"password1": "four words in a row", "password2": "four words in a row"}
    done = client.post(page["Location"], chosen)

    assert letter.from_email.startswith("Acme <")
    assert done.status_code == 302
    with in_public():
        assert Person.objects.get(pk=person.pk).check_password("four words in a row")
    assert client.get("/my/profile/").status_code == 200
    assert not invite(person, acme)


def test_the_link_is_worth_nothing_at_another_shop(acme, globex, client_for):
    invite(buy(), acme)
    link = next(word for word in mail.outbox[-1].body.split() if word.startswith("http://"))
    path = link.removeprefix("http://acme.kith.localhost")

    page = client_for(globex).get(path, follow=True)

    assert "password1" not in page.content.decode()


def test_an_address_pasted_with_what_nobody_sees_is_the_same_person(acme):
    buy()

    typed = guest(email="lena@example.com\u200b", full_name="\u202eLena\u2800Ott")

    assert (typed.email, typed.full_name) == ("lena@example.com", "Lena Ott")
