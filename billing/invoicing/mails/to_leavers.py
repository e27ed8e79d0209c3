"""What whoever withdraws from a contract is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import money_text


class WithdrawnMail(Mail, name="line.withdrawn"):
    """To whoever withdrew: the law asks that it be confirmed without delay."""

    phone_number: str
    plan: str
    back: Money
    url: str

    def words(self, head: Letterhead) -> Words:
        amount = {"amount": money_text(self.back)}
        back = (
            _(
                "%(amount)s for the days you did not use is on its way to the card you paid with;"
                " its credit note stands with your bill."
            )
            % amount
            if self.back
            else _("No money goes back with it.")
        )
        return Words(
            subject=_("You withdrew from the contract of %(number)s")
            % {"number": self.phone_number},
            text=[_("Your withdrawal has arrived, and your line ends today."), back],
            facts=[(_("Number"), self.phone_number), (_("Plan"), self.plan)],
            button=Button(_("See your bills"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        mail = cls(
            phone_number="+34 611 50 00 00",
            plan="Coast 10",
            back=Money(920, "EUR"),
            url="https://harbour.example/my/invoices/",
        )
        return {"days not used": mail, "nothing back": replace(mail, back=Money(0, "EUR"))}
