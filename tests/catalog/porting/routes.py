"""Who may pass the doors of `catalog.porting`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, signed_in

SHOP = {
    "my-line-leave": signed_in(BOTH, line_id="line"),
    "my-line-leave-cancellation": signed_in("POST", line_id="line"),
}
