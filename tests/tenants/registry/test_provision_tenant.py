"""Making a tenant."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from kith.errors import KeyReused
from kith.wall import in_public, in_tenant
from kith.wall.blueprint import record_blueprint
from kith.wall.schemas import TEMPLATE_SCHEMA
from kith.wall.side import as_owner
from tenants.registry.models import SpareSchema, Tenant
from tenants.registry.reserved import SlugRefused
from tenants.registry.usecases.provision_tenant import provision_tenant
from tenants.registry.usecases.stock_spares import stock_spares
from tenants.workspace.models import Workspace
from tests.clock import NOON


def provision(slug="harbour", key="case:1", kind="reseller"):
    return provision_tenant(slug=slug, name="Harbour", kind=kind, owner_id=None, key=key, at=NOON)


def test_a_provisioned_tenant_is_open_and_empty(public):
    tenant = provision()

    assert tenant.is_open
    with in_tenant(tenant):
        assert Workspace.objects.count() == 0


def test_the_same_key_provisions_once(public):
    first = provision()

    assert provision() == first
    assert Tenant.objects.filter(slug="harbour").count() == 1


def test_a_key_that_made_another_tenant_is_refused(public):
    provision()

    with pytest.raises(KeyReused):
        provision(slug="other")
    assert not Tenant.objects.filter(slug="other").exists()


@pytest.mark.parametrize("slug", ["admin", "ac", "-x-", "Acme", "acme--x", "acrne", "4cme", "acme"])
def test_a_slug_that_misleads_is_refused(public, house, slug):
    with pytest.raises(SlugRefused):
        provision(slug=slug)
    assert Tenant.objects.count() == len(house)


def test_the_database_itself_refuses_a_look_alike(public, house):
    with pytest.raises(IntegrityError, match="skeleton"), transaction.atomic():
        acme = Tenant.objects.get(slug="acme")
        acme.pk, acme.slug = uuid4(), "acrne"
        acme.schema_name = acme.db_role = acme.provision_key = "t_look_alike"
        acme.save(force_insert=True)


def test_a_built_schema_equals_the_migrated_template(public):
    tenant = provision()
    with as_owner(), connection.cursor() as cursor:
        built = record_blueprint(cursor, tenant.schema_name)
        migrated = record_blueprint(cursor, TEMPLATE_SCHEMA)
    assert without_casts(built) == without_casts(migrated)


def without_casts(script):
    """PostgreSQL writes the casts of a list anew each time it reads one; they mean the same."""
    return re.sub(r"::(?:character varying|text)(?:\[\])?|[()]", "", script)


def test_a_spare_is_claimed_instead_of_building(public):
    stock_spares(wanted=1, at=NOON)
    spare = SpareSchema.objects.get()

    tenant = provision()

    assert tenant.schema_name == spare.schema_name
    with in_public():
        assert SpareSchema.objects.get().claimed_by == tenant.pk
