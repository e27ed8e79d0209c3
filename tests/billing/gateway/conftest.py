from tests.outside.stripe.conftest import (
    api,
    bank,
    browser,
    checkout,
    contract,
    fake_stripe,
    stand_in,
)

__all__ = ["api", "bank", "browser", "checkout", "contract", "fake_stripe", "stand_in"]
