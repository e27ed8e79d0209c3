"""Give the holder of a line the code to take its number along."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.lines.queries import LineCard, line_card
from catalog.network.leaving import a_leaving_code
from catalog.network.usecases.open_leaving_code import open_leaving_code
from catalog.porting.events import PortOutAsked
from catalog.porting.models import REPLACED, PortIn, PortOut
from catalog.porting.queries import is_number_kept
from catalog.porting.terms import CODE_GOOD_FOR
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import required_tenant


class NumberGone(DomainError):
    """Too late: the number is no longer kept for who had it."""

    code = "porting.number_gone"


class NumberComes(DomainError):
    """The line is to have another number."""

    code = "porting.number_comes"


def ask_leaving_code(*, line_id: UUID, by: UUID, at: datetime) -> PortOut:
    """
    Give the code of a line's number, a new one where none is good; it is good for 30 days.

    Whatever is owed: nobody is kept by it. A line that ended keeps this for 30 days.

    :raises NumberGone: the number moved already, or its line ended longer ago
    :raises NumberComes: the line's temporary number is about to be replaced by its holder's own
    """
    line = line_card(line_id=line_id)
    if not is_number_kept(line=line, at=at):
        raise NumberGone(
            _("This number can no longer be taken along."),
            mend=_("A number is kept for whoever had it for 30 days after its line ended."),
        )
    if PortIn.objects.open().filter(line_id=line_id).exists():
        raise NumberComes(
            _("Your own number is on its way to this line, in place of the present one."),
            mend=_("Call it off first, or wait until it is here."),
        )
    try:
        with transaction.atomic():
            return _good_one(line, by, at)
    except IntegrityError:
        # The other half of a double press was first: its code is ours too.
        return PortOut.objects.open().get(line_id=line_id)


def _good_one(line: LineCard, by: UUID, at: datetime) -> PortOut:
    standing = PortOut.objects.open().filter(line_id=line.id).first()
    if standing is not None and (standing.is_good_at(at) or standing.accepted_at):
        return standing
    if standing is not None:
        standing.end(outcome=REPLACED, at=at)
    code, good_until = a_leaving_code(), at + CODE_GOOD_FOR
    port_out = PortOut.objects.create(
        line_id=line.id,
        person_id=line.person_id,
        e164=line.e164,
        code=code,
        asked_at=at,
        good_until=good_until,
    )
    open_leaving_code(
        code_id=port_out.pk,
        tenant_id=required_tenant().uuid,
        e164=line.e164,
        code=code,
        good_until=good_until,
        at=at,
    )
    record("line.leaving_code_asked", actor_id=by, subject=f"line:{line.id}", detail={}, at=at)
    publish(PortOutAsked(port_out_id=port_out.pk), key=str(port_out.pk))
    return port_out
