from tests.billing.settlement.conftest import fake_stripe, open_account, sponsored_by, stand_in

__all__ = ["fake_stripe", "open_account", "sponsored_by", "stand_in"]
