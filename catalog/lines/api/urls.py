"""Where TMF637 stands."""

from catalog.lines.api.products import Products
from kith.api.views import addresses

api_urls = addresses("productInventory/v4/product", Products, name="api-product", id="uuid")
