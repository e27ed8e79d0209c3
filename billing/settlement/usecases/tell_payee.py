"""Write to a payee whom money cannot reach."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.settlement.models import Payee
from billing.settlement.words import needs_of, why_bounced, why_closed
from kith.wall import public_side
from tenants.accounts.queries import PersonCard, person_card
from tenants.registry.queries import primary_host, tenant_card, tenant_url

LETTER = "billing/settlement/mail_payee.txt"
BOUNCED, UNREACHABLE = "bounced", "unreachable"


@public_side
def tell_payee(*, payee_id: UUID, about: str) -> None:
    """
    Say why money cannot reach a payee, in their language: `bounced` or `unreachable`.

    Nothing is sent where that is over meanwhile, or where a shop has no owner.
    """
    payee = Payee.objects.get(pk=payee_id)
    is_over = payee.bounced_at is None if about == BOUNCED else payee.is_reachable
    person = _person_of(payee)
    if is_over or person is None:
        return
    with override(person.locale):
        words = {
            "name": person.name,
            "is_bounced": about == BOUNCED,
            "reason": why_bounced(payee),
            "why": why_closed(payee),
            "needs": needs_of(payee),
            "url": _page_of(payee),
        }
        EmailMessage(
            subject=_("Your bank sent back a payout")
            if about == BOUNCED
            else _("Your payout account cannot be paid"),
            body=render_to_string(LETTER, words),
            to=[person.email or ""],
        ).send()


def _person_of(payee: Payee) -> PersonCard | None:
    if payee.party_kind == Payee.PERSON:
        return person_card(payee.party_ref, with_contact=True)
    owner = tenant_card(tenant_id=payee.party_ref).owner_id
    return person_card(owner, with_contact=True) if owner else None


def _page_of(payee: Payee) -> str:
    if payee.party_kind == Payee.TENANT:
        host, page, urls = primary_host(tenant_id=payee.party_ref), "desk-earnings", "tenant"
    else:
        host, page, urls = settings.NETWORK_HOST, "my-earnings", "public"
    return tenant_url(host, reverse(page, urlconf=f"config.urls.{urls}"))
