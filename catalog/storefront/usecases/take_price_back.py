"""Put an offer back to what it said and cost before its price was changed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.storefront.corridor import check_price, snapshot
from catalog.storefront.events import PriceTakenBack
from catalog.storefront.models import Offer
from catalog.storefront.second_thoughts import can_take_price_back
from catalog.storefront.shelf import shelf_has_changed
from catalog.wholesale.queries import base_product
from kith.audit.queries import last_recorded
from kith.audit.record import record
from kith.errors import DomainError
from kith.money import Money
from kith.outbox import publish
from kith.wall import required_tenant


class TooLateToPutBack(DomainError):
    """The ten minutes are over, or the price was changed again since."""

    code = "offer.too_late_to_put_back"


@transaction.atomic
def take_price_back(*, code: str, changed_at: datetime | None, by: UUID, at: datetime) -> Offer:
    """
    Undo the change of a price that was made at this moment, within ten minutes; once.

    Orders and lines keep what they were sold at. Whoever had changed it is told, where somebody
    else puts it back.

    :raises TooLateToPutBack: the ten minutes are over, or the price was changed again since
    :raises OutsideCorridor: the corridor has moved past the earlier price
    :raises NoSuchProduct: the base product is no longer sold
    """
    offer = Offer.objects.locked().get(code=code)
    is_this_one = changed_at is not None and offer.repriced_at == changed_at
    if is_this_one and offer.price_before_minor is None:
        return offer
    before = offer.price_before_minor
    if before is None or not is_this_one or not can_take_price_back(offer, at=at):
        raise TooLateToPutBack(
            _("The price of “%(name)s” can no longer be put back.") % {"name": offer.name},
            mend=_("Set the price you want under Edit."),
        )
    product = base_product(code=offer.base_code, seller_kind=required_tenant().kind, at=at)
    earlier = Money(before, offer.currency)
    check_price(earlier, product)
    changer, changed = _who_changed(code), Money(offer.price_minor, offer.currency)
    moved = {"from": offer.price_minor, "to": earlier.minor, "currency": offer.currency}
    record("offer.price_taken_back", actor_id=by, subject=f"offer:{code}", detail=moved, at=at)
    columns = {"price_minor": earlier.minor, "price_before_minor": None} | snapshot(product)
    columns["changed_at"] = at
    for column, value in columns.items():
        setattr(offer, column, value)
    offer.save(update_fields=list(columns))
    shelf_has_changed()
    if changer is not None and changer != by:
        publish(
            PriceTakenBack(
                offer_code=code,
                changed_by=changer,
                taken_back_by=by,
                changed=changed,
                earlier=earlier,
            )
        )
    return offer


def _who_changed(code: str) -> UUID | None:
    """Return who changed the price last; the audit knows."""
    change = last_recorded(action="offer.repriced", subject=f"offer:{code}")
    return change.actor_id if change else None
