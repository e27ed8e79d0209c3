"""The manual desk: a step becomes a task, and what waits goes on when it is closed."""

from uuid import uuid4

import pytest

from catalog.network.adapters import network_port
from catalog.network.models import ManualTask
from catalog.network.port import Subscription
from catalog.network.queries import closed_tasks, open_tasks
from catalog.network.request_ids import RequestId
from catalog.network.usecases.close_task import TaskClosedOtherwise, close_task
from catalog.network.usecases.open_task import RequestNameless
from kith.reasons import NoReason
from kith.wall import in_public
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in

LINE = Subscription(e164="+34611500000", iccid="8934070000000000018", plan="mobile-10")
STAFF = uuid4()


@pytest.fixture
def asked(acme, settings):
    """One activation that waits for staff."""
    settings.NETWORK_ADAPTER = "manual"
    name = str(RequestId(acme.uuid, "order", uuid4(), "activate", 1))
    assert network_port().activate(request_id=name, subscription=LINE).state == "pending"
    return name


def test_asking_twice_opens_one_task(asked):
    assert network_port().activate(request_id=asked, subscription=LINE).state == "pending"
    assert [task.e164 for task in open_tasks()] == [LINE.e164]


def test_done_lets_the_waiting_order_go_on(asked):
    (task,) = open_tasks()

    close_task(task_id=task.id, is_done=True, reason="", by=STAFF, at=NOON)
    close_task(task_id=task.id, is_done=True, reason="", by=STAFF, at=NOON)

    (letter,) = posted("network.answered")
    assert (letter["request_id"], letter["state"]) == (asked, "done")
    assert network_port().activate(request_id=asked, subscription=LINE).is_done
    assert (open_tasks(), len(closed_tasks())) == ([], 1)


def test_a_failure_needs_a_reason_and_tells_it(asked):
    (task,) = open_tasks()
    with pytest.raises(NoReason):
        close_task(task_id=task.id, is_done=False, reason=" ", by=STAFF, at=NOON)
    assert len(open_tasks()) == 1

    close_task(task_id=task.id, is_done=False, reason="no coverage", by=STAFF, at=NOON)

    (letter,) = posted("network.answered")
    assert (letter["state"], letter["reason"]) == ("failed", "no coverage")
    with pytest.raises(TaskClosedOtherwise):
        close_task(task_id=task.id, is_done=True, reason="", by=STAFF, at=NOON)


def test_a_request_without_a_name_of_ours_is_refused(acme, settings):
    settings.NETWORK_ADAPTER = "manual"

    with pytest.raises(RequestNameless):
        network_port().activate(request_id="nonsense", subscription=LINE)


@pytest.fixture
def staff(client_for):
    return sign_in(client_for(None), a_person(role="staff"))


def test_staff_close_a_task_on_the_page(asked, staff):
    page = staff.get("/staff/network-tasks/").content.decode()
    assert "Switch on: +34 611 50 00 00" in page
    (task,) = open_tasks()

    staff.post(f"/staff/network-tasks/{task.id}/outcome/", {"outcome": "done"})

    assert "Nothing waits for you" in staff.get("/staff/network-tasks/").content.decode()
    assert staff.post(f"/staff/network-tasks/{uuid4()}/outcome/").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_for_any_number_of_tasks(acme, staff, query_budget, count):
    with in_public():
        for n in range(count):
            ManualTask.objects.create(
                request_id=f"r{n}",
                tenant_id=acme.uuid,
                verb="activate",
                e164=f"+3461150{n:04d}",
                iccid="89",
                asked_at=NOON,
            )
    staff.get("/staff/network-tasks/")

    with query_budget(9):
        page = staff.get("/staff/network-tasks/")

    assert page.content.decode().count("Switch on") >= count


def test_customers_have_no_business_there(client_for):
    visitor = sign_in(client_for(None), a_person())

    assert visitor.get("/staff/network-tasks/").status_code == 403
