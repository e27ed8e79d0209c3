"""What a buyer is told of an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import money_text

SAMPLE_URL = "https://harbour.example/order/8Kd2/status/"


class OrderReceivedMail(Mail, name="order.received"):
    """To a buyer who has not paid yet: the way back to the payment page."""

    number: str
    plan: str
    total: Money
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Order %(number)s: waiting for your payment") % {"number": self.number},
            text=[
                _("Thank you for your order. Pay, and we activate it at once."),
                _("If you have just paid, there is nothing left to do: we write to you again."),
            ],
            facts=[
                (_("Order"), self.number),
                (_("Plan"), self.plan),
                (_("To pay"), money_text(self.total)),
            ],
            button=Button(_("Go to payment"), self.url),
            small=[
                _("You owe nothing until you pay. You can also cancel the order on that page."),
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        total = Money(1200, "EUR")
        return {
            "one plan": cls(number="K-7B57WZ", plan="Coast 10", total=total, url=SAMPLE_URL),
        }


class LineActiveMail(Mail, name="order.active"):
    """To a buyer whose lines are in service."""

    number: str
    plan: str
    phone_numbers: tuple[str, ...]
    is_esim: bool
    url: str

    def words(self, head: Letterhead) -> Words:
        count = len(self.phone_numbers)
        return Words(
            subject=ngettext("Your line is active", "Your %(n)s lines are active", count)
            % {"n": count},
            text=[self._next_step(count)],
            facts=[
                (_number_label(count), "\n".join(self.phone_numbers)),
                (_("Plan"), self.plan),
                (_("Order"), self.number),
            ],
            button=Button(
                ngettext("Set up your eSIM", "Set up your eSIMs", count)
                if self.is_esim
                else _("Follow your order"),
                self.url,
            ),
            small=[
                _(
                    "No signal after ten minutes? Switch the phone off and on again, then reply to"
                    " this e-mail."
                )
            ]
            if self.is_esim
            else [],
        )

    def _next_step(self, count: int) -> str:
        if self.is_esim:
            return ngettext(
                "Open the page below on any screen and scan the eSIM code with your phone.",
                "Open the page below on any screen and scan each eSIM code with the phone that"
                " gets the line.",
                count,
            )
        return ngettext(
            "Your SIM card is posted next. We write again when it is on its way.",
            "Your SIM cards are posted next. We write again when they are on their way.",
            count,
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        one, family = ("+34 611 50 00 00",), ("+34 611 50 00 00", "+34 611 50 00 01")
        return {
            "one eSIM": cls(
                number="K-7B57WZ",
                plan="Coast 10",
                phone_numbers=one,
                is_esim=True,
                url=SAMPLE_URL,
            ),
            "two SIM cards": cls(
                number="K-5ZVCFY",
                plan="Two of us",
                phone_numbers=family,
                is_esim=False,
                url=SAMPLE_URL,
            ),
        }


class CardPostedMail(Mail, name="order.posted"):
    """To a buyer whose SIM cards are in the post."""

    number: str
    plan: str
    phone_numbers: tuple[str, ...]
    url: str

    def words(self, head: Letterhead) -> Words:
        count = len(self.phone_numbers)
        return Words(
            subject=_("Your SIM card is on its way")
            if count == 1
            else _("Your %(n)s SIM cards are on their way") % {"n": count},
            text=[
                ngettext(
                    "We posted your SIM card today. Put it into your phone when it arrives: your"
                    " number works at once.",
                    "We posted your SIM cards today. Put them into your phones when they arrive:"
                    " your numbers work at once.",
                    count,
                )
            ],
            facts=[
                (_number_label(count), "\n".join(self.phone_numbers)),
                (_("Plan"), self.plan),
                (_("Order"), self.number),
            ],
            button=Button(_("Follow your order"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "one card": cls(
                number="K-5ZVCFY",
                plan="Coast 10",
                phone_numbers=("+34 611 50 00 00",),
                url=SAMPLE_URL,
            )
        }


class OrderFailedMail(Mail, name="order.failed"):
    """To a buyer whose paid order did not work out: the money goes back."""

    number: str
    plan: str
    line_count: int
    total: Money
    # Why, in English; said in the reader's language where it is known there.
    reason: str
    url: str

    def words(self, head: Letterhead) -> Words:
        text = [
            _("We could not activate %(plan)s, and we are sorry.") % {"plan": self.plan},
            _(
                "You get the whole %(total)s back to the card you paid with; you need not do"
                " anything. Most banks show it within 5 to 10 working days."
            )
            % {"total": money_text(self.total)},
        ]
        if self.line_count > 1:
            text.append(
                _(
                    "The %(count)s lines of this plan come together or not at all: one of them"
                    " could not be switched on, so you have none of them and pay for none."
                )
                % {"count": self.line_count}
            )
        return Words(
            subject=_("Order %(number)s did not work out; you get your money back")
            % {"number": self.number},
            text=text,
            facts=[
                (_("What happened"), _(self.reason)),
                (_("You get back"), money_text(self.total)),
                (_("Order"), self.number),
            ],
            button=Button(_("See your order"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        total = Money(2400, "EUR")
        return {
            "two lines": cls(
                number="K-W2SPU3",
                plan="Two of us",
                line_count=2,
                total=total,
                reason="The order was cancelled before the payment arrived.",
                url=SAMPLE_URL,
            )
        }


def _number_label(count: int) -> str:
    return _("Number") if count == 1 else _("Numbers")
