"""Ask somebody to look at one's pages."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.limits.allowances import Rate, spend
from kith.outbox import publish
from kith.visible import address_to_find
from kith.wall import public_side
from tenants.accounts.events import ViewOffered
from tenants.accounts.lent_views import SEEN_FOR
from tenants.accounts.models import LentView, Person
from tenants.accounts.queries import find_encourager
from tenants.accounts.usecases.end_view import end_view

OFFERS = Rate(5, timedelta(hours=1))


class NobodyNamedSo(DomainError):
    """What was written is neither an address nor anybody's handle, or one's own."""

    code = "view.nobody_named_so"


@public_side
def lend_view(*, owner_id: UUID, to: str, tenant_id: UUID, at: datetime) -> LentView:
    """
    Offer half an hour of seeing one's pages at a shop; what was lent before ends.

    Whether an address has an account is told to nobody: the letter goes to it either way.

    :raises NobodyNamedSo: no address, and nobody's handle; or one's own
    :raises TooOften: five an hour are enough
    """
    helper_id, address = _named(to, owner_id)
    spend("lent-view", by=str(owner_id), rate=OFFERS, at=at)
    return _offer(owner_id, helper_id, address, tenant_id, at)


@transaction.atomic
def _offer(
    owner_id: UUID, helper_id: UUID | None, address: str, tenant_id: UUID, at: datetime
) -> LentView:
    Person.objects.locked().get(pk=owner_id)
    end_view(owner_id=owner_id, at=at)
    view = LentView.objects.create(
        owner_id=owner_id,
        helper_id=helper_id,
        to_address=address,
        tenant_id=tenant_id,
        code=f"{secrets.randbelow(1_000_000):06d}",
        offered_at=at,
        ends_at=at + SEEN_FOR,
    )
    publish(ViewOffered(view_id=view.pk), key=str(view.pk), to_tenant=tenant_id)
    return view


def _named(to: str, owner_id: UUID) -> tuple[UUID | None, str]:
    text = to.strip()
    owner = Person.objects.get(pk=owner_id)
    if "@" in text.removeprefix("@"):
        address = address_to_find(text)
        try:
            validate_email(address)
        except ValidationError as error:
            raise _nobody() from error
        if address == owner.email:
            raise _nobody()
        return None, address
    found = [card for card in find_encourager(text) if card.id != owner_id]
    if not found:
        raise _nobody()
    return found[0].id, ""


def _nobody() -> NobodyNamedSo:
    return NobodyNamedSo(
        _("Nobody is named so."), mend=_("Write an e-mail address, or a handle as in @maya.")
    )
