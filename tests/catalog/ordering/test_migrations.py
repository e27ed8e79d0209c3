"""What an earlier release knew of an order is known after the next."""

from uuid import uuid4

from catalog.ordering.models import Order, OrderStep
from tests.clock import NOON
from tests.releases import at_release, run

ORDER = """
INSERT INTO ordering_order (
    id, number, token, idempotency_key, contact_name, contact_email, contact_phone,
    delivery_address, offer_code, offer_name, base_code, period, allowances, total_minor,
    wholesale_minor, tax_basis_points, currency, has_card_consent, sim_form, payment_reference,
    empty_pool_count, placed_at, failure
) VALUES (%s, %s, %s, %s, 'Jo', 'jo@example.org', '', '', 'coast', 'Coast', 'monthly-10', 'month',
          '{}', 1200, 700, 2100, 'EUR', false, 'esim', '', 0, %s, '')
"""
STEP = """
INSERT INTO ordering_orderstep (
    order_id, position, name, label, actor, expected_seconds, started_at, ended_at, failed_at, note
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL, %s)
"""


def test_the_steps_of_an_order_move_into_its_row_in_their_order(acme):
    with_steps, without = uuid4(), uuid4()
    with at_release(acme, app="ordering", migration="0003_consent_to_keep_the_card"):
        for number, order in (("K-1", with_steps), ("K-2", without)):
            run(ORDER, [order, number, number, number, NOON])
        late = [with_steps, 1, "paid", "Payment received", "buyer", 900, NOON, None, "Soon."]
        run(STEP, late)
        run(STEP, [with_steps, 0, "placed", "Order placed", "buyer", 0, NOON, NOON, ""])

    assert Order.objects.get(pk=with_steps).steps == [
        OrderStep("placed", "Order placed", "buyer", 0, started_at=NOON, ended_at=NOON),
        OrderStep("paid", "Payment received", "buyer", 900, started_at=NOON, note="Soon."),
    ]
    assert Order.objects.get(pk=without).steps == []
