"""What is said and nobody here reacts to; `config/wiring.py` has what somebody does."""

from billing.settlement.events import PayeeReady, RunFrozen, RunReleased, StatementIssued
from catalog.storefront.events import OfferPublished
from catalog.wholesale.events import CatalogImported
from kith.outbox import Event
from tenants.accounts.events import RoleGranted
from tenants.registry.events import TenantOpened

# What nobody here reacts to, and why it is said all the same.
OPERATIONS = "whoever runs the network has it announced elsewhere"
SELLERS = "a seller's own programs are to hear of it"
UNHEARD: dict[type[Event], str] = {
    RoleGranted: OPERATIONS,
    TenantOpened: OPERATIONS,
    CatalogImported: SELLERS,
    OfferPublished: SELLERS,
    RunFrozen: OPERATIONS,
    RunReleased: OPERATIONS,
    PayeeReady: SELLERS,
    StatementIssued: SELLERS,
}
