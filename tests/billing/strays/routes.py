"""Who may pass the doors of `billing.strays`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-strays": may("strays.read"),
    "staff-strays-look": may("strays.read", "POST"),
    "staff-strays-release": may("sending.release", "POST"),
    "staff-stray-adoption": may("strays.adopt", "POST", reference="stray"),
    "staff-stray-aside": may("strays.adopt", "POST", reference="stray"),
}
