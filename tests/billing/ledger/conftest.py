from tests.billing.settlement.conftest import sponsored_by

__all__ = ["sponsored_by"]
