"""Who may pass the doors of `faces.desk`; `tests/isolation` tries each."""

from tests.isolation.route import may

SHOP = {
    "desk-home": may("desk.read"),
    "desk-setup": may("settings.edit"),
    "desk-setup-words": may("settings.edit", "POST"),
    "desk-setup-payouts": may("payouts.edit", "POST"),
    "desk-setup-payouts-state": may("settings.edit"),
    "desk-setup-shared": may("settings.edit", "POST"),
}
