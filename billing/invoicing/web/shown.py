"""Bills in the shapes that the pages' components take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from billing.entities.words import block_of
from billing.invoicing.bill_cards import (
    BilledLine,
    Credit,
    InvoiceCard,
    SplitRow,
    awaits_line,
    periods_of,
)
from billing.invoicing.models import Charge, Invoice, SavedCard
from billing.invoicing.refund_limits import TOO_MUCH, TOO_OLD, OwnWord
from billing.invoicing.words import period_text, why_refused
from billing.settlement.shares import SPONSOR
from catalog.lines.periods import Period
from catalog.lines.queries import LineCard
from catalog.numbering.queries import mask_number, show_number
from kith.money import Money, format_money
from kith.ui.formats import day_text, local, percent_text
from kith.ui.shapes import Column, Fact, Link, Part, Tagged
from kith.wall import day_here


def said(amount: Money) -> str:
    """Return an amount as the reader of this page writes it."""
    return format_money(amount, get_language() or "en")


def state_of(invoice: Invoice | InvoiceCard) -> Tagged:
    """Return the state of a bill as a badge."""
    if invoice.refunded and invoice.refunded == invoice.total:
        return Tagged(pgettext("invoice", "Refunded"), "plain")
    if invoice.refunded:
        return Tagged(pgettext("invoice", "Partly refunded"), "plain")
    if invoice.paid_at:
        return Tagged(pgettext("invoice", "Paid"), "good")
    if invoice.written_off_at:
        return Tagged(pgettext("invoice", "Written off"), "plain")
    return Tagged(_("To pay"), "warn")


def list_columns(*, with_customer: bool) -> list[Column]:
    columns = [
        Column("number", _("Invoice"), "strong"),
        Column("issued_at", _("Date"), "date"),
        Column("period", _("Period"), is_wide_only=True),
        Column("state", _("State"), "badge"),
        Column("total", _("Total"), "money"),
    ]
    if with_customer:
        columns.insert(1, Column("customer", _("Customer"), on_phone="title"))
    return columns


def list_rows(invoices: Iterable[Invoice], *, url_name: str) -> list[dict[str, object]]:
    bills = list(invoices)
    periods = periods_of(bills)
    return [_list_row(bill, periods.get(bill.pk), url_name) for bill in bills]


def _list_row(invoice: Invoice, period: Period | None, url_name: str) -> dict[str, object]:
    return {
        "number": Link(invoice.number, reverse(url_name, args=[invoice.number])),
        "issued_at": day_here(invoice.issued_at),
        "period": period_text(period, awaits_line=awaits_line(invoice, period)) or "–",
        "customer": invoice.contact_name or invoice.contact_email or "–",
        "state": state_of(invoice),
        "total": invoice.total,
    }


def facts_of(card: InvoiceCard, *, with_customer: bool) -> list[Fact]:
    facts = [
        Fact(_("Issued"), card.issued_at),
        Fact(
            _("Paid on"), card.paid_at or _("Not yet, due %(day)s") % {"day": day_text(card.due_on)}
        ),
        Fact(_("Total"), card.total),
        Fact(_("Without tax"), card.total - card.tax),
        *(Fact(_("Tax, %(rate)s") % {"rate": percent_text(r)}, tax) for r, tax in card.taxes),
    ]
    if card.order_number:
        facts.append(Fact(_("Order"), card.order_number))
    if with_customer:
        facts.insert(0, Fact(_("Customer"), card.contact_name or "–", card.contact_email))
    if card.refunded:
        facts.append(Fact(_("Refunded"), card.refunded))
    if card.paid and card.outstanding:
        facts.append(Fact(_("Paid so far"), card.paid))
    if card.written_off_at:
        day = day_text(day_here(card.written_off_at))
        facts.append(Fact(pgettext("invoice", "Written off"), card.outstanding, day))
    return facts


def sold_by(card: InvoiceCard) -> list[str]:
    """Return who sold by law, line by line; nothing of a bill that does not say it."""
    return block_of(card.seller) if card.seller else []


def credits_of(card: InvoiceCard, link: Callable[[str, str], str]) -> list[dict[str, object]]:
    """Return what was refunded as lines of a list; `link` leads to a note as PDF or as XML."""
    return [entry for credit in card.credits for entry in _credit(credit, card, link)]


def _credit(
    credit: Credit, card: InvoiceCard, link: Callable[[str, str], str]
) -> Iterator[dict[str, object]]:
    if credit.is_pending:
        words, tone = _("On its way"), "info"
        yield _entry(words, credit.reason, "clock") | _badge(words, tone, credit.amount)
    elif credit.failed_at:
        words = _("Refused")
        yield _entry(words, credit.failure, "circle-x") | _badge(words, "bad", credit.amount)
        if credit.undone_by:
            yield from _note(credit.number, _("Credit note, cancelled"), card, link)
            yield from _note(credit.undone_by, _("Debit note that cancels it"), card, link)
    else:
        first, *rest = _note(credit.number, credit.reason, card, link)
        yield first | {"icon": "undo-2"} | _badge(_("Refunded"), "plain", credit.amount)
        yield from rest


def _note(
    number: str, text: str, card: InvoiceCard, link: Callable[[str, str], str]
) -> Iterator[dict[str, object]]:
    yield _entry(number, text, "file-text") | {"href": link(number, "pdf")}
    # A bill of before says too little of its seller for the norm.
    if card.seller:
        words = _("For accounting programs (XML)")
        yield _entry(number, words, "file-code") | {"href": link(number, "xml")}


def _entry(title: str, text: str, icon: str) -> dict[str, object]:
    entry: dict[str, object] = {"title": title, "text": text, "icon": icon, "href": ""}
    return entry | _badge("", "plain", None)


def _badge(words: str, tone: str, value: Money | None) -> dict[str, object]:
    return {"badge": words, "tone": tone, "value": value}


def facts_of_card(card: SavedCard) -> list[Fact]:
    return [
        Fact(_("Expires"), card.expires),
        Fact(_("Saved on"), card.saved_at),
    ]


def renewal_columns() -> list[Column]:
    return [
        Column("plan", _("Plan"), "strong"),
        Column("number", _("Number")),
        Column("on", _("Renews on"), "date"),
        Column("amount", _("Amount"), "money"),
    ]


def renewal_row(line: LineCard) -> dict[str, object]:
    return {
        "plan": Link(line.next_name, reverse("my-line", args=[line.id])),
        "number": show_number(line.e164),
        "on": line.next_renewal_on,
        "amount": line.next_price,
    }


def collecting(charge: Charge | None) -> tuple[str, str]:
    """Return what the saved card did for an open bill, and what comes next; empty without one."""
    if charge is None:
        return "", ""
    if not charge.is_over:
        return _("Your card is being charged."), _("This takes a few minutes.")
    if not charge.is_refused:
        return "", ""
    why = why_refused(charge.reason)
    happened = (
        _("We could not charge your %(card)s on %(day)s: %(why)s.")
        % {"card": charge.card, "day": _day(charge.ended_at), "why": why}
        if charge.card
        else _("We could not charge this on %(day)s: %(why)s.")
        % {"day": _day(charge.ended_at), "why": why}
    )
    if charge.retry_at:
        day = {"day": _day(charge.retry_at)}
        return happened, _("We try again on %(day)s, or you pay now.") % day
    return happened, _("That was the last try: pay now, with this card or another.")


def _day(at: datetime | None) -> str:
    return day_text(local(at).date()) if at else ""


def split_of(line: BilledLine) -> dict[str, object]:
    """Return a line with its split bar."""
    return {
        "line": line,
        "period": period_text(line.period, awaits_line=line.awaits_line)
        or _("Total price, tax included"),
        "title": _("Where %(amount)s goes") % {"amount": said(line.gross)},
        "parts": [
            Part(
                row.label,
                row.amount,
                row.party,
                _part_note(row),
            )
            for row in line.split
        ],
    }


def _part_note(row: SplitRow) -> str:
    if row.given_back:
        return _("%(amount)s given back") % {"amount": said(row.given_back)}
    if row.party == SPONSOR:
        # Else the bill would look as if somebody were paid for recruiting.
        return _("On top of the shop’s own, for a time; out of the telco’s part.")
    return ""


def why_finance(word: OwnWord, amount: Money) -> str:
    """Return why a refund goes to finance first; empty where the shop's own word is enough."""
    why = word.why_not(amount)
    if why == TOO_OLD:
        return _("This invoice was paid more than %(days)s days ago.") % {"days": word.age_days}
    if why == TOO_MUCH:
        return _("You give back up to %(limit)s a month by yourself; %(left)s of it is left.") % {
            "limit": said(word.limit),
            "left": said(word.left),
        }
    return ""


def line_after_refund(line: LineCard | None, *, ends_line: bool = False) -> str:
    """Return what becomes of the line when its bill is given back; empty where there is none."""
    if line is None or line.ended_at:
        return ""
    # It is the customer's own: the seller knows it by its end.
    number = {"number": mask_number(line.e164)}
    if ends_line:
        return _("The line %(number)s ends as soon as the money goes back.") % number
    if line.next_renewal_on is None:
        return _("The line %(number)s goes on: giving money back ends nothing.") % number
    return _(
        "The line %(number)s goes on and renews on %(day)s for %(price)s: giving money back ends"
        " nothing."
    ) % (number | {"day": day_text(line.next_renewal_on), "price": said(line.price)})
