"""Who may pass the doors of `tenants.privacy`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, signed_in

NETWORK = {
    "my-data": signed_in(),
    "my-data-copies": signed_in("POST"),
    "my-data-copy": signed_in(copy_id="personal_copy"),
    "my-data-file": signed_in("POST", copy_id="personal_copy"),
    "my-data-deletion": signed_in(BOTH),
    "my-data-undoing": signed_in("POST"),
}
