"""What other apps may read of referrals in statements of their own."""

# To stand behind FROM: those that count, with the moment each qualified.
COUNTING = """(
    SELECT id, referrer_id, referred_id, qualified_at FROM referral_referral WHERE held_at IS NULL
)"""
