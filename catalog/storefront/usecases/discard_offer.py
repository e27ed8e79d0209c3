"""Throw a draft away."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.storefront.models import Offer
from kith.errors import DomainError


class AlreadyPublished(DomainError):
    """What was on sale once is withdrawn, not thrown away: orders name it."""

    code = "offer.already_published"


@transaction.atomic
def discard_offer(*, code: str) -> None:
    """
    Discard a draft that was never on sale; a code nobody knows is discarded already.

    :raises AlreadyPublished: it was on sale
    """
    offer = Offer.objects.locked().filter(code=code).first()
    if offer is None:
        return
    if offer.published_at is not None:
        raise AlreadyPublished(
            _("“%(name)s” was on sale.") % {"name": offer.name}, mend=_("Withdraw it instead.")
        )
    offer.delete()
