"""What the storefront asks of contexts to its left."""

from datetime import datetime

from kith.questions import Question


@Question
def sale_split(
    *,
    gross_minor: int,
    tax_basis_points: int,
    wholesale_minor: int,
    seller_kind: str,
    at: datetime,
) -> dict[str, int]:
    """Ask how a sale would be split: each party's part in minor units."""
    raise NotImplementedError
