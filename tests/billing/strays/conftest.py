from tests.billing.settlement.conftest import fake_stripe, open_account, sponsored_by, stand_in
from tests.billing.strays.rewinding import now

__all__ = ["fake_stripe", "now", "open_account", "sponsored_by", "stand_in"]
