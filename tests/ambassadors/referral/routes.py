"""Who may pass the doors of `ambassadors.referral`; `tests/isolation` tries each."""

from tests.isolation.route import may, signed_in

NETWORK = {
    "my-referrals": signed_in(),
    "staff-referrals": may("referrals.decide"),
    "staff-referral-release": may("referrals.decide", "POST", referral_id="referral"),
}
