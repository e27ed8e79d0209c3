from tests.billing.settlement.conftest import fake_stripe, sponsored_by, stand_in

__all__ = ["fake_stripe", "sponsored_by", "stand_in"]
