"""Who may pass the doors of `catalog.storefront`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, anyone, api, may

SHOP = {
    "shop-home": anyone(),
    "shop-offer": anyone(code="offer"),
    "shop-picture": anyone("GET HEAD"),
    "shop-offer-picture": anyone("GET HEAD", code="offer"),
    "shop-sitemap": anyone("GET HEAD"),
    "shop-manifest": anyone("GET HEAD"),
    "api-product-offering-list": api(open_to="GET"),
    "api-product-offering": api(open_to="GET", id="offer"),
    "api-product-offering-price-list": api(open_to="GET"),
    "api-product-offering-price": api(open_to="GET", id="offer"),
    "desk-offers": may("offers.read"),
    "desk-offer-pick": may("offers.publish"),
    "desk-offer-new": may("offers.publish", BOTH),
    "desk-offer-margin": may("offers.publish"),
    "desk-offer": may("offers.publish", BOTH, code="offer"),
    "desk-offer-publication": may("offers.publish", "POST", code="offer"),
    "desk-offer-withdrawal": may("offers.publish", "POST", code="offer"),
    "desk-offer-restoration": may("offers.publish", "POST", code="offer"),
    "desk-offer-earlier": may("offers.publish", "POST", code="offer"),
    "desk-offer-discarding": may("offers.publish", "POST", code="offer"),
    "desk-offer-place": may("offers.publish", "POST", code="offer"),
}
