"""Have an order's lines belong to whoever claimed it."""

from uuid import UUID

from django.db import transaction

from catalog.lines.models import Line


@transaction.atomic
def hand_lines_over(*, order_id: UUID, person_id: UUID) -> int:
    """Give an order's lines to a person; returns how many. Again changes nothing."""
    lines = Line.objects.locked().filter(order_id=order_id)
    return Line.objects.filter(pk__in=[line.pk for line in lines]).update(person_id=person_id)
