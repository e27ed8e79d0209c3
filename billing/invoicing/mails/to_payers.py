"""What whoever pays is told of bills, cards and refunds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from billing.invoicing.pay_links import LIFE
from billing.invoicing.words import period_text, why_refused
from catalog.lines.periods import Period
from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import date_text, day_text, money_text

BILL_URL = "https://harbour.example/my/invoices/A-2026-0042/"
PAY_URL = "https://harbour.example/pay/5f1c0d2e9a7b.Jq3vX0bT/"
CARD_URL = "https://harbour.example/my/card/"
EURO = Money(1200, "EUR")
IBAN, REFERENCE = "ES91 2100 0418 4502 0005 1332", "RF44 NL20 2600 0017"


def link_words() -> str:
    """Return what the button of a letter about one bill does, and for how long."""
    return _(
        "The button opens this one bill, without signing in, for %(days)s days. Whoever has this"
        " letter can pay it, and sees nothing else of you."
    ) % {"days": LIFE.days}


def _days(period: Period | None, *, awaits_line: bool = False) -> list[tuple[str, str]]:
    said = period_text(period, awaits_line=awaits_line)
    return [(_("Period"), said)] if said else []


def transfer_facts(iban: str, reference: str) -> list[tuple[str, str]]:
    """Return how a bill is paid by transfer, as lines of a letter; none where it is not."""
    if not iban:
        return []
    return [(_("Pay by transfer to"), iban), (_("Payment reference"), reference)]


class ReceiptMail(Mail, name="invoice.paid"):
    """To whoever paid a bill: what for, how much, and the tax in it."""

    number: str
    # What was bought, for which sum.
    lines: tuple[tuple[str, Money], ...]
    total: Money
    tax: Money
    paid_on: date
    # The days it pays for; none while the line of its order is not active yet.
    period: Period | None = None
    awaits_line: bool = False
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your receipt from %(shop)s: %(total)s")
            % {"shop": head.name, "total": money_text(self.total)},
            text=[_("Thank you, your payment arrived. This is your receipt.")],
            facts=[
                *((label, money_text(gross)) for label, gross in self.lines),
                *_days(self.period, awaits_line=self.awaits_line),
                (_("Total"), money_text(self.total)),
                (_("of which tax"), money_text(self.tax)),
                (_("Paid on"), date_text(self.paid_on)),
                (_("Invoice"), self.number),
            ],
            button=Button(_("See the invoice"), self.url),
            small=[_("You can download the invoice as PDF there. Sign in with this address.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "a plan": cls(
                number="A-2026-0042",
                lines=(("Coast 10", EURO),),
                total=EURO,
                tax=Money(208, "EUR"),
                paid_on=date(2026, 11, 28),
                period=Period(date(2026, 11, 28), date(2026, 12, 28)),
                url=BILL_URL,
            )
        }


class BillIssuedMail(Mail, name="invoice.issued"):
    """To a customer whose bill no saved card pays."""

    number: str
    plan: str
    total: Money
    due_on: date
    # The days it pays for.
    period: Period | None = None
    # Where it is paid without signing in.
    pay_url: str
    # Empty where it is nobody's who could sign in.
    card_url: str
    # Both empty where it is not paid by transfer.
    iban: str = ""
    reference: str = ""

    def words(self, head: Letterhead) -> Words:
        due = day_text(self.due_on)
        return Words(
            subject=_("Your bill of %(total)s, due on %(day)s")
            % {"total": money_text(self.total), "day": due},
            text=[
                _("Your next period has begun, and this is its bill. Please pay it by %(day)s.")
                % {"day": due}
            ],
            facts=[
                (_("Plan"), self.plan),
                *_days(self.period),
                (_("To pay"), money_text(self.total)),
                (_("Due on"), due),
                (_("Invoice"), self.number),
                *transfer_facts(self.iban, self.reference),
            ],
            button=Button(_("Pay now"), self.pay_url),
            small=[link_words(), *self._saving()],
        )

    def _saving(self) -> list[str]:
        if not self.card_url:
            return []
        words = _("Save a card, and you need not think of it next time: %(url)s")
        return [words % {"url": self.card_url}]

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        renewal = cls(
            number="A-2026-0043",
            plan="Coast 10",
            total=EURO,
            due_on=date(2026, 12, 8),
            period=Period(date(2026, 12, 1), date(2027, 1, 1)),
            pay_url=PAY_URL,
            card_url=CARD_URL,
        )
        return {
            "a renewal": renewal,
            "without an account": replace(renewal, card_url=""),
            "by transfer": replace(renewal, iban=IBAN, reference=REFERENCE),
        }


class RenewalAheadMail(Mail, name="line.renewal_ahead"):
    """To the owner of a line, some days before its next period: what is charged, and when."""

    plan: str
    phone_number: str
    price: Money
    renews_on: date
    # As it is called on pages; empty where none is saved.
    card: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {
            "plan": self.plan,
            "day": day_text(self.renews_on),
            "price": money_text(self.price),
            "card": self.card,
        }
        with_card = _(
            "%(plan)s renews on %(day)s. We charge %(price)s to your %(card)s; you need not do"
            " anything."
        )
        without_card = _(
            "%(plan)s renews on %(day)s. You get a bill of %(price)s that day and have ten days to"
            " pay it."
        )
        return Words(
            subject=_("%(plan)s renews on %(day)s for %(price)s") % about,
            text=[(with_card if self.card else without_card) % about],
            facts=[
                (_("Number"), self.phone_number),
                (_("Plan"), self.plan),
                (_("Price"), money_text(self.price)),
            ],
            button=Button(_("Change my card") if self.card else _("Save a card"), self.url),
            small=[_("Do you want to end it before? Reply to this e-mail by the day before.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        with_card = cls(
            plan="Coast 10",
            phone_number="+34 611 50 00 00",
            price=EURO,
            renews_on=date(2026, 12, 1),
            card="Visa •••• 4242",
            url=CARD_URL,
        )
        return {"with a card": with_card, "without a card": replace(with_card, card="")}


class CardNotSavedMail(Mail, name="order.card_unproved"):
    """To whose address a guest typed and wanted a card kept with: only its holder may."""

    number: str
    plan: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("The card of order %(number)s was not saved") % {"number": self.number},
            text=[
                _(
                    "An order was placed with your e-mail address, and its buyer wanted the card"
                    " saved for the next payments. Nobody was signed in, so we did not save it."
                ),
                _("Was it you? Sign in and save a card. Was it not you? Reply to this letter."),
            ],
            facts=[(_("Order"), self.number), (_("Plan"), self.plan)],
            button=Button(_("Save a card"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a guest": cls(number="K-3F7Q2M", plan="Coast 10", url=CARD_URL)}


class CardRefusedMail(Mail, name="charge.refused"):
    """To the owner of a card that did not pay: why, what comes next, what to do."""

    number: str
    total: Money
    # As it is called on pages; empty where it was removed meanwhile.
    card: str
    # The processor's code.
    reason: str
    # None after the last try.
    retry_on: date | None
    # When the line is blocked if nobody pays; None where there is none.
    blocked_on: date | None
    pay_url: str
    card_url: str

    def words(self, head: Letterhead) -> Words:
        about = {
            "total": money_text(self.total),
            "number": self.number,
            "card": self.card,
            "why": why_refused(self.reason),
        }
        if self.card:
            text = _(
                "We could not charge %(total)s for invoice %(number)s to your %(card)s: %(why)s."
            )
        else:
            text = _("We could not charge %(total)s for invoice %(number)s: %(why)s.")
        return Words(
            subject=_("We could not charge your card for %(number)s") % about,
            text=[text % about, self._next_step()],
            button=Button(_("Pay now"), self.pay_url),
            small=[link_words(), _("Change your card: %(url)s") % {"url": self.card_url}],
        )

    def _next_step(self) -> str:
        if self.retry_on:
            return _("We try again on %(day)s. You need not wait for that.") % {
                "day": day_text(self.retry_on)
            }
        if self.blocked_on:
            return _(
                "That was the last try. Your line goes on working for now; it is blocked on"
                " %(day)s unless the invoice is paid."
            ) % {"day": day_text(self.blocked_on)}
        return _("That was the last try.")

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        first = cls(
            number="A-2026-0043",
            total=EURO,
            card="Visa •••• 3178",
            reason="insufficient_funds",
            retry_on=date(2026, 12, 4),
            blocked_on=date(2027, 1, 7),
            pay_url=PAY_URL,
            card_url=CARD_URL,
        )
        last = replace(first, card="", reason="no_card", retry_on=None)
        return {"first try": first, "last try": last}


class RefundMail(Mail, name="invoice.refunded"):
    """To a customer whose money is on its way back."""

    number: str
    amount: Money
    url: str

    def words(self, head: Letterhead) -> Words:
        amount = money_text(self.amount)
        return Words(
            subject=_("You get %(amount)s back") % {"amount": amount},
            text=[
                _(
                    "We sent %(amount)s back to the card you paid with. Most banks show it within 5"
                    " to 10 working days."
                )
                % {"amount": amount}
            ],
            facts=[(_("Refund"), amount), (_("Invoice"), self.number)],
            button=Button(_("See the invoice"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"in full": cls(number="A-2026-0042", amount=EURO, url=BILL_URL)}


class RefundUndoneMail(Mail, name="refund.undone"):
    """To a customer whose refund did not arrive."""

    number: str
    amount: Money
    # In English; said in the reader's language.
    reason: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {
            "amount": money_text(self.amount),
            "number": self.number,
            "reason": _(self.reason),
        }
        return Words(
            subject=_("A refund for invoice %(number)s did not arrive") % about,
            text=[
                _(
                    "Your refund of %(amount)s for invoice %(number)s did not arrive and came back"
                    " to us: %(reason)s"
                )
                % about,
                _("The money is still yours. Reply to this e-mail and say how you want it."),
            ],
            button=Button(_("See the invoice"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        reason = "The card has expired or was closed."
        return {"an old card": cls(number="A-2026-0042", amount=EURO, reason=reason, url=BILL_URL)}
