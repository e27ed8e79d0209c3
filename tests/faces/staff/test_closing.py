"""Two of the staff close a shop for good and take its archive; its owner is told."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core import mail

from billing.invoicing.books import faults_of_the_house
from catalog.network.models import ManualTask
from catalog.ordering.models import Order
from catalog.ordering.usecases.place_order import ShopCloses
from kith.audit.checks import faults_of_seals
from kith.audit.heads import written_heads
from kith.audit.models import AuditEntry, Block
from kith.audit.seal import LOOK_ANYWAY, seal_what_is_new
from kith.wall import forget_tenants, in_public, in_tenant
from tenants.registry.closings import LEAVING, obstacles_of
from tenants.registry.models import Closing, Tenant
from tenants.registry.tasks import carry_out_closings
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.closings import a_closed_shop, an_agreed_closing
from tests.factories.disputes import a_dispute
from tests.factories.invoicing import a_paid_invoice, an_invoice
from tests.factories.ledger import a_movement
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer
from tests.post import let_pass

LONG_AFTER = NOON + timedelta(days=400)


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.KITH_ARCHIVE_DIR = tmp_path / "archives"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def browser_of(public, client_for):
    return lambda role="staff": sign_in(client_for(None), a_person(role=role))


@pytest.fixture
def door(acme):
    return f"/staff/tenants/{acme.uuid}/closing/"


@pytest.fixture
def owner(rolled_back):
    """Somebody who owns acme and reads Spanish."""
    with in_public():
        person = a_person(
            tenant=rolled_back["acme"], role="reseller", full_name="Rosa Lind", locale="es"
        )
        Tenant.objects.filter(slug="acme").update(owner_id=person.pk)
    forget_tenants()
    return person


def test_a_shop_is_closed_by_two_people_from_the_page_to_the_last_letter(
    owner, acme, globex, door, browser_of, client_for, drain_outbox
):
    one, other = browser_of("staff"), browser_of("approver")

    asked = one.post(f"{door}request/", {"because": "She moved abroad"}, follow=True).text
    alone = one.post(f"{door}agreement/", {"name": "Acme"})
    untyped = other.post(f"{door}agreement/", {"name": "Globex"})
    agreed = other.post(f"{door}agreement/", {"name": "Acme"}, follow=True).text
    drain_outbox()
    with in_public():
        due = Closing.objects.get().closes_at
        carry_out_closings(at=due)
    let_pass(LEAVING, start=due)
    forget_tenants()

    assert "A second person has to agree" in asked
    assert alone.status_code == 409
    assert untyped.status_code == 422
    assert "takes no new orders" in agreed
    first, last = mail.outbox
    assert first.subject.startswith("Acme cerrará el ")
    assert "She moved abroad" in first.body
    assert last.subject == "Acme ha cerrado"
    assert first.to == last.to == [owner.email]
    gone = client_for(acme).get("/")
    assert gone.status_code == 410
    assert "Acme has closed" in gone.text
    assert "http://home.kith.localhost" in gone.text
    assert client_for(globex).get("/").status_code == 200
    assert "Acme" not in client_for(None).get("/").text
    assert f"/staff/tenants/{acme.uuid}/" in one.get("/staff/tenants/?state=closed").text
    report = faults_of_the_house()
    assert (report.tenants, report.faults) == (2, [])


def test_the_seals_of_its_books_are_no_fault_once_they_stand_in_the_archive(acme, public):
    with in_tenant(acme):
        a_movement()
    seal_what_is_new(at=NOON)
    assert Block.objects.filter(schema=acme.schema_name).exists()

    a_closed_shop(acme)

    seal_what_is_new(at=NOON + LOOK_ANYWAY)
    assert faults_of_seals(heads=list(written_heads()), at=None) == []


def test_its_owner_is_told_when_it_stays_open_after_all(
    owner, acme, door, browser_of, drain_outbox
):
    an_agreed_closing(acme)
    drain_outbox()

    page = browser_of().post(f"{door}retreat/", follow=True).text
    drain_outbox()

    assert "It stays open." in page
    assert [letter.subject for letter in mail.outbox][1:] == ["Acme sigue abierta"]


def a_line_in_service():
    a_line()


def an_open_order():
    an_offer()
    an_order()


def an_unpaid_bill():
    an_invoice()


def a_bill_paid_lately():
    a_paid_invoice(at=LONG_AFTER - timedelta(days=119))


def a_step_by_hand():
    with in_public():
        ManualTask.objects.create(
            request_id="r1", tenant_id=acme_id(), verb="activate", asked_at=NOON
        )


def an_open_dispute():
    with in_public():
        a_dispute(tenant_id=acme_id())


def acme_id():
    with in_public():
        return Tenant.objects.get(slug="acme").pk


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (a_line_in_service, "1 line is still served"),
        (an_open_order, "1 order is open"),
        (an_unpaid_bill, "1 bill is unpaid"),
        (a_bill_paid_lately, "A bank can still take the last payment back"),
        (a_bill_paid_lately, "1 share is owed, held back or on its way"),
        (a_step_by_hand, "1 step waits at the network’s desk"),
        (an_open_dispute, "1 dispute is open"),
    ],
)
def test_whatever_is_not_at_an_end_stands_in_the_way_of_this_shop_alone(
    acme, globex, arrange, said, drain_outbox
):
    arrange()

    named = {row.title for row in obstacles_of(tenant_id=acme.uuid, at=LONG_AFTER)}
    assert said in named
    assert obstacles_of(tenant_id=globex.uuid, at=LONG_AFTER) == []


def test_the_page_says_what_stands_in_the_way_and_lets_nobody_ask(acme, door, browser_of):
    with in_tenant(acme):
        a_line_in_service()
    browser = browser_of()

    page = browser.get(door).text
    asked = browser.post(f"{door}request/", {"because": "Quiet"})

    assert "1 line is still served" in page
    assert "Ask to close it" not in page
    assert asked.status_code == 409
    assert "cannot be closed yet: 1 line is still served" in asked.text
    with in_public():
        assert not Closing.objects.exists()


def test_a_shop_that_closes_takes_no_new_order_and_its_neighbour_does(acme, globex, drain_outbox):
    an_offer()
    with in_tenant(globex):
        an_offer()
    drain_outbox()
    an_agreed_closing(acme)

    with in_tenant(acme.uuid), pytest.raises(ShopCloses):
        an_order()

    with in_tenant(acme):
        assert not Order.objects.exists()
    with in_tenant(globex):
        an_order()


def test_the_archive_is_for_who_proved_lately_who_they_are_and_taking_it_is_written_down(
    acme, door, browser_of, client_for, public
):
    a_closed_shop(acme)
    stale = sign_in(client_for(None), a_person(role="staff"), ago=timedelta(hours=1))

    asked_again = stale.post(f"{door}archive/")
    answer = browser_of().post(f"{door}archive/")

    assert asked_again.status_code == 302
    assert "reauthenticate" in asked_again["Location"]
    assert answer["Content-Disposition"].startswith('attachment; filename="acme-')
    assert "no-store" in answer["Cache-Control"]
    with ZipFile(BytesIO(answer.getvalue())) as archive:
        assert "tables/workspace_workspace.csv" in archive.namelist()
    assert AuditEntry.objects.filter(action="tenant.archive_taken").count() == 1


def test_who_may_not_close_shops_sees_no_way_to(acme, door, browser_of):
    browser = browser_of("finance")

    assert "See what that takes" in browser_of("staff").get(f"/staff/tenants/{acme.uuid}/").text
    assert "See what that takes" not in browser.get(f"/staff/tenants/{acme.uuid}/").text
    assert browser.post(f"{door}archive/").status_code == 403


def test_the_telcos_shop_has_no_such_button_and_a_shop_without_archive_says_so(
    acme, home, door, browser_of
):
    browser = browser_of()

    assert "is never closed" in browser.get(f"/staff/tenants/{home.uuid}/closing/").text
    assert browser.post(f"{door}archive/").status_code == 409
    assert browser.get(f"/staff/tenants/{uuid4()}/closing/").status_code == 404
