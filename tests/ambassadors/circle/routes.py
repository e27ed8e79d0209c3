"""Who may pass the doors of `ambassadors.circle`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, anyone, may, token, word

SHOP = {
    "shop-join": token(BOTH, token="invitation"),
    # A person's code is theirs on the whole network, and leads into whatever shop it is used at.
    "shop-by-code": anyone(code=word("nobody")),
    "desk-share": may("desk.read"),
    "desk-share-qr": may("desk.read", form=word("svg")),
    "desk-circle": may("circle.invite", BOTH),
    "desk-circle-ring": may("circle.invite", "POST"),
    "desk-invitation-withdrawal": may("circle.invite", "POST", token="invitation"),
    "desk-invitation-renewal": may("circle.invite", "POST", token="invitation"),
}
