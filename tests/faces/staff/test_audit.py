"""The audit names who did what, to those who may read it, and misses no act with power."""

from datetime import timedelta

import pytest

from catalog.storefront.usecases.reprice_offer import reprice_offer
from kith.audit.models import AuditEntry
from kith.audit.queries import entries
from kith.audit.record import record
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, sign_in
from tests.factories.ledger import euros
from tests.factories.storefront import an_offer

PAGE = "/staff/audit/"


@pytest.fixture
def finance(public, client_for):
    return sign_in(client_for(None), a_person(role="finance"))


def written():
    with in_public():
        return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id"))


def some_entries(acme, count=1):
    with in_public():
        person = a_person(full_name="Sonia Vidal")
    for number in range(count):
        with in_tenant(acme):
            subject = f"offer:{number}"
            record("offer.tried", actor_id=person.pk, subject=subject, detail={"n": 1}, at=NOON)
    return person


def test_an_empty_audit_says_so(finance):
    assert "Nothing was done yet" in finance.get(PAGE).text


def test_an_entry_says_who_did_what_where(acme, finance):
    some_entries(acme)
    record("run.tried", actor_id=None, subject="run:R-1", detail={}, at=NOON)

    page = finance.get(PAGE).text

    for word in ("Sonia Vidal", "offer.tried", "offer:0", "Acme", "Kith itself", "run:R-1"):
        assert word in page


def test_what_happened_last_stands_first_whenever_it_was_written(acme, finance):
    for days in (3, 1, 2, 2):
        record(
            "run.tried",
            actor_id=None,
            subject=f"run:{days}",
            detail={},
            at=NOON + timedelta(days=days),
        )

    with in_public():
        listed = [(one.subject, one.pk) for one in entries(text="run.tried")]
    page = finance.get(f"{PAGE}?q=run.tried").text
    file = finance.get(f"{PAGE}?q=run.tried&as=csv").content.decode()

    assert [subject for subject, _pk in listed] == ["run:3", "run:2", "run:2", "run:1"]
    assert listed[1][1] > listed[2][1]
    for shown in (page, file):
        assert shown.index("run:3") < shown.index("run:2") < shown.index("run:1")


def test_it_is_searched_by_how_an_action_or_a_subject_begins(acme, finance):
    some_entries(acme, count=2)

    assert "offer:1" in finance.get(f"{PAGE}?q=offer:1").text
    assert "offer:0" not in finance.get(f"{PAGE}?q=offer:1").text
    assert "Nothing begins like that." in finance.get(f"{PAGE}?q=unheard").text


def test_whoever_takes_it_away_as_a_file_stands_in_it(acme, finance):
    some_entries(acme)

    file = finance.get(f"{PAGE}?as=csv")

    assert "Sonia Vidal" in file.text
    assert written()[-1][0] == "list.exported"


def test_it_costs_the_same_for_any_number_of_entries(acme, finance, statements):
    some_entries(acme)
    finance.get(PAGE)
    one = statements(lambda: finance.get(PAGE))
    some_entries(acme, count=49)

    assert statements(lambda: finance.get(PAGE)) == one <= 12


def test_staff_without_money_do_not_read_it(public, client_for):
    assert sign_in(client_for(None), a_person(role="staff")).get(PAGE).status_code == 403


def test_signing_in_and_changing_a_password_are_written_down(acme, client):
    person = a_person(tenant=acme)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "three grey herons", "password2": "x"}
    client.post("/accounts/password/change/", new | {"password2": new["password1"]})

    assert written() == [
        ("account.signed_in", person.pk),
        ("account.password_changed", person.pk),
    ]


def test_a_new_price_is_written_down_with_the_old_one(acme):
    offer = an_offer(name="Coast 10")
    dearer = euros(offer.price_minor + 100)
    for _ in range(2):
        reprice_offer(
            code=offer.code, name=offer.name, blurb=offer.blurb, price=dearer, by=None, at=NOON
        )

    with in_public():
        moved = AuditEntry.objects.get(action="offer.repriced")
    assert (moved.detail["from"], moved.detail["to"]) == (offer.price_minor, dearer.minor)
