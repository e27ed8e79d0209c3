"""Keep who encouraged a new customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.referral.events import ReferralClaimed
from ambassadors.referral.models import Referral
from ambassadors.referral.queries import terms_at
from kith.errors import DomainError
from kith.outbox import publish
from kith.visible import mailbox_of
from kith.wall import public_side
from tenants.accounts.phones import line_of
from tenants.accounts.queries import person_cards


class SelfReferral(DomainError):
    code = "referral.self"


class AlreadyReferred(DomainError):
    code = "referral.already_claimed"


class CircularReferral(DomainError):
    code = "referral.circular"


@public_side
@transaction.atomic
def claim_referral(
    *,
    referrer_id: UUID,
    referred_id: UUID,
    tenant_id: UUID | None,
    source: str = Referral.Source.NAMED,
    evidence: dict | None = None,
    at: datetime,
) -> Referral:
    """
    Keep one referrer for one customer; the same claim again returns the first.

    The last word within the days of correction stands, by when it was said and not by when we
    heard: one said before the one that stands returns that one. A claim that looks like one person
    with two accounts is kept, and held for a human.

    :raises SelfReferral: the two are one account
    :raises AlreadyReferred: the customer has another referrer and the time to correct it is over
    :raises CircularReferral: the referrer was once encouraged, through others, by this customer
    """
    if referrer_id == referred_id:
        raise SelfReferral(
            _("Nobody can name themselves as the person who encouraged them."),
            mend=_("Name somebody else, or choose “nobody”."),
        )
    standing = Referral.objects.locked().filter(referred_id=referred_id).first()
    if standing and (standing.referrer_id == referrer_id or _is_earlier(at, source, standing)):
        return _reworded(standing, referrer_id, at)
    if standing and not standing.is_correctable(at=at, days=terms_at(at=at).correction_days):
        raise AlreadyReferred(
            _("Somebody else is already kept as the person who encouraged this customer."),
            mend=_("It can be corrected in the first days only."),
        )
    if _leads_back(referrer_id, to=referred_id):
        raise CircularReferral(
            _("These two would have encouraged each other."), mend=_("Name somebody else.")
        )
    reason = _reason_to_hold(referrer_id, referred_id, evidence or {})
    facts = {
        "referrer_id": referrer_id,
        "tenant_id": tenant_id,
        "source": source,
        "evidence": (evidence or {}) | _correction(standing),
        "claimed_at": standing.claimed_at if standing else at,
        "named_at": at,
        "held_at": at if reason else None,
        "hold_reason": reason,
    }
    referral, is_new = Referral.objects.update_or_create(referred_id=referred_id, defaults=facts)
    if is_new and tenant_id:
        publish(
            ReferralClaimed(referred_id=referred_id),
            key=f"referral.claimed:{referral.pk}",
            to_tenant=tenant_id,
        )
    return referral


def _is_earlier(at: datetime, source: str, standing: Referral) -> bool:
    """Say whether a word came before the one that stands; of one moment, an order's is the last."""
    by_order = Referral.Source.LINK
    return (at, source == by_order) < (standing.named_at, standing.source == by_order)


def _reworded(standing: Referral, referrer_id: UUID, at: datetime) -> Referral:
    """Keep when the first word was said, and the last for whoever is kept."""
    standing.claimed_at = min(standing.claimed_at, at)
    if standing.referrer_id == referrer_id:
        standing.named_at = max(standing.named_at, at)
    standing.save(update_fields=["claimed_at", "named_at"])
    return standing


def _correction(standing: Referral | None) -> dict:
    """Remember who was named before, when a name is corrected."""
    return {"named_before": str(standing.referrer_id)} if standing else {}


def _leads_back(referrer_id: UUID, *, to: UUID) -> bool:
    """Walk up from the referrer; chains are short, and each step is one indexed look-up."""
    seen: set[UUID] = set()
    upward: UUID | None = referrer_id
    while upward and upward not in seen:
        if upward == to:
            return True
        seen.add(upward)
        upward = (
            Referral.objects.filter(referred_id=upward)
            .values_list("referrer_id", flat=True)
            .first()
        )
    return False


def _reason_to_hold(referrer_id: UUID, referred_id: UUID, evidence: dict) -> str:
    """Say why a human should look, or nothing."""
    cards = person_cards([referrer_id, referred_id], with_contact=True)
    referrer, referred = cards[referrer_id], cards[referred_id]
    emails = {referred.email or "", evidence.get("contact_email", "")}
    if mailbox_of(referrer.email or "") in {mailbox_of(email) for email in emails}:
        return "same mailbox"
    phones = {referred.phone or "", evidence.get("contact_phone", "")}
    if referrer.phone and line_of(referrer.phone) in {line_of(phone) for phone in phones}:
        return "same phone"
    return ""
