"""Where TMF622 stands."""

from catalog.ordering.api.orders import ProductOrders
from kith.api.views import addresses

api_urls = addresses(
    "productOrderingManagement/v4/productOrder", ProductOrders, name="api-product-order", id="uuid"
)
