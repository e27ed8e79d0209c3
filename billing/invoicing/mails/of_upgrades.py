"""What whoever paid for a larger plan is told where it does not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import money_text


class UpgradeUndoneMail(Mail, name="line.upgrade_undone"):
    """To the owner of a line that keeps its plan: what they paid goes back whole."""

    phone_number: str
    old_plan: str
    plan: str
    back: Money
    has_ended: bool
    url: str

    def words(self, head: Letterhead) -> Words:
        said = {"old": self.old_plan, "plan": self.plan, "amount": money_text(self.back)}
        stays = (
            _("Your line ended before the network could switch it to %(plan)s.")
            if self.has_ended
            else _("We could not switch your line to %(plan)s. It stays on %(old)s, as it was.")
        )
        money = (
            _("The whole %(amount)s you paid is on its way back to your card, by itself.")
            if self.back
            else _("Nothing was charged.")
        )
        again = [] if self.has_ended else [_("You can choose the larger plan again at any time.")]
        subject = (
            _("%(plan)s did not work out: your %(amount)s goes back")
            if self.back
            else _("%(plan)s did not work out: nothing was charged")
        )
        return Words(
            subject=subject % said,
            text=[stays % said, money % said, *again],
            facts=[(_("Number"), self.phone_number)],
            button=Button(_("See your line"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        refused = cls(
            phone_number="+34 611 50 00 00",
            old_plan="Coast 10",
            plan="Coast 20",
            back=Money(412, "EUR"),
            has_ended=False,
            url="https://harbour.example/my/lines/8/",
        )
        return {
            "the network refused": refused,
            "nothing was to pay": replace(refused, back=Money(0, "EUR")),
            "the line ended": replace(refused, has_ended=True),
        }
