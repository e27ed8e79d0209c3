"""What happens to orders."""

from uuid import UUID

from kith.outbox import Event


class OrderPlaced(Event, name="order.placed"):
    """Somebody ordered; nothing is paid yet."""

    order_id: UUID


class OrderPaid(Event, name="order.paid"):
    """An order's money is there, and its buyer known."""

    order_id: UUID
    payment_reference: str = ""


class OrderPaidTwice(Event, name="order.paid_twice"):
    """A payment came for an order that another one had paid."""

    order_id: UUID
    payment_reference: str
    tenant_id: UUID


class CardUnproved(Event, name="order.card_unproved"):
    """Whoever paid wanted their card kept for somebody they had not proved to be."""

    order_id: UUID
    payment_reference: str


class OrderFulfilmentDue(Event, name="order.fulfilment_due"):
    """It is time to look again whether there are numbers and SIMs for a paid order."""

    order_id: UUID


class ActivationDue(Event, name="activation.due"):
    """It is time to ask the network again for one line of an order."""

    activation_id: UUID


class EncouragerNamed(Event, name="order.encourager_named"):
    """A buyer whose line is in service said whom the word on their order meant."""

    order_id: UUID


class OrderActivated(Event, name="order.activated"):
    """Every line of an order is in service."""

    order_id: UUID
    line_id: UUID
    person_id: UUID | None


class ActivationUnwanted(Event, name="order.activation_unwanted"):
    """The network switched a line on whose order had failed."""

    order_id: UUID


class OrderClaimed(Event, name="order.claimed"):
    """Somebody said that an order is theirs which was placed under their address by a guest."""

    order_id: UUID
    guest_id: UUID
    person_id: UUID


class OrderCardPosted(Event, name="order.card_posted"):
    """The SIM card of an order is on its way to its buyer."""

    order_id: UUID


class OrderFailed(Event, name="order.failed"):
    """A paid order could not be fulfilled, and its buyer gets the money back."""

    order_id: UUID
    payment_reference: str = ""
    reason: str = ""
