"""Ask for the number that a buyer wished for, now that the line works."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.ordering.models import Order
from catalog.porting.requests import NumberWish
from catalog.porting.terms import next_working_day
from catalog.porting.usecases.ask_port_in import ask_port_in
from catalog.porting.usecases.refuse_port_in import refuse_port_in
from kith.errors import DomainError
from kith.wall import day_here


@transaction.atomic
def begin_port_in(*, order_id: UUID, line_id: UUID, person_id: UUID | None, at: datetime) -> None:
    """
    Ask for the number of an order's first line, once; an order without a wish asks for none.

    What can no longer be had is told to the buyer with its reason, as any other refusal.
    """
    order = Order.objects.locked().get(pk=order_id)
    # An order whose lines are in service is somebody's.
    if not order.number_wish or person_id is None:
        return
    wish = NumberWish.of_kept(order.number_wish)
    first = next_working_day(day_here(at))
    wish = replace(wish, wanted_on=max(wish.wanted_on, first))
    try:
        ask_port_in(line_id=line_id, wish=wish, by=person_id, at=at)
    except DomainError as refusal:
        refuse_port_in(line_id=line_id, wish=wish, reason=refusal.code, at=at)
    order.number_wish = {}
    order.save(update_fields=["number_wish"])
