"""The processor's stand-in, for what the desk asks of it."""

from tests.billing.settlement.conftest import fake_stripe, stand_in

__all__ = ["fake_stripe", "stand_in"]
