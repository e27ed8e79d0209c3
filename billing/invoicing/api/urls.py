"""Where TMF678 stands."""

from billing.invoicing.api.bills import BillingRates, CustomerBills
from kith.api.views import addresses

BASE = "customerBillManagement/v4"

api_urls = [
    *addresses(f"{BASE}/customerBill", CustomerBills, name="api-customer-bill", id="uuid"),
    *addresses(
        f"{BASE}/appliedCustomerBillingRate",
        BillingRates,
        name="api-applied-customer-billing-rate",
        id="uuid",
    ),
]
