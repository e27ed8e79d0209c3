"""Place an order for an offer."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.ordering import steps
from catalog.ordering.events import OrderPlaced
from catalog.ordering.models import SIM_FORMS, Order
from catalog.porting.requests import NumberWish
from catalog.storefront.queries import OfferCard, offer_to_order
from kith.errors import DomainError, KeyReused
from kith.outbox import publish
from kith.visible import read_address, visible_name
from kith.wall import required_tenant

# Without the letters and digits people mix up on the phone.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class AddressMissing(DomainError):
    """A SIM card has no address to be posted to."""

    code = "order.address_missing"


class SimFormUnknown(DomainError):
    """It is neither an eSIM nor a SIM card."""

    code = "order.sim_form_unknown"


class ShopCloses(DomainError):
    """The shop will be closed for good, or is suspended: it takes nothing new."""

    code = "order.shop_closes"


def place_order(
    *,
    offer_code: str,
    contact_name: str,
    contact_email: str,
    contact_phone: str,
    person_id: UUID | None,
    encouraged_by: UUID | None,
    sim_form: str,
    key: str,
    at: datetime,
    delivery_address: str = "",
    has_card_consent: bool = False,
    encourager_word: str = "",
    language: str = "",
    number_wish: NumberWish | None = None,
    external_id: str = "",
    remarks: dict[str, Any] | None = None,
) -> Order:
    """
    Place an order at today's price; the same request again returns the first order.

    With the buyer's consent the card that pays is kept for the next periods of a plan that has
    any. `encourager_word` is what the buyer wrote where nobody was found by it. A guest is written
    to in `language`. `number_wish` is the number that the first line is to have, once it works.
    `external_id` and `remarks` are a program's own: kept as they were said.

    :raises NotOnSale: the offer is not on sale here
    :raises AddressMissing: a SIM card without an address to post it to
    :raises SimFormUnknown: neither an eSIM nor a SIM card
    :raises NameUnseen: no letter of the name can be seen
    :raises AddressUnreadable: something in the e-mail address cannot be seen
    :raises KeyReused: the key already placed a different order
    :raises ShopCloses: the shop will be closed for good, or is suspended
    """
    _check_sim(sim_form, delivery_address)
    asked = {
        "offer_code": offer_code,
        "contact_name": visible_name(contact_name),
        "contact_email": read_address(contact_email),
        "contact_phone": contact_phone.strip(),
        "encouraged_by_id": encouraged_by,
        "encourager_word": encourager_word,
        "sim_form": sim_form,
        "delivery_address": delivery_address.strip() if sim_form == "physical" else "",
        "has_card_consent": has_card_consent,
        "number_wish": number_wish.as_kept() if number_wish else {},
        "external_id": external_id,
        "remarks": remarks or {},
    }
    if (earlier := _placed_before(key, asked)) is not None:
        return earlier
    _refuse_a_shop_that_rests()
    offer = offer_to_order(code=offer_code, at=at)
    try:
        with transaction.atomic():
            return _placed(offer, asked | {"language": language}, person_id, key, at)
    except IntegrityError:
        # The other half of a double click won: what it placed is ours too.
        if (earlier := _placed_before(key, asked)) is not None:
            return earlier
        raise


def _refuse_a_shop_that_rests() -> None:
    tenant, elsewhere = required_tenant(), _("Every other shop of the network is there for you.")
    if tenant.closes_at:
        raise ShopCloses(_("This shop is closing and takes no new orders."), mend=elsewhere)
    if tenant.suspended_at:
        raise ShopCloses(_("This shop takes no new orders at the moment."), mend=elsewhere)


def _check_sim(sim_form: str, delivery_address: str) -> None:
    if sim_form not in SIM_FORMS:
        raise SimFormUnknown(
            _("“%(form)s” is no form of SIM.") % {"form": sim_form},
            mend=_("Choose eSIM or SIM card."),
        )
    if sim_form == "physical" and not delivery_address.strip():
        raise AddressMissing(
            _("A SIM card needs an address to be posted to."),
            mend=_("Give the address, or choose an eSIM."),
        )


def _placed_before(key: str, asked: dict) -> Order | None:
    order = Order.objects.filter(idempotency_key=key).first()
    if order is None:
        return None
    if any(getattr(order, name) != value for name, value in asked.items()):
        raise KeyReused(
            _("This form has already placed another order."),
            mend=_("Open the offer again to place a new one."),
        )
    return order


def _placed(offer: OfferCard, asked: dict, person_id: UUID | None, key: str, at: datetime) -> Order:
    order = Order(
        **asked,
        number="K-" + "".join(secrets.choice(LETTERS) for _ in range(6)),
        token=secrets.token_urlsafe(32),
        idempotency_key=key,
        person_id=person_id,
        offer_name=offer.name,
        base_code=offer.base_code,
        period=offer.period,
        allowances=offer.allowances,
        total_minor=offer.price.minor,
        wholesale_minor=offer.wholesale.minor,
        tax_basis_points=offer.tax_basis_points,
        currency=offer.price.currency,
        placed_at=at,
    )
    steps.lay_out(order, at)
    order.save(force_insert=True)
    publish(OrderPlaced(order_id=order.pk), key=str(order.pk))
    return order
