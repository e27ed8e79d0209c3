"""What of a person stands in a seller's circle."""

from ambassadors.circle.models import Invitation, Member
from kith.belongings import GONE, Belongings

BELONGINGS = [
    Belongings(
        Member,
        of="person_id",
        name="circle",
        erased={"name": GONE},
        stays="how many the seller's rings hold",
    ),
    Belongings(
        Invitation,
        of="member__person_id",
        name="invitations",
        secrets=frozenset({"token"}),
        by_address="sent_to",
        erased={"name": GONE, "sent_to": "", "words": ""},
        stays="by which invitation a member came",
    ),
]
