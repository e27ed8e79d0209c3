"""Who may pass the doors of `kith.outbox`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-failed-events": may("events.retry"),
    "staff-failed-event-retry": may("events.retry", "POST", delivery_id="delivery"),
    "staff-jobs": may("jobs.read"),
}
