"""Runs, transfers and shares in the words and shapes the pages take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.entities.queries import seller_at
from billing.entities.words import block_of
from billing.settlement.cut_offs import cut_off_of
from billing.settlement.models import (
    Accrual,
    Payee,
    Reversal,
    Run,
    ShareHold,
    Statement,
    StatementLine,
    Transfer,
    WriteOff,
)
from billing.settlement.papers import Listing, Paper
from billing.settlement.previews import DuePayee
from kith.mail.letterhead import network_name
from kith.money import Money, format_money
from kith.ui.formats import date_text
from kith.ui.shapes import Column, Link, Tagged
from kith.wall import day_here


def run_state(run: Run) -> Tagged:
    if run.is_closed:
        return Tagged(_("Closed"), "plain")
    if run.is_released:
        return Tagged(_("Released"), "good")
    if run.abandoned_at:
        return Tagged(_("Thrown away"), "plain")
    return Tagged(_("Frozen"), "info")


def transfer_state(transfer: Transfer) -> Tagged:
    if transfer.is_held:
        return Tagged(_("On hold"), "warn")
    if transfer.exclusion_id:
        return Tagged(_("Left out"), "plain")
    words = {
        Transfer.FROZEN: Tagged(_("Frozen"), "info"),
        Transfer.SENDING: Tagged(_("Being sent"), "info"),
        Transfer.PAID: Tagged(_("Paid"), "good"),
        Transfer.FAILED: Tagged(_("Refused"), "bad"),
        Transfer.UNKNOWN: Tagged(_("Not known yet"), "warn"),
    }
    return words[transfer.state]


def accrual_state(accrual: Accrual, *, at: datetime) -> Tagged:
    """Return where a share stands; its wait may be over before a run notices."""
    if accrual.held_for and accrual.state in Accrual.OPEN:
        return Tagged(why_held(accrual.held_for), "warn")
    if accrual.state == Accrual.ACCRUED and accrual.payable_from <= cut_off_of(at):
        return Tagged(_("Payable"), "good")
    words = {
        Accrual.ACCRUED: Tagged(_("Held"), "info"),
        Accrual.PAYABLE: Tagged(_("Payable"), "good"),
        Accrual.IN_RUN: Tagged(_("On its way"), "info"),
        Accrual.PAID: Tagged(_("Paid"), "good"),
        Accrual.REVERSED: Tagged(_("Reversed"), "plain"),
        Accrual.CARRIED: Tagged(_("Moved to the next run"), "plain"),
        Accrual.RETURNING: Tagged(_("Being clawed back"), "info"),
        Accrual.RETURNED: Tagged(_("Clawed back"), "plain"),
        Accrual.WAIVED: Tagged(_("Written off"), "plain"),
    }
    return words[accrual.state]


def why_held(reason: str) -> str:
    """Return why no run pays a share."""
    words = {
        ShareHold.DISPUTE: _("Held back: the payment is disputed"),
        ShareHold.REVERSED: _("Held back: the transfer was taken back"),
    }
    return words[reason]


def reversal_state(state: str) -> Tagged:
    words = {
        Reversal.FROZEN: Tagged(_("Frozen"), "info"),
        Reversal.SENDING: Tagged(_("Being sent"), "info"),
        Reversal.DONE: Tagged(_("Clawed back"), "plain"),
        Reversal.FAILED: Tagged(_("Refused"), "bad"),
        Reversal.UNKNOWN: Tagged(_("Not known yet"), "warn"),
    }
    return words[state]


def write_off_state(row: WriteOff) -> Tagged:
    if row.done_at:
        return Tagged(_("Written off"), "plain")
    if row.dropped_at:
        return Tagged(_("Replaced"), "plain")
    return Tagged(_("Waits for a second person"), "warn")


def total_label(statement: Statement) -> str:
    """Return what the sum of a statement is."""
    if statement.reversal_id:
        return _("Clawed back")
    return _("Written off") if statement.write_off_id else _("Paid out")


def moved_by(statement: Statement) -> str:
    """Return what the processor calls the money's way; nothing moves when it is written off."""
    if statement.transfer:
        return statement.transfer.transfer_reference or ""
    return statement.reversal.reversal_id or "" if statement.reversal else ""


def standing(word: str) -> Tagged:
    """Return why a payee is in a run that is not opened yet, or is left out."""
    words = {
        "due": Tagged(_("In this run"), "good"),
        "below_minimum": Tagged(_("Moved to the next run"), "plain"),
        "owed": Tagged(_("Set off first"), "warn"),
        "no_account": Tagged(_("No payout account yet"), "warn"),
        "blocked": Tagged(_("On hold"), "warn"),
    }
    return words[word]


def payee_state(payee: Payee) -> Tagged:
    if payee.blocked_at:
        return Tagged(_("On hold"), "warn")
    if payee.bounced_at:
        return Tagged(_("Bank sent it back"), "bad")
    if payee.payouts_enabled_at:
        return Tagged(_("Ready"), "good")
    if payee.stripe_account:
        return Tagged(_("Something is missing"), "warn")
    return Tagged(_("No account yet"), "plain")


def kind_of(kind: str, amount: Money) -> str:
    if kind == Accrual.CLAWBACK and amount.minor > 0:
        return _("Given back")
    words = {
        Accrual.SELLER: _("Sale"),
        Accrual.SPONSOR: _("Sponsor’s share"),
        Accrual.CLAWBACK: _("Refund"),
    }
    return words[kind]


def run_rows(runs: list[Run]) -> list[dict[str, object]]:
    return [
        {
            "number": Link(run.number, reverse("staff-run", args=[run.number])),
            "frozen_at": day_here(run.frozen_at),
            "state": run_state(run),
            "payees": run.transfer_count,
            "total": run.total,
        }
        for run in runs
    ]


def run_columns() -> list[Column]:
    return [
        Column("number", _("Run"), "strong"),
        Column("frozen_at", _("Frozen on"), "date"),
        Column("state", _("State"), "badge"),
        Column("payees", _("Payments"), "number"),
        Column("total", _("Total"), "money"),
    ]


def shop_of(payment: Transfer | None, names: Mapping[UUID, str]) -> str:
    """Return which shop a payment is for; a shop that is gone has no name left."""
    if payment is None:
        return "–"
    if payment.tenant_id is None:
        return _("All shops together")
    return names.get(payment.tenant_id, "–")


def due_from(due: DuePayee) -> str:
    """Return which shop would pay something."""
    return (due.shop or "–") if due.shop_id else _("All shops together")


def line_columns(*, is_sponsors: bool) -> list[Column]:
    """Return the columns of a statement; a sponsor's lines come from several shops."""
    return [
        Column("earned_at", _("Date"), "date"),
        *([Column("shop", _("Shop"))] if is_sponsors else []),
        Column("label", _("What"), on_phone="title"),
        Column("invoice", _("Invoice"), "strong"),
        Column("kind", _("Kind")),
        Column("amount", _("Amount"), "money"),
    ]


def line_row(
    line: StatementLine, *, href: str, names: Mapping[UUID, str] = MappingProxyType({})
) -> dict[str, object]:
    return {
        "earned_at": day_here(line.earned_at),
        "shop": names.get(line.tenant_id, "–"),
        "label": line.label,
        "invoice": Link(line.invoice_number, href) if href else line.invoice_number,
        "kind": kind_of(line.kind, line.amount),
        "amount": line.amount,
    }


def share_row(
    share: Accrual, *, href: str, names: Mapping[UUID, str] = MappingProxyType({})
) -> dict[str, object]:
    """Return a share as `line_columns` draws it, before there is a statement."""
    amount = Money(share.amount_minor, share.currency)
    return {
        "earned_at": day_here(share.accrued_at),
        "shop": names.get(share.tenant_id, "–"),
        "label": share.label,
        "invoice": Link(share.invoice_number, href),
        "kind": kind_of(share.kind, amount),
        "amount": amount,
    }


def paper_of(statement: Statement, lines: list[StatementLine], *, locale: str) -> Paper:
    """Return a statement as it is printed: what the telco's company paid, and to whom."""

    def said(amount: Money) -> str:
        return format_money(amount, locale)

    brand = network_name()
    company = seller_at(at=statement.issued_at)
    rows = [
        [
            f"{line.label}\n{date_text(day_here(line.earned_at))}",
            line.invoice_number,
            said(line.amount),
        ]
        for line in lines
    ]
    return Paper(
        title=_("Statement %(number)s") % {"number": statement.number},
        brand=brand,
        issuer=block_of(company) if company else [brand],
        receiver=[statement.receiver_name],
        roles=(_("Issued by"), _("For")),
        facts=[
            (_("Date"), date_text(day_here(statement.issued_at))),
            (_("Transfer"), moved_by(statement) or "–"),
        ],
        listings=[
            Listing(
                header=[_("What"), _("Invoice"), _("Amount")],
                rows=rows,
                widths=(0.5, 0.26, 0.24),
                sums=[(total_label(statement), said(statement.total))],
            )
        ],
        note=_(
            "This statement lists what we paid you; it is no tax invoice. If you charge tax on it,"
            " send your own invoice to the company above."
        ),
        language=locale,
    )
