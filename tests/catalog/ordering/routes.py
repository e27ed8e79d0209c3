"""Who may pass the doors of `catalog.ordering`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, anyone, api, may, signed_in, token, word

SHOP = {
    "order-start": anyone(BOTH, code="offer"),
    # Looks for people while somebody types; the offer only lends it an address.
    "order-encourager": anyone(code=word("any")),
    "order-status": token(token="order_token"),
    "order-payment": token("POST", token="order_token"),
    "order-naming": token("POST", token="order_token"),
    "order-cancellation": token("POST", token="order_token"),
    "my-orders": signed_in(),
    "my-order-owner": signed_in("POST", order_id="order"),
    # A guest orders too; whose orders they are is asked of who reads them.
    "api-product-order-list": api(BOTH, open_to="POST"),
    "api-product-order": api(id="order"),
    "desk-orders": may("orders.read"),
    "desk-orders-export": may("orders.read"),
    "desk-order": may("orders.read", order_id="order"),
    "desk-order-posting": may("orders.fulfil", "POST", order_id="order"),
}
