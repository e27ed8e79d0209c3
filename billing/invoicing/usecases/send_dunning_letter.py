"""Write to whoever has not paid a bill: a reminder, or what is to come and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from billing.invoicing.dunning import is_dunned, line_in_service, told_of
from billing.invoicing.mails import (
    DunningMail,
    LineWillBeBlockedMail,
    LineWillEndMail,
    ReminderMail,
)
from billing.invoicing.models import DunningStep, Invoice
from billing.invoicing.pay_links import pay_link
from billing.invoicing.payers import payer_of, transfer_words
from billing.settlement.terms import dunning_terms
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.wall import day_here, required_tenant

_ANNOUNCED: dict[str, type[LineWillBeBlockedMail | LineWillEndMail]] = {
    DunningStep.WARN: LineWillBeBlockedMail,
    DunningStep.NOTICE: LineWillEndMail,
}


def send_dunning_letter(*, step_id: int, at: datetime) -> bool:
    """
    Send the letter of a bill's step once, and write down the day that it names; say whether.

    That day is far enough ahead whenever the letter goes out, and nothing is done before it. No
    letter goes out, and so nothing follows, while `is_dunned` says no, or where a bill names nobody
    to write to. Call it outside a transaction: nothing is held while the mail goes.
    """
    row = DunningStep.objects.select_related("invoice").get(pk=step_id)
    if row.step not in DunningStep.LETTERS or row.told_at:
        return False
    payer = payer_of(row.invoice)
    written = _written(row, at) if payer else None
    if payer is None or written is None:
        return False
    mail, act_on = written
    went = send_mail_once(mail, about=row.pk, to=payer, tenant_id=required_tenant().uuid, at=at)
    # Whoever wrote it at the same moment named a day too: the first one stands.
    untold = DunningStep.objects.filter(pk=row.pk, told_at=None)
    untold.update(told_at=at, done_at=at, act_on=act_on)
    return went


@transaction.atomic
def _written(row: DunningStep, at: datetime) -> tuple[DunningMail, date | None] | None:
    """Return the letter and the day it names; None where none is to be written now."""
    # A payment under way is waited for: who has just paid is not asked for it.
    invoice = Invoice.objects.locked().get(pk=row.invoice_id)
    if not is_dunned(invoice):
        return None
    line = line_in_service(invoice)
    facts: dict[str, Any] = {
        "number": invoice.number,
        "plan": ", ".join(invoice.lines.order_by("position").values_list("label", flat=True)),
        "phone_number": show_number(line.e164) if line else "",
        "outstanding": invoice.outstanding,
        "due_on": invoice.due_on,
        "pay_url": pay_link(invoice_id=invoice.pk, at=at),
    } | transfer_words(invoice)
    announced = _ANNOUNCED.get(row.step)
    if announced is None:
        return ReminderMail(**facts), None
    if line is None:
        return None
    terms, today = dunning_terms(at=at), day_here(at)
    act_on = told_of(step=row.step, due_on=invoice.due_on, terms=terms, today=today)
    return announced(act_on=act_on, **facts), act_on
