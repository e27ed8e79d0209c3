"""Write to the owner of a line what became of a change."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from catalog.lines.mails import (
    LineBlockedMail,
    LineEndedMail,
    LineUnblockedMail,
    NewSimFailedMail,
)
from catalog.lines.models import END, RESUME, SUSPEND, SWAP, LineEvent
from catalog.lines.periods import NUMBER_WAITS
from catalog.lines.questions import pay_link_of_line
from catalog.numbering.queries import show_number
from kith.mail import Mail
from kith.mail.sending import send_mail_once
from kith.wall import day_here, required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_change(*, event_id: UUID, at: datetime) -> bool:
    """
    Say once that a line was blocked, unblocked or ended, or that it stays on its old SIM.

    Of a SIM that was swapped its owner heard before, and what is being undone is no news any more.
    Returns whether a mail went out.
    """
    event = LineEvent.objects.select_related("line").get(pk=event_id)
    write = _WRITTEN.get((event.what, event.done_at is not None))
    if write is None or event.is_pending or _is_undone(event):
        return False
    reader = reader_of(person_id=event.line.person_id)
    tenant_id = required_tenant().uuid
    mail = write(event)
    return send_mail_once(mail, about=event.pk, to=reader, tenant_id=tenant_id, at=at)


def _page(name: str, *args: object) -> str:
    return page_address(name, *args, tenant_id=required_tenant().uuid)


def _is_undone(event: LineEvent) -> bool:
    undone_by = {SUSPEND: RESUME, RESUME: SUSPEND}.get(event.what)
    later = event.line.events.filter(what=undone_by, asked_at__gt=event.asked_at, failed_at=None)
    return undone_by is not None and later.exists()


def _blocked(event: LineEvent) -> Mail:
    line = event.line
    # A debt that came later is no reason of this bar.
    is_unpaid = line.unpaid_since is not None and line.unpaid_since <= event.asked_at
    url = _to_pay(event) if is_unpaid else _page("my-line", line.pk)
    return LineBlockedMail(phone_number=show_number(line.e164), is_unpaid=is_unpaid, url=url)


def _unblocked(event: LineEvent) -> Mail:
    line = event.line
    return LineUnblockedMail(phone_number=show_number(line.e164), url=_page("my-line", line.pk))


def _to_pay(event: LineEvent) -> str:
    """Return where the debt of a line is paid: without signing in, where it is one bill."""
    link = pay_link_of_line(line_id=event.line_id, at=event.done_at or event.asked_at)
    return link or _page("my-invoices")


def _ended(event: LineEvent) -> Mail:
    line = event.line
    is_unpaid = line.unpaid_since is not None
    return LineEndedMail(
        phone_number=show_number(line.e164),
        plan=line.offer_name,
        number_until=day_here(line.ended_at or event.asked_at) + NUMBER_WAITS,
        is_unpaid=is_unpaid,
        url=_to_pay(event) if is_unpaid else _page("my-invoices"),
    )


def _stays(event: LineEvent) -> Mail:
    line = event.line
    return NewSimFailedMail(phone_number=show_number(line.e164), url=_page("my-line", line.pk))


# What the change was, and whether the network made it.
_WRITTEN: dict[tuple[str, bool], Callable[[LineEvent], Mail]] = {
    (SUSPEND, True): _blocked,
    (RESUME, True): _unblocked,
    (END, True): _ended,
    (SWAP, False): _stays,
}
