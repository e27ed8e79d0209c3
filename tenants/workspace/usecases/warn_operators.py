"""Write to a shop's operators what became of their domain."""

from datetime import datetime
from uuid import UUID

from kith.mail import Mail
from kith.mail.sending import send_mails_once
from kith.wall import day_here
from tenants.accounts.queries import people_in_role
from tenants.accounts.readers import readers_of
from tenants.registry.domain_cards import DomainCard, domain_card
from tenants.registry.queries import page_address, tenant_url
from tenants.workspace.mails import DomainLapsedMail, DomainProofLostMail, DomainProvedMail


def warn_operators(*, domain_id: int, at: datetime) -> int:
    """
    Say once how the domain stands now: proved, its proof missing, or led away.

    Returns how many mails went out. A claim that was never proved is no news.
    """
    tenant_id, domain = domain_card(domain_id=domain_id)
    mail = _mail(domain, tenant_id)
    if mail is None:
        return 0
    since = domain.proof_lost_at or domain.verified_at
    held = people_in_role(role="operator", tenant_id=tenant_id)
    readers = readers_of(person_ids={one.person_id for one in held})
    mails = [(mail, reader) for reader in readers]
    return send_mails_once(mails, about=f"{domain_id}:{since}", tenant_id=tenant_id, at=at)


def _mail(domain: DomainCard, tenant_id: UUID) -> Mail | None:
    page = page_address("desk-domain", tenant_id=tenant_id)
    record = f"TXT  {domain.record_name}  {domain.record_value}"
    if domain.lapses_at is None:
        if not domain.is_verified:
            return None
        return DomainProvedMail(host=domain.shown, url=tenant_url(domain.host))
    if domain.is_verified:
        return DomainProofLostMail(
            host=domain.shown, leads_until=day_here(domain.lapses_at), record=record, url=page
        )
    return DomainLapsedMail(host=domain.shown, record=record, url=page)
