"""The line a page is about, when it is the person's own."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest

from catalog.lines.queries import LineCard, line_card


def own_line(request: HttpRequest, line_id: UUID) -> LineCard:
    """Give the line when it is the person's own; anything else is not found."""
    try:
        card = line_card(line_id=line_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    if card.person_id != request.user.pk:
        raise Http404
    return card
