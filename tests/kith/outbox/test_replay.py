"""Staff see what could not be delivered, and may try it again."""

from uuid import uuid4

import pytest
from django.utils import timezone

from billing.settlement.events import PaymentSucceeded
from kith.audit.models import AuditEntry
from kith.faults import reference_in
from kith.outbox import publish
from kith.outbox.deliver import MOST_ATTEMPTS, make_delivery, sort_letters
from kith.outbox.models import Delivery
from tests.factories.accounts import a_person, sign_in


@pytest.fixture
def parked(public):
    """An event whose reaction failed eight times."""
    publish(PaymentSucceeded(order_id=uuid4(), payment_reference="pi_1"))
    sort_letters(at=timezone.now())
    delivery = Delivery.objects.order_by("pk").first()
    for _ in range(MOST_ATTEMPTS):
        make_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.parked_at
    return delivery


def test_a_failed_event_is_listed_and_tried_again_once(parked, staff):
    page = staff.get("/staff/failed-events/")
    assert b"payment.succeeded" in page.content
    # What a program said is in the log, under the reference.
    assert parked.last_error.splitlines()[-1] not in page.text
    assert reference_in(parked.last_error) in page.text

    for _ in range(2):
        staff.post(f"/staff/failed-events/{parked.pk}/retry/")

    parked.refresh_from_db()
    assert (parked.parked_at, parked.attempts) == (None, 0)
    assert AuditEntry.objects.filter(action="letter.replayed").count() == 1


def test_without_the_permission_nothing_is_tried(parked, client_for):
    browser = client_for(None)
    sign_in(browser, a_person(role="finance"), None, second_factor=True)

    answer = browser.post(f"/staff/failed-events/{parked.pk}/retry/")

    parked.refresh_from_db()
    assert (answer.status_code, parked.parked_at is None) == (403, False)


def test_an_empty_list_says_so(staff):
    assert b"No event failed" in staff.get("/staff/failed-events/").content
