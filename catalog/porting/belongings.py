"""What of a person stands in the ways out of their numbers."""

from catalog.porting.models import PortOut
from kith.belongings import Belongings

BELONGINGS = [
    Belongings(
        PortOut,
        of="person_id",
        name="numbers-taken-along",
        secrets=frozenset({"code"}),
        stays="where a number went, and by whose wish",
    )
]
