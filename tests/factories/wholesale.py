"""Base products for tests."""

from catalog.wholesale.models import BaseProductRow
from kith.wall import in_public
from tests.clock import NOON


def a_base_product(*, code="monthly-10", retail_minor=1200, **columns):
    """Make one base product on sale: by default 10 GB a month for 12.00 EUR, 21 % tax."""
    with in_public():
        return BaseProductRow.objects.create(
            code=code,
            version=1,
            retail_minor=retail_minor,
            valid_from=NOON,
            **{
                "name": "Monthly 10",
                "kind": "monthly",
                "summary": "Unlimited calls and 10 GB.",
                "allowances": {"data_mb": 10240, "minutes": None, "texts": None},
                "currency": "EUR",
                "tax_basis_points": 2100,
                "period": "month",
            }
            | columns,
        )
