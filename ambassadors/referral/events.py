"""What happens to referrals."""

from uuid import UUID

from kith.outbox import Event


class ReferralClaimed(Event, name="referral.claimed"):
    """It is known who encouraged a customer of a shop."""

    referred_id: UUID


class ReferralQualified(Event, name="referral.qualified"):
    """A referral counts for its referrer."""

    referral_id: int
    referrer_id: UUID
