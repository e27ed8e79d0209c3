"""Who may pass the doors of `catalog.porting`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, signed_in, token

SHOP = {
    "my-line-leave": signed_in(BOTH, line_id="line"),
    "my-line-leave-cancellation": signed_in("POST", line_id="line"),
    "my-line-number": signed_in(BOTH, line_id="line"),
    "my-line-number-cancellation": signed_in("POST", line_id="line"),
    "guest-number": token(BOTH, token="order_token"),
    "guest-number-cancellation": token("POST", token="order_token"),
}
