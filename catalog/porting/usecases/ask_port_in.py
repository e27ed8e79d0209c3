"""Ask to keep the number one has with another operator."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.lines.queries import LineCard, line_card
from catalog.network.port import NumberToBring
from catalog.network.usecases.announce_number import announce_number
from catalog.porting.changes import ASKED, late_from
from catalog.porting.events import PortInChanged, PortInToCarry
from catalog.porting.models import PortIn, PortOut
from catalog.porting.operators import operator_name
from catalog.porting.requests import (
    NumberWish,
    purpose_of,
    require_not_ours,
    require_possible_day,
)
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import day_here, required_tenant


class LineGoes(DomainError):
    """The line has ended, or is to end."""

    code = "porting.line_goes"


class AnotherNumberComes(DomainError):
    """The line waits for another number."""

    code = "porting.another_number_comes"


class NumberLeaves(DomainError):
    """The line's own number is being taken along."""

    code = "porting.number_leaves"


def ask_port_in(*, line_id: UUID, wish: NumberWish, by: UUID, at: datetime) -> PortIn:
    """
    Note the wish and send it on its way; the same wish again returns the first.

    The line works on the number it has until the other one is here.

    :raises LineGoes: it has ended, or is to end
    :raises NumberLeaves: its present number is being taken to another operator
    :raises AnotherNumberComes: the line waits for another number
    :raises NumberIsOurs, NumberComesAlready: the number is with us, or on its way
    :raises DayImpossible: no working day of the next 30
    """
    line = line_card(line_id=line_id)
    _require_serving(line)
    if (standing := _standing(line_id)) is not None:
        return _same(standing, wish)
    require_possible_day(wish.wanted_on, today=day_here(at))
    require_not_ours(wish.e164)
    try:
        with transaction.atomic():
            return _asked(line, wish, by, at)
    except IntegrityError:
        # The other half of a double press was first.
        standing = _standing(line_id)
        if standing is None:
            raise
        return _same(standing, wish)


def _require_serving(line: LineCard) -> None:
    if line.ended_at is not None or line.ends_on is not None:
        raise LineGoes(
            _("This line has ended, or is to end."),
            mend=_("Keep the line first, or choose another one for your number."),
        )
    if PortOut.objects.open().filter(line_id=line.id).exists():
        raise NumberLeaves(
            _("A code lets the present number of this line go."),
            mend=_("Cancel that code first."),
        )


def _standing(line_id: UUID) -> PortIn | None:
    return PortIn.objects.open().filter(line_id=line_id).first()


def _same(standing: PortIn, wish: NumberWish) -> PortIn:
    if standing.e164 == wish.e164:
        return standing
    raise AnotherNumberComes(
        _("Another number is already on its way to this line."),
        mend=_("Call it off first, then ask for this one."),
    )


def _asked(line: LineCard, wish: NumberWish, by: UUID, at: datetime) -> PortIn:
    tenant = required_tenant()
    operator = operator_name(country=tenant.country, code=wish.operator)
    port_in = PortIn(
        line_id=line.id,
        person_id=line.person_id,
        e164=wish.e164,
        operator=operator,
        account=wish.account,
        moves_on=wish.wanted_on,
        asked_at=at,
    )
    port_in.purpose = purpose_of(port_in, PortIn.BRING)
    port_in.idem_key = f"{port_in.purpose}:1"
    port_in.save(force_insert=True)
    announce_number(
        port_in_id=port_in.pk,
        tenant_id=tenant.uuid,
        number=NumberToBring(wish.e164, operator, "", wish.wanted_on),
        moves_on=wish.wanted_on,
        late_from=late_from(port_in),
        at=at,
    )
    record("line.number_asked", actor_id=by, subject=f"line:{line.id}", detail={}, at=at)
    publish(PortInToCarry(port_in_id=port_in.pk), key=str(port_in.pk))
    publish(PortInChanged(port_in_id=port_in.pk, news=ASKED), key=f"{port_in.pk}:{ASKED}")
    return port_in
