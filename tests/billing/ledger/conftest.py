from uuid import uuid4

import pytest

from kith.wall import TenantRef
from kith.wall.schemas import build_schema, drop_schema, names_for
from tests.billing.settlement.conftest import sponsored_by

__all__ = ["sponsored_by"]


@pytest.fixture
def throwaway(house):
    """A tenant's schema that nobody else knows of."""
    uuid = uuid4()
    schema, role = names_for(uuid.hex)
    build_schema(schema=schema, role=role)
    yield TenantRef(
        uuid=uuid,
        slug="throwaway",
        name="Throwaway",
        kind="reseller",
        schema_name=schema,
        db_role=role,
        currency="EUR",
        country="ES",
        locale="en",
        timezone="Europe/Madrid",
    )
    drop_schema(schema=schema, role=role)
