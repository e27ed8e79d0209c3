"""Who may pass the doors of `billing.disputes`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-disputes": may("disputes.read"),
    "staff-dispute": may("disputes.read", dispute_id="dispute"),
    "staff-dispute-evidence": may("disputes.answer", "POST", dispute_id="dispute"),
    "staff-dispute-acceptance": may("disputes.accept", "POST", dispute_id="dispute"),
}
