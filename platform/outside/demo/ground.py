"""The ground the demo stands on: office, catalogue, programme, pools, the telco's own shop."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from ambassadors.program.usecases.publish_programme import publish_programme
from billing.entities.usecases.describe_entity import describe_entity
from catalog.numbering.identifiers import print_sims
from catalog.numbering.usecases.add_number_range import add_number_range
from catalog.numbering.usecases.add_sim_batch import add_sim_batch
from catalog.wholesale.usecases.import_catalog import import_catalog
from kith.errors import DomainError
from kith.wall import TenantRef, in_public, in_tenant
from outside.demo import cast
from outside.demo.cast import Player, Shop
from outside.demo.plan import Plan
from outside.demo.shelf import fill_shelf
from outside.demo.spanish import in_spanish
from tenants.accounts.queries import person_by_email
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tenants.accounts.usecases.grant_role import grant_role
from tenants.accounts.usecases.register_person import register_person
from tenants.registry.models import Tenant
from tenants.registry.usecases.provision_tenant import provision_tenant
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.note_link_passed_on import note_link_passed_on

FIRST_NUMBER = 34600_200_000
SPARE_LINES = 800


class CatalogueRefused(DomainError):
    code = "demo.catalogue_refused"


def lay_ground(plan: Plan) -> None:
    """Put everything in place that was there before the first customer came."""
    begun = plan.start - timedelta(days=80)
    with in_public():
        people = {player.name: _bring(player, plan) for player in cast.OFFICE}
        describe_entity(
            code=cast.COMPANY_CODE,
            said=cast.COMPANY,
            starts_at=begun,
            by=people[cast.FELIX.name],
            agreed_by=people[cast.ADA.name],
            at=begun,
        )
        _import_catalogue(by=people[cast.NORA.name], at=begun)
        publish_default_programme(at=begun - timedelta(days=10))
        if plan.size.asks:
            publish_programme(
                thresholds=plan.size.asks,
                starts_at=begun,
                by=people[cast.NORA.name],
                note="A small network starts with smaller steps",
                at=begun - timedelta(days=9),
            )
        _fill_pools(plan.size.lines + SPARE_LINES, at=begun)
    home = open_shop(cast.HOME_SHOP, factor=100, at=begun)
    with in_public():
        for player in (cast.LUCIA, *cast.AMBITIOUS):
            if plan.has_buyer(player.email):
                _bring(player, plan, at_home=home)


def bring_owners(plan: Plan) -> None:
    """Register who owns a shop of the plan, and who can be played as its customer."""
    owners = {shop.owner for shop in plan.shops}
    with in_public():
        for player in cast.CAST:
            is_wanted = player.name in owners or plan.has_buyer(player.email)
            if is_wanted and person_by_email(player.email) is None:
                _bring(player, plan)


def open_shop(shop: Shop, *, factor: int, at: datetime) -> TenantRef:
    """Open a shop with its owner, voice and shelf; one that is provisioned already is filled."""
    with in_public():
        tenant = Tenant.objects.filter(slug=shop.slug).first()
        owner = person_by_email(cast.address_of(shop.owner)) if shop.owner else None
        if tenant is None:
            tenant = provision_tenant(
                slug=shop.slug,
                name=shop.name,
                kind="reseller" if shop.owner else "home",
                owner_id=owner.id if owner else None,
                key=f"demo:{shop.slug}",
                at=at,
            )
            if owner:
                grant_role(
                    person_id=owner.id,
                    role="reseller",
                    tenant_id=tenant.uuid,
                    granted_by=None,
                    at=at,
                )
    with in_tenant(tenant.ref) as ref:
        describe_shop(
            name=shop.name,
            tagline=shop.tagline,
            about=shop.about,
            support_email=f"hello@{shop.slug}.example",
            support_hours=shop.hours,
            languages=["en", "es"],
            translations=in_spanish(
                tagline=shop.tagline, about=shop.about, support_hours=shop.hours
            ),
            at=at,
        )
        fill_shelf(plans=shop.plans, factor=factor, at=at)
        note_link_passed_on(at=at + timedelta(hours=2))
    return ref


def _bring(player: Player, plan: Plan, *, at_home: TenantRef | None = None) -> UUID:
    """Register one player with the demo's password, and a second factor where they need one."""
    since = plan.start - timedelta(days=player.known_days_before)
    person = register_person(
        email=player.email,
        full_name=player.name,
        password=settings.KITH_DEMO_PASSWORD,
        tenant_id=at_home.uuid if at_home else None,
        is_email_proved=True,
        at=since,
    )
    for role in player.roles:
        grant_role(person_id=person.pk, role=role, tenant_id=None, granted_by=None, at=since)
    if player.is_careful:
        enrol_second_factor(person_id=person.pk, secret=_secret_of(player))
    return person.pk


def _secret_of(player: Player) -> str:
    """Return a player's own secret for codes; another installation's codes are of no use here."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{player.email}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def _import_catalogue(*, by: UUID, at: datetime) -> None:
    folder = Path(__file__).parent / "catalogue"
    # The catalogue first: a price list may speak of what it holds.
    for path in sorted(folder.iterdir(), key=lambda one: (one.suffix == ".csv", one.name)):
        if path.suffix not in (".json", ".csv"):
            continue
        report = import_catalog(
            content=path.read_bytes(), filename=path.name, dry_run=False, imported_by=by, at=at
        )
        if report.refused:
            first = report.refused[0]
            raise CatalogueRefused(f"{path.name}, {first.path}: {first.reason}")


def _fill_pools(count: int, *, at: datetime) -> None:
    add_number_range(
        first=f"+{FIRST_NUMBER}",
        last=f"+{FIRST_NUMBER + count - 1}",
        label="Northline, city",
        at=at,
        is_doubt_settled=True,
    )
    add_sim_batch(rows=list(print_sims(count=count, form="esim")), batch="eSIM 1", at=at)
    cards = print_sims(count=200, form="physical", start=500_001)
    add_sim_batch(rows=list(cards), batch="cards 1", at=at)
