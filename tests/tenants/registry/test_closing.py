"""A shop is closed for good: two people, a notice, an archive, and then nothing is left of it."""

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kith import failpoints
from kith.audit.models import AuditEntry
from kith.four_eyes import SamePerson
from kith.outbox.deliver import sort_letters
from kith.outbox.jobs import JobDue
from kith.outbox.models import Delivery, Letter
from kith.outbox.publish import publish
from kith.wall import TenantClosed, forget_tenants, in_public, in_tenant, migrator, tenant_by_host
from kith.wall.lookup import closed_shop_at
from kith.wall.schemas import remove_schema, seal_schema
from tenants.accounts.access import live_tokens
from tenants.accounts.models import PartyRole, Session
from tenants.accounts.usecases.make_access_token import make_access_token
from tenants.registry.archives import archive_path, faults_of_closed_shops, media_of
from tenants.registry.closings import StandsInTheWay, closings_due
from tenants.registry.models import Closing, Domain, Tenant
from tenants.registry.reserved import SlugRefused, check_slug
from tenants.registry.usecases.agree_to_close import NothingToAgreeTo, agree_to_close
from tenants.registry.usecases.ask_to_close import HomeIsNeverClosed, ask_to_close
from tenants.registry.usecases.call_off_closing import AlreadyShut, call_off_closing
from tenants.registry.usecases.carry_out_closing import ArchiveLost, carry_out_closing
from tenants.registry.usecases.provision_tenant import provision_tenant
from tenants.registry.usecases.sweep_archives import sweep_archives
from tenants.registry.usecases.take_archive import NoArchive, take_archive
from tenants.workspace.models import Workspace
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.upload_logo import upload_logo
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.closings import DUE, GONE, a_closed_shop, an_agreed_closing, carried_out
from tests.factories.lines import a_line
from tests.factories.workspace import a_picture, an_operator

A, B = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.KITH_ARCHIVE_DIR = tmp_path / "archives"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def shop(rolled_back, drain_outbox):
    """Acme with something in it: a name, a picture, and who may get in."""
    acme = an_operator(rolled_back["acme"])
    with in_public():
        person = a_person(tenant=acme, role="operator")
        make_access_token(
            person_id=person.pk, tenant_id=acme.uuid, name="till", may_write=True, at=NOON
        )
    for tenant in (acme, rolled_back["globex"]):
        with in_tenant(tenant):
            describe_shop(name=f"{tenant.slug} & “Co”", tagline="", at=NOON)
    with in_tenant(acme):
        upload_logo(content=a_picture(), at=NOON)
    drain_outbox()
    forget_tenants()
    return acme


def catalogue():
    """Return every schema of a tenant with its tables, and every tenant's role."""
    with in_public(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname, count(c.oid) FROM pg_namespace n"
            " LEFT JOIN pg_class c ON c.relnamespace = n.oid WHERE nspname LIKE 't\\_%%'"
            " GROUP BY nspname",
            [],
        )
        schemas = dict(cursor.fetchall())
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'r\\_%%'", [])
        return schemas, {role for (role,) in cursor.fetchall()}


def test_schema_role_files_keys_and_domains_go_and_no_other_shop_notices(shop, rolled_back):
    globex, (schemas, roles) = rolled_back["globex"], catalogue()
    with in_public():
        claim = {"claimed_at": NOON, "verified_at": NOON, "token": "t"}
        Domain.objects.create(tenant_id=shop.uuid, host="acme.example", **claim)

    closed = a_closed_shop(shop)

    left, left_roles = catalogue()
    assert schemas.keys() - left.keys() == {shop.schema_name}
    assert roles - left_roles == {shop.db_role}
    assert left[globex.schema_name] == schemas[globex.schema_name]
    with in_tenant(globex):
        assert Workspace.objects.get().name == "globex & “Co”"
    assert not media_of(shop.uuid).exists()
    with in_public():
        assert list(Domain.objects.filter(tenant_id=shop.uuid).values_list("host", flat=True)) == [
            "acme.kith.localhost"
        ]
        assert closed.hosts == ["acme.kith.localhost", "acme.example"]
        done = AuditEntry.objects.filter(subject=f"tenant:{shop.uuid}", action__startswith="tenant")
        assert list(done.order_by("pk").values_list("action", flat=True))[-3:] == [
            "tenant.closed",
            "tenant.archived",
            "tenant.dropped",
        ]


def test_the_archive_is_readable_and_every_checksum_in_it_is_true(shop):
    closed = a_closed_shop(shop)

    path = archive_path(closed.archive_name)
    assert sha256(path.read_bytes()).hexdigest() == closed.archive_sha256
    assert path.stat().st_mode & 0o077 == 0
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        sums = archive.read("SHA256SUMS").decode().splitlines()
        for line in sums:
            digest, name = line.split("  ")
            assert sha256(archive.read(name)).hexdigest() == digest
        assert {line.split("  ")[1] for line in sums} == names - {"SHA256SUMS"}
        tables = json.loads(archive.read("tables.json"))
        text = io.StringIO(archive.read("tables/workspace_workspace.csv").decode())
        rows = list(csv.DictReader(text))
        told = json.loads(archive.read("shop.json"))
        pictures = [archive.read(name) for name in names if name.startswith("files/logo/")]

    assert [row["name"] for row in rows] == ["acme & “Co”"]
    assert tables["workspace_workspace"]["rows"] == 1
    assert {f"tables/{table}.csv" for table in tables} <= names
    assert len(tables) > 20
    assert told["slug"] == "acme"
    assert [picture[:4] for picture in pictures] == [b"\x89PNG"]


def test_a_crash_at_any_step_is_gone_on_from(shop):
    closing = an_agreed_closing(shop)

    def run(die_at):
        """Carry it out in a transaction that is taken back; die on the way, then go on."""
        with transaction.atomic():
            if die_at is not None:
                with pytest.raises(failpoints.Died), failpoints.dying_at(die_at):
                    carried_out(closing)
                # Whoever comes next is another process.
                forget_tenants()
            closed = carried_out(closing)
            found = (shop.schema_name in catalogue()[0], media_of(shop.uuid).exists())
            with in_public():
                events = sorted(
                    Letter.objects.filter(event__startswith="tenant.").values_list(
                        "event", flat=True
                    )
                )
            transaction.set_rollback(True)
        return closed.archive_sha256, closed.ended_at, found, events

    logo = next(media_of(shop.uuid).rglob("*.png"))
    picture = logo.read_bytes()
    with failpoints.listing() as places:
        wanted = run(None)
    assert len(places) == 8
    for place in range(len(places)):
        logo.parent.mkdir(parents=True, exist_ok=True)
        logo.write_bytes(picture)
        assert run(place) == wanted, places[place]
    assert wanted[1:3] == (GONE, (False, False))


def test_carried_out_twice_it_changes_nothing_more(shop):
    closed = a_closed_shop(shop)
    archived = archive_path(closed.archive_name).stat()

    again = carry_out_closing(closing_id=closed.pk, at=GONE + timedelta(days=3))

    assert again.ended_at == closed.ended_at
    assert archive_path(closed.archive_name).stat() == archived


def test_nothing_is_dropped_without_the_archive_that_was_written(shop):
    closing = an_agreed_closing(shop)
    with in_public():
        carry_out_closing(closing_id=closing.pk, at=DUE)
        with pytest.raises(failpoints.Died), failpoints.dying_at(3):
            carry_out_closing(closing_id=closing.pk, at=GONE)
        name = Closing.objects.get(pk=closing.pk).archive_name
        archive_path(name).write_bytes(b"another")

        with pytest.raises(ArchiveLost):
            carry_out_closing(closing_id=closing.pk, at=GONE)

    assert shop.schema_name in catalogue()[0]


def test_before_its_day_and_for_a_minute_after_it_nothing_is_cleared_away(shop):
    closing = an_agreed_closing(shop)

    early = carry_out_closing(closing_id=closing.pk, at=DUE - timedelta(seconds=1))
    shut = carry_out_closing(closing_id=closing.pk, at=DUE)

    assert (early.shut_at, shut.shut_at, shut.sealed_at) == (None, DUE, None)
    assert shop.schema_name in catalogue()[0]
    assert closings_due(at=DUE) == [closing.pk]


def test_whoever_is_still_inside_writes_nothing_once_it_is_sealed(shop):
    closing = an_agreed_closing(shop)
    carry_out_closing(closing_id=closing.pk, at=DUE)
    with in_public(), pytest.raises(failpoints.Died), failpoints.dying_at(1):
        carry_out_closing(closing_id=closing.pk, at=GONE)

    with in_tenant(shop), pytest.raises(DatabaseError, match="permission"), transaction.atomic():
        Workspace.objects.update(tagline="late")


def test_an_open_shop_can_neither_be_sealed_nor_removed(shop, home):
    for refuse in (seal_schema, remove_schema):
        for tenant in (shop, home):
            with pytest.raises(DatabaseError, match="no closed tenant"), transaction.atomic():
                refuse(schema=tenant.schema_name, role=tenant.db_role)
    with in_tenant(shop):
        assert Workspace.objects.exists()


def test_one_person_alone_closes_nothing(shop):
    with in_public():
        asked = ask_to_close(tenant_id=shop.uuid, because="No answer", by=A, at=NOON)
        assert ask_to_close(tenant_id=shop.uuid, because="Again", by=B, at=NOON) == asked

        with pytest.raises(SamePerson):
            agree_to_close(tenant_id=shop.uuid, by=A, at=NOON)
        with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
            Closing.objects.update(agreed_by=A, agreed_at=NOON, closes_at=DUE)

        carry_out_closing(closing_id=asked.pk, at=GONE)
        assert Tenant.objects.get(pk=shop.uuid).is_open
        assert Tenant.objects.get(pk=shop.uuid).closes_at is None


def test_the_telcos_own_shop_is_never_closed(home):
    with in_public():
        with pytest.raises(HomeIsNeverClosed):
            ask_to_close(tenant_id=home.uuid, because="Joke", by=A, at=NOON)
        with pytest.raises(IntegrityError, match="never_closed"), transaction.atomic():
            Tenant.objects.filter(pk=home.uuid).update(closed_at=NOON)
        assert not Closing.objects.exists()


def test_what_stands_in_the_way_refuses_and_nothing_moves(shop):
    with in_tenant(shop):
        a_line()

    with in_public():
        with pytest.raises(StandsInTheWay, match="1 line is still served") as refusal:
            ask_to_close(tenant_id=shop.uuid, because="Quiet", by=A, at=NOON)
        assert "wait until each has ended" in refusal.value.mend
        assert not Closing.objects.exists()


def test_what_comes_up_in_the_meantime_holds_it_until_it_is_dealt_with(shop):
    closing = an_agreed_closing(shop)
    with in_tenant(shop):
        line = a_line()

    held = carry_out_closing(closing_id=closing.pk, at=DUE)
    with in_tenant(shop):
        line.ended_at = DUE
        line.save(update_fields=["ended_at"])
    then = carry_out_closing(closing_id=closing.pk, at=DUE + timedelta(days=1))

    assert (held.shut_at, held.held_at) == (None, DUE)
    assert (then.shut_at, then.held_at) == (DUE + timedelta(days=1), None)


def test_until_its_day_it_can_be_called_off_and_goes_on_as_before(shop):
    closing = an_agreed_closing(shop)
    with in_public():
        call_off_closing(tenant_id=shop.uuid, by=B, at=NOON)
        call_off_closing(tenant_id=shop.uuid, by=B, at=NOON)
        with pytest.raises(NothingToAgreeTo):
            agree_to_close(tenant_id=shop.uuid, by=B, at=NOON)

    carry_out_closing(closing_id=closing.pk, at=GONE)

    with in_public():
        tenant = Tenant.objects.get(pk=shop.uuid)
    assert (tenant.is_open, tenant.closes_at) == (True, None)
    assert an_agreed_closing(shop).pk != closing.pk


def test_once_it_is_shut_there_is_no_way_back(shop):
    closing = an_agreed_closing(shop)
    carry_out_closing(closing_id=closing.pk, at=DUE)

    with in_public(), pytest.raises(AlreadyShut):
        call_off_closing(tenant_id=shop.uuid, by=B, at=DUE)


def test_its_address_and_its_key_make_no_other_shop(shop, public):
    a_closed_shop(shop)

    for slug in ("acme", "acrne"):
        with pytest.raises(SlugRefused):
            check_slug(slug)
    again = provision_tenant(
        slug="acme", name="Acme", kind=shop.kind, owner_id=None, key="test:acme", at=GONE
    )
    assert (again.pk, again.is_open) == (shop.uuid, False)


def test_nobody_gets_in_any_more(shop, public, drain_outbox, client_for):
    person = PartyRole.objects.get(tenant_id=shop.uuid).person
    browser = sign_in(client_for(shop), person, shop)
    assert browser.get("/my/").status_code == 200
    a_closed_shop(shop)
    drain_outbox()

    assert not PartyRole.objects.current().in_tenant(shop.uuid).exists()
    assert not live_tokens(person_id=person.pk, tenant_id=shop.uuid)
    assert not Session.objects.filter(tenant_id=shop.uuid).exists()
    with pytest.raises(TenantClosed):
        in_tenant(shop.uuid).__enter__()


def test_what_was_to_be_done_there_waits_for_nobody(shop, public):
    closing = an_agreed_closing(shop)
    with transaction.atomic():
        publish(JobDue(job="renew-lines", slot=NOON), key="late", to_tenant=shop.uuid)
    sort_letters(at=NOON)
    assert Delivery.objects.filter(tenant_id=shop.uuid, done_at=None).count() == 1

    carried_out(closing)

    assert not Delivery.objects.filter(tenant_id=shop.uuid, done_at=None).exists()


def test_migrating_passes_over_it(shop, monkeypatch, public):
    a_closed_shop(shop)
    monkeypatch.setattr(migrator, "template_level", lambda: "the next release")

    report = migrator.migrate_everything(verbosity=0)

    assert report.failed == {}
    assert Tenant.objects.get(pk=shop.uuid).migration_level != "the next release"


def test_a_lost_archive_and_a_schema_that_stands_all_the_same_are_named(shop, public):
    closed = a_closed_shop(shop)
    assert faults_of_closed_shops() == []

    archive_path(closed.archive_name).unlink()
    Tenant.objects.filter(slug="globex").update(closed_at=NOON, dropped_at=NOON)

    assert faults_of_closed_shops() == [
        f"acme: its archive {closed.archive_name} is not as it was written",
        "globex: its schema is said to be dropped, and stands",
    ]


def test_an_archive_is_dropped_ten_years_later_and_missed_by_nobody(shop, public):
    closed = a_closed_shop(shop)
    years = timedelta(days=3653)

    assert sweep_archives(at=GONE + years - timedelta(days=1)) == 0
    assert sweep_archives(at=GONE + years + timedelta(days=1)) == 1
    assert sweep_archives(at=GONE + years + timedelta(days=1)) == 0

    assert not archive_path(closed.archive_name).exists()
    assert faults_of_closed_shops() == []
    with pytest.raises(NoArchive):
        take_archive(tenant_id=shop.uuid, by=A, at=GONE)


def test_its_own_domain_says_so_too_until_another_shop_proves_it(shop, rolled_back):
    claim = {"claimed_at": NOON, "verified_at": NOON, "token": "t"}
    with in_public():
        Domain.objects.create(tenant_id=shop.uuid, host="acme.example", **claim)
    a_closed_shop(shop)

    said = closed_shop_at("acme.example")
    with in_public():
        Domain.objects.create(
            tenant=Tenant.objects.get(slug="globex"), host="acme.example", **claim
        )
    forget_tenants()

    assert (said.name, said.home_host) == ("acme & “Co”", "home.kith.localhost")
    assert tenant_by_host("acme.example").slug == "globex"
    assert closed_shop_at("globex.kith.localhost") is None
