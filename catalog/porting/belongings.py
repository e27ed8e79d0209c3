"""What of a person stands in the ways of their numbers."""

from catalog.porting.models import PortIn, PortOut
from kith.belongings import Belongings

BELONGINGS = [
    Belongings(
        PortOut,
        of="person_id",
        name="numbers-taken-along",
        secrets=frozenset({"code"}),
        stays="where a number went, and by whose wish",
    ),
    Belongings(
        PortIn,
        of="person_id",
        name="numbers-brought-along",
        secrets=frozenset({"account"}),
        others=frozenset({"purpose", "note"}),
        erased={"account": ""},
        stays="where a number came from, and by whose wish",
    ),
]
