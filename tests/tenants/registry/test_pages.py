"""The directory of storefronts, and the staff's list of tenants."""

import pytest

from kith.audit.models import AuditEntry
from kith.wall import forget_tenants, in_public, in_tenant
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in


@pytest.fixture
def browser(public, client_for):
    return client_for(None)


def test_the_directory_shows_open_shops_with_their_addresses(acme, client_for):
    describe_shop(name="Maya’s Mobile", tagline="Plans for the street", at=NOON)

    page = client_for(None).get("/").content.decode()

    assert "Maya’s Mobile" in page
    assert "Plans for the street" in page
    assert "http://acme.kith.localhost" in page


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("street", True),
        ("maya STREET", True),
        ("máya", True),
        ("cafe", True),
        ("nowhere", False),
        ("%", False),
    ],
)
def test_it_is_searched_by_name_and_line(acme, client_for, q, found):
    describe_shop(name="Maya’s Mobile", tagline="Plans for the street, at the Café", at=NOON)

    page = client_for(None).get("/", {"q": q}).content.decode()

    assert ("Maya’s Mobile" in page) is found
    assert ("No shop is called that" in page) is not found


def test_the_directory_costs_the_same_for_any_number_of_shops(
    browser, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        browser.get("/")


def test_staff_suspend_with_a_reason_and_open_again(browser, acme, client_for):
    with in_public():
        sign_in(browser, a_person(role="staff"))
    door = f"/staff/tenants/{acme.uuid}/"

    because, name = "unpaid for three months", " aCME "
    without = browser.post(f"{door}suspension/", {"because": "", "name": name})
    another = browser.post(f"{door}suspension/", {"because": because, "name": "Globex"})
    open_still = client_for(acme).get("/")
    browser.post(f"{door}suspension/", {"because": because, "name": name})
    forget_tenants()
    shut = client_for(acme).get("/")
    shown = browser.get(door).content.decode()
    browser.post(f"{door}resumption/")
    forget_tenants()

    assert (without.status_code, another.status_code) == (422, 422)
    assert "Write why" in without.text
    assert "Type “Acme”" in another.text
    assert f'value="{because}"' in another.text
    assert open_still.status_code == 200
    assert shut.status_code == 503
    assert "unpaid for three months" in shown
    assert client_for(acme).get("/").status_code == 200
    with in_public():
        assert AuditEntry.objects.filter(action__startswith="tenant.").count() == 2


def test_the_telcos_own_shop_stays_open(browser, home):
    sign_in(browser, a_person(role="staff"))

    page = browser.post(
        f"/staff/tenants/{home.uuid}/suspension/", {"because": "no", "name": home.name}, follow=True
    )

    assert "stays open" in page.content.decode()


@pytest.mark.parametrize(
    ("q", "state", "found"),
    [("acme", "live", True), ("acme", "suspended", False), ("zzz", "", False)],
)
def test_the_staffs_list_is_filtered(browser, acme, q, state, found):
    with in_public():
        sign_in(browser, a_person(role="staff"))

    page = browser.get("/staff/tenants/", {"q": q, "state": state}).content.decode()

    assert (f"/staff/tenants/{acme.uuid}/" in page) is found


@pytest.mark.parametrize("role", ["", "finance", "approver"])
def test_who_may_not_suspend_may_not(browser, acme, role):
    with in_public():
        person = a_person(role=role) if role else a_person()
        sign_in(browser, person)

    answer = browser.post(f"/staff/tenants/{acme.uuid}/suspension/", {"because": "spite"})

    assert answer.status_code == 403
    with in_tenant(acme):
        assert client_is_open(acme)


def client_is_open(tenant) -> bool:
    from tenants.registry.queries import tenant_card

    return tenant_card(tenant_id=tenant.uuid).is_open


def test_an_unknown_tenant_is_not_found(browser):
    sign_in(browser, a_person(role="staff"))

    missing = "/staff/tenants/00000000-0000-0000-0000-000000000000/"
    assert browser.get(missing).status_code == 404
    assert browser.get("/about/").status_code == 200


def test_the_staffs_list_is_a_file(browser, acme):
    with in_public():
        sign_in(browser, a_person(role="staff"))

    answer = browser.get("/staff/tenants/?q=acme&as=csv")

    assert answer["Content-Disposition"] == 'attachment; filename="storefronts.csv"'
    assert "Acme" in answer.content.decode()
