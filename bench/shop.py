"""Shops made by the use-cases themselves."""

from datetime import datetime

from django.conf import settings

from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.wholesale.models import BaseProductRow
from kith.money import Money
from kith.wall import in_public, in_tenant
from tenants.registry.usecases.provision_tenant import provision_tenant
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.set_brand import set_brand

BASE = "bench-monthly-10"


def open_shop(*, offers: int, at: datetime, number: int = 0) -> str:
    """Open a virtual operator's shop with so many offers on sale; return its host."""
    _stock_base_product(at)
    with in_public():
        tenant = provision_tenant(
            slug=f"harbour-{number}",
            name="Harbour Mobile",
            kind="operator",
            owner_id=None,
            key=f"bench:shop:{number}",
            at=at,
        )
    with in_tenant(tenant):
        describe_shop(
            name="Harbour Mobile",
            tagline="Plans for people who live by the water.",
            about="Two friends from the harbour who answer the phone themselves.",
            support_hours="Mon to Fri, 9 to 18",
            languages=["en"],
            at=at,
        )
        set_brand(
            accent="#0b5e55",
            ink_on_accent="#ffffff",
            surface_tint="#eef6f4",
            radius=12,
            type_pairing="paper",
            at=at,
        )
        for place in range(offers):
            offer = draft_offer(
                base_code=BASE,
                name=f"Harbour {place + 1}",
                blurb="Calls without limit, data that lasts the month.",
                price=Money(1000 + 20 * place, "EUR"),
                at=at,
            )
            publish_offer(code=offer.code, at=at)
    return f"harbour-{number}.{settings.NETWORK_HOST}"


def _stock_base_product(at: datetime) -> None:
    with in_public():
        BaseProductRow.objects.get_or_create(
            code=BASE,
            defaults={
                "version": 1,
                "name": "Monthly 10",
                "kind": "monthly",
                "summary": "Calls without limit and 10 GB.",
                "allowances": {"data_mb": 10240, "minutes": None, "texts": 100, "roaming_mb": 2048},
                "retail_minor": 1200,
                "currency": "EUR",
                "tax_basis_points": 2100,
                "period": "month",
                "valid_from": at,
            },
        )
