"""Who may pass the doors of `catalog.lines`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, api, may, signed_in

SHOP = {
    "my-home": signed_in(),
    "my-line": signed_in(line_id="line"),
    "my-line-suspension": signed_in("POST", line_id="line"),
    "my-line-end": signed_in(BOTH, line_id="line"),
    "my-line-keeping": signed_in("POST", line_id="line"),
    "my-line-sim": signed_in(BOTH, line_id="line"),
    "api-product-list": api(),
    "api-product": api(id="line"),
    "desk-lines": may("customers.read"),
    "desk-line": may("customers.read", line_id="line"),
}
