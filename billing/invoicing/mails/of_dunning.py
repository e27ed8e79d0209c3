"""What whoever owes a bill is told before something follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from billing.invoicing.mails.to_payers import EURO, PAY_URL, link_words
from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import day_text, money_text


class ReminderMail(Mail, name="dunning.reminder"):
    """To whoever has not paid a bill some days after it was due."""

    number: str
    plan: str
    # Of the line in service; empty where there is none.
    phone_number: str
    outstanding: Money
    due_on: date
    pay_url: str

    def words(self, head: Letterhead) -> Words:
        about = _about(self)
        return Words(
            subject=_("Reminder: your bill of %(total)s was due on %(due)s") % about,
            text=[
                _("We have not received the payment of this bill. Perhaps it slipped your mind.")
            ],
            facts=_facts(self),
            button=Button(_("Pay now"), self.pay_url),
            small=[_already(), link_words()],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        line = cls(**_SAMPLE)
        return {"of a line": line, "without a line": replace(line, phone_number="")}


class LineWillBeBlockedMail(Mail, name="dunning.warning"):
    """To whoever has not paid a bill: when its line is blocked."""

    number: str
    plan: str
    phone_number: str
    outstanding: Money
    due_on: date
    act_on: date
    pay_url: str

    def words(self, head: Letterhead) -> Words:
        about = _about(self) | {"day": day_text(self.act_on)}
        return Words(
            subject=_("Your line is blocked on %(day)s unless its bill is paid") % about,
            text=[
                _("Your bill of %(total)s was due on %(due)s and is not paid.") % about,
                _("If it stays unpaid, your line is blocked on %(day)s.") % about,
                _("Pay before then and nothing changes."),
            ],
            facts=_facts(self),
            button=Button(_("Pay now"), self.pay_url),
            small=[_cannot_pay(), _already(), link_words()],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"of a line": cls(**_SAMPLE, act_on=date(2026, 12, 30))}


class LineWillEndMail(Mail, name="dunning.notice"):
    """To whoever has not paid a bill of a line that is blocked: when it ends for good."""

    number: str
    plan: str
    phone_number: str
    outstanding: Money
    due_on: date
    act_on: date
    pay_url: str

    def words(self, head: Letterhead) -> Words:
        about = _about(self) | {"day": day_text(self.act_on)}
        return Words(
            subject=_("Your line ends on %(day)s unless its bill is paid") % about,
            text=[
                _("Your line is blocked because your bill of %(total)s is not paid.") % about,
                _("If it stays unpaid, the line ends for good on %(day)s.") % about,
                _("Pay before then and it works again at once, with the same number."),
            ],
            facts=_facts(self),
            button=Button(_("Pay now"), self.pay_url),
            small=[
                _("The bill is still owed after the line has ended."),
                _cannot_pay(),
                _already(),
                link_words(),
            ],
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


def _about(mail: DunningMail) -> dict[str, str]:
    return {
        "total": money_text(mail.outstanding),
        "due": day_text(mail.due_on),
        "phone": mail.phone_number,
    }


def _facts(mail: DunningMail) -> list[tuple[str, str]]:
    return [
        (_("Plan"), mail.plan),
        *([(_("Number"), mail.phone_number)] if mail.phone_number else []),
        (_("To pay"), money_text(mail.outstanding)),
        (_("Due on"), day_text(mail.due_on)),
        (_("Invoice"), mail.number),
    ]


def _already() -> str:
    return _("Have you just paid? Then this letter crossed your payment, and you need do nothing.")


def _cannot_pay() -> str:
    return _("If you cannot pay now, or the bill is wrong, reply to this e-mail before that day.")
