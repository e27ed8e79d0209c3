"""What of a person stands in who brought whom."""

from ambassadors.referral.models import Referral, ReferralCode
from kith.belongings import Belongings

DOUBTS = frozenset({"evidence", "released_by", "hold_reason", "referred_id", "referrer_id"})
WHY = "who brought whom, which shares that were paid rest on"

BELONGINGS = [
    Belongings(ReferralCode, of="person_id", name="referral-code", goes=True),
    Belongings(
        Referral,
        of="referrer_id",
        name="friends-you-brought",
        others=DOUBTS,
        stays=WHY,
    ),
    Belongings(
        Referral,
        of="referred_id",
        name="who-brought-you",
        others=DOUBTS | {"tenant_id"},
        erased={"evidence": {}},
        stays=WHY,
    ),
]
