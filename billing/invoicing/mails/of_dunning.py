"""What whoever owes a bill is told before something follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from billing.invoicing.mails.to_payers import (
    EURO,
    IBAN,
    PAY_URL,
    REFERENCE,
    link_words,
    transfer_facts,
)
from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import day_text, money_text


@dataclass(frozen=True, kw_only=True)
class DunningFacts:
    """What each letter tells of the bill that is not paid."""

    number: str
    plan: str
    # Of the line in service; empty where there is none.
    phone_number: str
    outstanding: Money
    due_on: date
    pay_url: str
    # Both empty where it is not paid by transfer.
    iban: str = ""
    reference: str = ""

    def about(self) -> dict[str, str]:
        return {"total": money_text(self.outstanding), "due": day_text(self.due_on)}

    def letter(self, *, subject: str, text: list[str], small: list[str]) -> Words:
        return Words(
            subject=subject,
            text=text,
            facts=[
                (_("Plan"), self.plan),
                *([(_("Number"), self.phone_number)] if self.phone_number else []),
                (_("To pay"), money_text(self.outstanding)),
                (_("Due on"), day_text(self.due_on)),
                (_("Invoice"), self.number),
                *transfer_facts(self.iban, self.reference),
            ],
            button=Button(_("Pay now"), self.pay_url),
            small=[
                *small,
                _(
                    "Have you just paid? Then this letter crossed your payment, and you need do"
                    " nothing."
                ),
                link_words(),
            ],
        )


@dataclass(frozen=True, kw_only=True)
class WarningFacts(DunningFacts):
    """What a letter tells besides where something happens to the line on a day."""

    act_on: date

    def about(self) -> dict[str, str]:
        return super().about() | {"day": day_text(self.act_on)}


class ReminderMail(DunningFacts, Mail, name="dunning.reminder"):
    """To whoever has not paid a bill some days after it was due."""

    def words(self, head: Letterhead) -> Words:
        return self.letter(
            subject=_("Reminder: your bill of %(total)s was due on %(due)s") % self.about(),
            text=[
                _("We have not received the payment of this bill. Perhaps it slipped your mind.")
            ],
            small=[],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        line = cls(**_SAMPLE)
        return {
            "of a line": line,
            "without a line": replace(line, phone_number=""),
            "by transfer": replace(line, iban=IBAN, reference=REFERENCE),
        }


class LineWillBeBlockedMail(WarningFacts, Mail, name="dunning.warning"):
    """To whoever has not paid a bill: when its line is blocked."""

    def words(self, head: Letterhead) -> Words:
        about = self.about()
        return self.letter(
            subject=_("Your line is blocked on %(day)s unless its bill is paid") % about,
            text=[
                _("Your bill of %(total)s was due on %(due)s and is not paid.") % about,
                _("If it stays unpaid, your line is blocked on %(day)s.") % about,
                _("Pay before then and nothing changes."),
            ],
            small=[_cannot_pay()],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"of a line": cls(**_SAMPLE, act_on=date(2026, 12, 30))}


class LineWillEndMail(WarningFacts, Mail, name="dunning.notice"):
    """To whoever has not paid a bill of a line that is blocked: when it ends for good."""

    def words(self, head: Letterhead) -> Words:
        about = self.about()
        return self.letter(
            subject=_("Your line ends on %(day)s unless its bill is paid") % about,
            text=[
                _("Your line is blocked because your bill of %(total)s is not paid.") % about,
                _("If it stays unpaid, the line ends for good on %(day)s.") % about,
                _("Pay before then and it works again at once, with the same number."),
            ],
            small=[_("The bill is still owed after the line has ended."), _cannot_pay()],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"of a line": cls(**_SAMPLE, act_on=date(2027, 1, 19))}


type DunningMail = ReminderMail | LineWillBeBlockedMail | LineWillEndMail

_SAMPLE: dict[str, Any] = {
    "number": "A-2026-0043",
    "plan": "Coast 10",
    "phone_number": "+34 611 50 00 00",
    "outstanding": EURO,
    "due_on": date(2026, 11, 30),
    "pay_url": PAY_URL,
}


def _cannot_pay() -> str:
    return _("If you cannot pay now, or the bill is wrong, reply to this e-mail before that day.")
