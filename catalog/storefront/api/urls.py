"""Where TMF620 stands."""

from catalog.storefront.api.offerings import ProductOfferingPrices, ProductOfferings
from kith.api.views import addresses

BASE = "productCatalogManagement/v4"

api_urls = [
    *addresses(f"{BASE}/productOffering", ProductOfferings, name="api-product-offering", id="slug"),
    *addresses(
        f"{BASE}/productOfferingPrice",
        ProductOfferingPrices,
        name="api-product-offering-price",
        id="slug",
    ),
]
