"""The customer's own lines, and the seller's list of them."""

import re
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from catalog.lines.events import LineChangeAsked
from catalog.lines.models import Line
from catalog.lines.queries import line_card
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.tell_of_new_sim import tell_of_new_sim
from kith.audit.models import AuditEntry
from kith.outbox.reactions import reacting
from kith.wall import in_public
from tests.catalog.network.letters import posted
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.factories.numbering import some_sims


@pytest.fixture
def person(acme):
    return a_person(tenant=acme)


@pytest.fixture
def customer(client, acme, person):
    return sign_in(client, person, acme)


def test_my_home_shows_my_lines(customer, person):
    a_line(n=1, person_id=person.pk)
    a_line(n=2)

    page = customer.get("/my/").content.decode()

    assert "+34 622 00 00 01" in page
    assert "+34 622 00 00 02" not in page
    assert "Next payments" in page


def test_without_a_line_the_page_says_what_to_do(customer):
    assert "No lines yet" in customer.get("/my/").content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_my_home_costs_the_same_for_any_number_of_lines(customer, person, query_budget, count):
    for n in range(count):
        a_line(n=n, person_id=person.pk)
    customer.get("/my/")

    with query_budget(8):
        page = customer.get("/my/")

    assert page.content.decode().count("Coast 10") >= count


def test_a_line_shows_its_esim_and_links_for_the_same_phone(customer, person):
    line = a_line(person_id=person.pk)

    page = customer.get(f"/my/lines/{line.pk}/").content.decode()

    assert "carddata=LPA:1$smdp.kith.example$LINE-0" in page
    assert page.count("esimsetup.android.com") == 1


def test_a_line_tells_its_past_by_dates(customer, person):
    line = a_line(person_id=person.pk)
    renew_line(line_id=line.pk, at=datetime(2026, 4, 1, 12, tzinfo=UTC))

    page = customer.get(f"/my/lines/{line.pk}/").content.decode()

    assert "1 Apr 2026 – 1 May 2026" in page
    assert re.search(r'class="timeline-at">\s*<time[^>]*>1 Apr 2026<', page)


def test_somebody_elses_line_is_not_found(customer):
    line = a_line()

    assert customer.get(f"/my/lines/{line.pk}/").status_code == 404
    assert customer.post(f"/my/lines/{line.pk}/suspension/").status_code == 404
    assert customer.post(f"/my/lines/{line.pk}/sim/", {"send": "1"}).status_code == 404
    assert posted("line.change_asked") == []


def test_barring_a_line_asks_the_network_and_the_page_watches(customer, person):
    line = a_line(person_id=person.pk)

    page = customer.post(f"/my/lines/{line.pk}/suspension/", follow=True).content.decode()

    assert len(posted("line.change_asked")) == 1
    assert 'hx-trigger="every 2s"' in page


def test_opening_an_open_line_asks_nothing(customer, person):
    line = a_line(person_id=person.pk)

    customer.post(f"/my/lines/{line.pk}/suspension/", {"is_on": "0"})

    assert posted("line.change_asked") == []


@pytest.fixture
def sims(acme):
    with in_public():
        some_sims(count=2)


def the_code() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def test_a_new_esim_takes_the_code_from_the_mail(customer, person, sims):
    line = a_line(person_id=person.pk)
    url = f"/my/lines/{line.pk}/sim/"
    customer.post(url, {"send": "1"})
    assert mail.outbox[-1].to == [person.email]

    customer.post(url, {"code": the_code()})

    assert line_card(line_id=line.pk).changing == "swap"


def test_without_the_right_code_nothing_moves(customer, person, sims):
    line = a_line(person_id=person.pk)
    other = a_line(n=1, person_id=person.pk)
    url = f"/my/lines/{line.pk}/sim/"
    assert customer.post(url, {"code": "123456"}).status_code == 422
    customer.post(url, {"send": "1"})
    code = the_code()

    # A code for one line moves no other, and after five wrong tries the right one waits.
    assert customer.post(f"/my/lines/{other.pk}/sim/", {"code": code}).status_code == 422
    for _ in range(3):
        assert customer.post(url, {"code": "wrong!"}).status_code == 422
    late = customer.post(url, {"code": code})

    assert late.status_code == 422
    assert "Try again in" in late.text
    assert posted("line.change_asked") == []


def test_a_new_code_and_another_browser_bring_no_new_tries(
    customer, person, sims, acme, client_for
):
    line = a_line(person_id=person.pk)
    url = f"/my/lines/{line.pk}/sim/"
    for _ in range(5):
        customer.post(url, {"send": "1"})
        customer.post(url, {"code": "wrong!"})
    other = sign_in(client_for(acme), person, acme)
    sixth = other.post(url, {"send": "1"})

    assert other.post(url, {"code": the_code()}).status_code == 422
    assert "Try again in" in sixth.text
    assert len(mail.outbox) == 5
    assert posted("line.change_asked") == []


def test_a_right_code_moves_the_line_once(customer, person, sims):
    line = a_line(person_id=person.pk)
    url = f"/my/lines/{line.pk}/sim/"
    customer.post(url, {"send": "1"})
    code = the_code()

    assert [customer.post(url, {"code": code}).status_code for _ in range(2)] == [302, 422]


def test_every_proved_address_hears_of_the_code_and_of_the_move(
    customer, person, sims, drain_outbox
):
    with in_public():
        EmailAddress.objects.create(user=person, email="old@example.com", verified=True)
        EmailAddress.objects.create(user=person, email="thief@example.com", verified=False)
    line = a_line(person_id=person.pk)
    url = f"/my/lines/{line.pk}/sim/"
    customer.post(url, {"send": "1"})
    with reacting({LineChangeAsked: [tell_of_new_sim]}):
        customer.post(url, {"code": the_code()})
        drain_outbox()

    subjects = [(letter.subject, *letter.to) for letter in mail.outbox]
    both = sorted(["old@example.com", person.email])
    assert subjects == [
        *(("Your code to change a SIM", address) for address in both),
        *(("Your line moves to a new SIM", address) for address in both),
    ]
    with in_public():
        written = AuditEntry.objects.get(action="line.sim_swapped")
    assert (written.actor_id, written.subject) == (person.pk, f"line:{line.pk}")


@pytest.fixture
def seller(client, acme):
    return sign_in(client, a_person(role="teammate", tenant=acme), acme)


def test_the_sellers_list_hides_the_numbers(seller):
    a_line(n=12)

    page = seller.get("/desk/lines/").content.decode()

    assert "+34 ••• •• •• 12" in page
    assert "+34 622 00 00 12" not in page


def test_the_sellers_list_is_filtered(seller, acme):
    a_line(n=1)
    barred = a_line(n=2)
    Line.objects.filter(pk=barred.pk).update(suspended_at=barred.activated_at)

    page = seller.get("/desk/lines/?state=suspended").content.decode()

    assert "•• 02" in page
    assert "•• 01" not in page


@pytest.mark.parametrize("count", [1, 50])
def test_the_sellers_list_costs_the_same_for_any_number_of_lines(seller, query_budget, count):
    for n in range(count):
        a_line(n=n)
    seller.get("/desk/lines/")

    with query_budget(8):
        seller.get("/desk/lines/")


@pytest.mark.parametrize("path", ["/my/", "/desk/lines/"])
def test_strangers_are_sent_to_sign_in(client, path):
    assert "/accounts/login/" in client.get(path)["Location"]


def test_the_sellers_file_hides_the_numbers_too(seller):
    line = a_line()

    answer = seller.get("/desk/lines/?as=csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert line.e164 not in answer.content.decode()
    assert line.offer_name in answer.content.decode()
