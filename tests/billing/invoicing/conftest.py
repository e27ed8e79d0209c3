from tests.billing.settlement.conftest import fake_stripe, sponsored_by, stand_in
from tests.budget import statements

__all__ = ["fake_stripe", "sponsored_by", "stand_in", "statements"]
