"""Write to whoever brings a number along what became of it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from catalog.lines.queries import line_card, number_before
from catalog.numbering.queries import show_number
from catalog.porting.changes import ACCEPTED, ASKED
from catalog.porting.mails import (
    NumberAgreedMail,
    NumberAskedMail,
    NumberCalledOffMail,
    NumberHereMail,
    NumberRefusedMail,
)
from catalog.porting.models import CANCELLED, MOVED, REFUSED, PortIn
from catalog.porting.questions import guest_token
from catalog.porting.usecases.follow_port_in import LINE_ENDED
from kith.mail import Mail
from kith.mail.sending import send_mails_once
from kith.ui.formats import date_text
from kith.wall import required_tenant
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address


def tell_of_port_in(*, port_in_id: UUID, news: str, at: datetime) -> int:
    """
    Tell each address the number's owner proved, once; return how many mails.

    Of what is no longer so when the mail is about to go nothing is said.

    :raises KeyError: there is no such news
    """
    write = _WRITTEN[news]
    port_in = PortIn.objects.get(pk=port_in_id)
    if _is_old(port_in, news):
        return 0
    mail = write(port_in, _page_of(port_in))
    readers = everywhere_of(person_id=port_in.person_id)
    return send_mails_once(
        [(mail, reader) for reader in readers],
        about=f"{port_in.pk}:{port_in.moves_on if news == ACCEPTED else news}",
        tenant_id=required_tenant().uuid,
        at=at,
    )


def _is_old(port_in: PortIn, news: str) -> bool:
    if news in (ASKED, ACCEPTED):
        return port_in.closed_at is not None or port_in.cancel_asked_at is not None
    return port_in.outcome != news


def _page_of(port_in: PortIn) -> str:
    tenant_id = required_tenant().uuid
    if token := guest_token(line_id=port_in.line_id):
        return page_address("guest-number", token, tenant_id=tenant_id)
    return page_address("my-line-number", port_in.line_id, tenant_id=tenant_id)


def _asked(port_in: PortIn, url: str) -> Mail:
    return NumberAskedMail(
        phone_number=show_number(port_in.e164),
        operator=port_in.operator,
        temporary=_present(port_in),
        moves_on=date_text(port_in.moves_on),
        url=url,
    )


def _agreed(port_in: PortIn, url: str) -> Mail:
    return NumberAgreedMail(
        phone_number=show_number(port_in.e164),
        operator=port_in.operator,
        moves_on=date_text(port_in.moves_on),
        url=url,
    )


def _refused(port_in: PortIn, url: str) -> Mail:
    return NumberRefusedMail(
        phone_number=show_number(port_in.e164),
        operator=port_in.operator,
        reason=port_in.reason,
        temporary=_present(port_in),
        url=url,
    )


def _here(port_in: PortIn, url: str) -> Mail:
    return NumberHereMail(
        phone_number=show_number(port_in.e164),
        temporary=number_before(line_id=port_in.line_id),
        url=url,
    )


def _called_off(port_in: PortIn, url: str) -> Mail:
    return NumberCalledOffMail(
        phone_number=show_number(port_in.e164),
        operator=port_in.operator,
        is_line_gone=port_in.reason == LINE_ENDED,
        url=url,
    )


def _present(port_in: PortIn) -> str:
    return show_number(line_card(line_id=port_in.line_id).e164)


_WRITTEN: dict[str, Callable[[PortIn, str], Mail]] = {
    ASKED: _asked,
    ACCEPTED: _agreed,
    REFUSED: _refused,
    MOVED: _here,
    CANCELLED: _called_off,
}
