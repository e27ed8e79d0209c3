"""What a file changes about one base product."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """
    One thing about a base product, as it is and as it would be.

    `what` is `on_sale` (no, yes, or yes at a price), `retail` (money), or a column of the product.
    """

    code: str
    what: str
    before: Any
    after: Any
