"""What stands here of a person: that they asked, and when."""

from kith.belongings import Belongings
from tenants.privacy.models import Departure, PersonalCopy

BELONGINGS = [
    Belongings(
        PersonalCopy,
        of="person_id",
        name="copies-of-your-data",
        others=frozenset({"place_count", "done_count"}),
        goes=True,
    ),
    Belongings(
        Departure,
        of="person_id",
        name="account-deletions",
        stays="proof that it was asked for, and done",
    ),
]
