"""Send a payee to the processor's own pages to open a payout account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.gateway import GatewayBusy, GatewayRefused, GatewayUncertain, gateway
from billing.settlement.events import PayoutPagesOpened
from billing.settlement.models import Payee
from billing.settlement.payout_accounts import keep_account
from billing.settlement.usecases.enrol_payees import enrol_payees
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox.publish import publish
from kith.wall import public_side


class ProviderSilent(DomainError):
    """The payment provider gave no page to open the account on."""

    code = "payee.provider_silent"


@public_side
def onboard_payee(
    *,
    party_kind: str,
    party_ref: UUID,
    email: str,
    country: str,
    return_url: str,
    refresh_url: str,
    by: UUID | None,
    at: datetime,
) -> str:
    """
    Return a link to the processor's onboarding, opening the account on the first call.

    The link works once and for minutes: never store it. Coming back proves nothing; the
    account's state is fetched when the processor says it changed. Call it outside a transaction.
    Whoever is paid hears once a day that somebody opened those pages.

    :raises ProviderSilent: the processor gave no link; asked again, it opens no second account
    """
    party = (party_kind, party_ref)
    payee = enrol_payees(parties=[party], at=at)[party]
    try:
        account = payee.stripe_account or _open_account(payee, email=email, country=country, at=at)
        link = gateway().onboarding_link(
            account_id=account, return_url=return_url, refresh_url=refresh_url
        )
    except (GatewayBusy, GatewayUncertain, GatewayRefused) as silent:
        raise ProviderSilent(
            _("The payment provider did not answer."), mend=_("Nothing was lost: try again.")
        ) from silent
    with transaction.atomic():
        _note(payee, by=by, at=at)
    return link


def _note(payee: Payee, *, by: UUID | None, at: datetime) -> None:
    subject, detail = f"payee:{payee.pk}", {"payee": payee.display_name}
    record("payout-account.pages_opened", actor_id=by, subject=subject, detail=detail, at=at)
    if by:
        publish(PayoutPagesOpened(payee_id=payee.pk), key=f"{payee.pk}:{at:%Y-%m-%d}")


def _open_account(payee: Payee, *, email: str, country: str, at: datetime) -> str:
    # The same key until the account is written down: a crash here opens no second account.
    account = gateway().create_recipient(
        key=f"recipient:{payee.pk}", email=email, country=country, name=payee.display_name
    )
    with transaction.atomic():
        payee = Payee.objects.locked().get(pk=payee.pk)
        if payee.stripe_account is None:
            keep_account(payee, account, at=at)
            payee.onboarding_started_at = at
            payee.save(update_fields=["onboarding_started_at"])
    return payee.stripe_account or account
