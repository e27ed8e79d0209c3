"""Making a tenant."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kith.errors import KeyReused
from kith.faults import reference_in
from kith.wall import forget_tenants, in_public, in_tenant, tenant_by_host
from kith.wall.blueprint import record_blueprint
from kith.wall.schemas import TEMPLATE_SCHEMA
from kith.wall.side import as_owner
from outside.schema.drawing import without_casts
from tenants.registry.models import Domain, ProvisioningStep, SpareSchema, Tenant
from tenants.registry.reserved import SlugRefused
from tenants.registry.steps import making_of
from tenants.registry.usecases.provision_tenant import provision_tenant
from tenants.registry.usecases.stock_spares import stock_spares
from tenants.workspace.models import Workspace
from tests.blueprint import no_blueprint
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


def test_a_spare_is_claimed_instead_of_building(public):
    stock_spares(wanted=1, at=NOON)
    spare = SpareSchema.objects.get()

    tenant = provision()

    assert tenant.schema_name == spare.schema_name
    with in_public():
        assert SpareSchema.objects.get().claimed_by == tenant.pk


def test_a_claim_is_one_statement_and_one_letter(public):
    stock_spares(wanted=1, at=NOON)

    with CaptureQueriesContext(connection) as said:
        tenant = provision()

    assert tenant == Tenant.objects.get(slug="harbour")
    assert list(steps_of(tenant)) == ["schema", "doors"]
    sent = [one["sql"] for one in said if "SAVEPOINT" not in one["sql"]]
    assert len(sent) == 2, sent


@pytest.mark.parametrize(
    ("slug", "kind", "refusal"),
    [("acme", "reseller", SlugRefused), ("harbour", "operator", KeyReused)],
)
def test_what_is_refused_claims_no_spare(public, slug, kind, refusal):
    provision()
    stock_spares(wanted=1, at=NOON)

    with pytest.raises(refusal):
        provision(slug=slug, kind=kind, key="case:1" if slug == "harbour" else "case:2")

    assert SpareSchema.objects.get().claimed_by is None


def test_the_same_key_claims_one_spare(public):
    stock_spares(wanted=2, at=NOON)

    assert provision() == provision()
    assert SpareSchema.objects.filter(claimed_by=None).count() == 1


def steps_of(tenant):
    rows = ProvisioningStep.objects.filter(tenant=tenant).order_by("position")
    return {row.name: row for row in rows}


def test_each_step_is_kept_with_when_it_began_and_ended(public):
    steps = steps_of(provision())

    assert list(steps) == ["schema", "doors"]
    began = [steps["schema"].started_at, steps["schema"].ended_at, steps["doors"].ended_at]
    assert began == sorted(began)
    assert began[0] == NOON < began[1] == steps["doors"].started_at < began[2]


def test_a_step_that_fails_says_why_and_the_next_try_goes_on_there(public):
    with no_blueprint(), pytest.raises(DatabaseError, match="no blueprint"):
        provision()

    half_made = Tenant.objects.get(slug="harbour")
    assert half_made.live_at is None
    reference = steps_of(half_made)["schema"].failure
    assert reference == reference_in(reference) == making_of(key="case:1").failure != ""
    assert tenant_by_host("harbour.kith.localhost") is None

    tenant = provision()

    forget_tenants()
    assert tenant == half_made
    assert tenant.is_open
    assert making_of(key="case:1").failure == ""
    assert tenant_by_host("harbour.kith.localhost").uuid == tenant.pk


def test_what_was_done_is_not_done_again(public, globex):
    squatter = a_domain(globex, host="harbour.kith.localhost")
    with pytest.raises(IntegrityError):
        provision()
    squatter.delete()

    with no_blueprint():
        assert provision().is_open
    assert Tenant.objects.filter(slug="harbour").count() == 1


def a_domain(tenant, *, host):
    """Give a tenant a proved address that nobody else can have."""
    times = {"claimed_at": NOON, "verified_at": NOON, "checked_at": NOON}
    return Domain.objects.create(tenant_id=tenant.uuid, host=host, token="", **times)
