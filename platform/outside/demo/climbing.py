"""The ladder: assessments at the end of each window, and what people decided about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.answer_question import answer_question
from ambassadors.program.usecases.ask_candidate import ask_candidate
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.promote_operator import promote_operator
from ambassadors.program.usecases.provision_reseller import provision_reseller
from ambassadors.program.usecases.sign_case import sign_case
from kith.wall import in_public, in_tenant
from outside.demo import cast
from outside.demo.pictures import mark_of
from outside.demo.shelf import fill_shelf
from outside.demo.spanish import in_spanish
from outside.dns.name_server import publish_record
from tenants.accounts.queries import person_by_email
from tenants.registry.models import Domain, Tenant
from tenants.registry.proofs import PROOF_LABEL, proof_of
from tenants.registry.usecases.claim_domain import claim_domain
from tenants.registry.usecases.verify_domain import verify_domain
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.set_brand import set_brand
from tenants.workspace.usecases.upload_logo import upload_logo

TO_SIGN, TO_SIGN_AGAIN = timedelta(hours=8), timedelta(hours=30)
TO_CARRY_OUT, TO_BE_SEEN = timedelta(seconds=3), timedelta(minutes=40)
OWN_PLANS = ("prepaid", "data")


def person_id(name: str) -> UUID:
    """Return the id of a player who was brought in."""
    found = person_by_email(cast.address_of(name))
    if found is None:
        raise LookupError(f"nobody brought {name} in")
    return found.id


def assess(*, at: datetime) -> None:
    """Assess everyone, as every night."""
    with in_public():
        assess_everyone(at=at, slot=f"{at:%Y-%m-%d}")


def approve(*, name: str, at: datetime) -> bool:
    """Sign the player's open case, by as many as it needs, and carry it out; False without one."""
    with in_public():
        case = PromotionCase.objects.undecided().filter(person_id=person_id(name)).first()
        if case is None:
            return False
        signers = [person_id(cast.ADA.name), person_id(cast.NORA.name)]
        notes = ("The numbers hold, and so do the people I asked.", "Agreed. A year well kept.")
        waits = (TO_SIGN, TO_SIGN_AGAIN)
        for signer, note, wait in zip(signers, notes, waits, strict=True):
            case = sign_case(case_id=case.pk, by=signer, note=note, at=at + wait)
            if case.is_approved:
                carry_out = _carrying_out(case)
                carry_out(case_id=case.pk, at=at + wait + TO_CARRY_OUT)
                return True
    return False


def question_candidate(*, name: str, at: datetime) -> None:
    """Ask a candidate about their open case, and let them answer."""
    with in_public():
        candidate = person_id(name)
        case = PromotionCase.objects.undecided().filter(person_id=candidate).first()
        if case is None:
            return
        question = ask_candidate(
            case_id=case.pk,
            by=person_id(cast.ADA.name),
            text="Who answers your customers when you are away for a week?",
            at=at,
        )
        answer_question(
            question_id=question.pk,
            by=candidate,
            text="My sister has run the stall with me for years; she has her own desk sign-in.",
            at=at + timedelta(minutes=2),
        )


def take_brand(*, shop: cast.Shop, at: datetime) -> None:
    """Let a new operator put its own name, looks and plans on everything."""
    brand = shop.brand
    if brand is None:
        return
    owner = person_id(shop.owner)
    with in_public():
        tenant = Tenant.objects.get(slug=shop.slug).ref
    with in_tenant(tenant):
        describe_shop(
            name=brand.name,
            tagline=brand.tagline,
            about=brand.about,
            support_email=f"care@{shop.slug}.example",
            support_hours=shop.hours,
            languages=["en", "es"],
            translations=in_spanish(
                tagline=brand.tagline, about=brand.about, support_hours=shop.hours
            ),
            at=at,
        )
        set_brand(
            accent=brand.accent,
            ink_on_accent=brand.ink,
            surface_tint=brand.tint,
            radius=brand.radius,
            type_pairing=brand.type_pairing,
            by=owner,
            at=at,
        )
        upload_logo(content=mark_of(brand.name, brand.accent, brand.tint), by=owner, at=at)
        fill_shelf(plans=OWN_PLANS, factor=118, at=at)
    # Browsers take every name under .localhost for this machine.
    domain = claim_domain(tenant_id=tenant.uuid, host=f"{shop.slug}.localhost", by=owner, at=at)
    if brand.is_domain_proved and settings.DNS_SERVER:
        _prove(domain, at + TO_BE_SEEN)


def _prove(domain: Domain, at: datetime) -> None:
    """Set the record in the demo's own names, as its owner would, and let it be looked for."""
    names = Path(settings.KITH_STATE_DIR) / "dns.json"
    publish_record(names, domain.host, "A", "127.0.0.1")
    publish_record(names, f"{PROOF_LABEL}.{domain.host}", "TXT", proof_of(domain))
    verify_domain(domain_id=domain.pk, at=at)


def _carrying_out(case: PromotionCase) -> Callable[..., PromotionCase]:
    """What the reaction to `case.approved` does, without its letter."""
    steps: dict[str, Callable[..., PromotionCase]] = {
        "reseller": provision_reseller,
        "operator": promote_operator,
    }
    return steps[case.to_tier]
