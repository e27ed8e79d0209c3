"""What happens to referrals."""

from uuid import UUID

from kith.outbox import Event


class ReferralQualified(Event, name="referral.qualified"):
    """A referral counts for its referrer."""

    referral_id: int
    referrer_id: UUID
