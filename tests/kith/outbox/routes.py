"""Who may pass the doors of `kith.outbox`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-letters": may("letters.replay"),
    "staff-letter-replay": may("letters.replay", "POST", delivery_id="delivery"),
}
