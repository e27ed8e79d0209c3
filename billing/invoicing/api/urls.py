"""Where TMF678 stands."""

from billing.invoicing.api.bills import BillDocuments, BillingRates, CustomerBills
from kith.api.views import address, addresses

BASE = "customerBillManagement/v4"

api_urls = [
    *addresses(f"{BASE}/customerBill", CustomerBills, name="api-customer-bill", id="uuid"),
    address(
        f"{BASE}/customerBill/<uuid:id>/billDocument",
        BillDocuments,
        name="api-customer-bill-document",
    ),
    *addresses(
        f"{BASE}/appliedCustomerBillingRate",
        BillingRates,
        name="api-applied-customer-billing-rate",
        id="uuid",
    ),
]
