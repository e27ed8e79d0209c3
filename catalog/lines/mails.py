"""What the owner of a line is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from catalog.lines.step_up import proof_words
from catalog.wholesale.allowances import allowance_words
from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import day_text, money_text

NUMBER = "+34 611 50 00 00"
LINE_URL = "https://harbour.example/my/lines/8/"
CHANGE_URL = "https://harbour.example/accounts/password/change/"


class SimCodeMail(Mail, name="line.sim_code"):
    """To whoever is about to move their line to a new SIM."""

    code: str

    def words(self, head: Letterhead) -> Words:
        return proof_words(subject=_("Your code to change a SIM"), code=self.code)

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a code": cls(code="402917")}


class NewSimMail(Mail, name="line.new_sim"):
    """To every proved address of a line's owner, before the network has moved it."""

    phone_number: str
    line_url: str
    password_url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your line moves to a new SIM"),
            text=[
                _("Your line is about to move to a new SIM. The old SIM stops working then."),
                _("If you asked for it, there is nothing to do."),
                _(
                    "If you did not, somebody may be taking over your number: change your password"
                    " now, then reply to this e-mail so that we stop it."
                ),
            ],
            facts=[(_("Number"), self.phone_number)],
            button=Button(_("It was not me: change my password"), self.password_url),
            small=[_("Your line: %(url)s") % {"url": self.line_url}],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a swap": cls(phone_number=NUMBER, line_url=LINE_URL, password_url=CHANGE_URL)}


class NewSimFailedMail(Mail, name="line.new_sim_failed"):
    """To the owner of a line that stays on its SIM: the network refused the new one."""

    phone_number: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your new SIM did not work out; your old one still does"),
            text=[
                _("The network could not move your line to the new SIM. Nothing changed."),
                _("Try again in a while. If it fails again, reply to this e-mail."),
            ],
            facts=[(_("Number"), self.phone_number)],
            button=Button(_("See your line"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a swap": cls(phone_number=NUMBER, url=LINE_URL)}


class LineBlockedMail(Mail, name="line.blocked"):
    """To the owner of a line that was blocked, by them or for an unpaid bill."""

    phone_number: str
    is_unpaid: bool
    url: str

    def words(self, head: Letterhead) -> Words:
        unpaid = [
            _("Your line is blocked because a bill is not paid."),
            _("As soon as the bill is paid the line works again, with the same number."),
        ]
        asked_for = [
            _("Your line is blocked, as you asked for."),
            _("It renews as before, and your number stays yours. You can unblock it at any time."),
        ]
        return Words(
            subject=_("Your line %(number)s is blocked") % {"number": self.phone_number},
            text=unpaid if self.is_unpaid else asked_for,
            button=Button(
                _("See the bill and pay") if self.is_unpaid else _("See your line"), self.url
            ),
            small=[] if self.is_unpaid else [_("Was it not you? Reply to this e-mail at once.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "by its owner": cls(phone_number=NUMBER, is_unpaid=False, url=LINE_URL),
            "for an unpaid bill": cls(
                phone_number=NUMBER, is_unpaid=True, url="https://harbour.example/pay/5f1c0d.Jq3vX/"
            ),
        }


class LineUnblockedMail(Mail, name="line.unblocked"):
    """To the owner of a line that works again."""

    phone_number: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your line %(number)s works again") % {"number": self.phone_number},
            text=[
                _("Your line is no longer blocked: calls, messages and data work again."),
                _("If your phone shows no signal, switch it off and on again."),
            ],
            button=Button(_("See your line"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a line": cls(phone_number=NUMBER, url=LINE_URL)}


class LineEndedMail(Mail, name="line.ended"):
    """To the owner of a line that is out of service for good."""

    phone_number: str
    plan: str
    # The last day on which the number can be taken along.
    number_until: date
    # Whether a bill of it is still owed.
    is_unpaid: bool
    url: str

    def words(self, head: Letterhead) -> Words:
        until = {"day": day_text(self.number_until)}
        bills = (
            _("A bill of this line is not paid. It is still owed.")
            if self.is_unpaid
            else _("Your bills stay in your account.")
        )
        paying = _("See the bill and pay") if self.is_unpaid else _("See your bills")
        return Words(
            subject=_("Your line %(number)s has ended") % {"number": self.phone_number},
            text=[
                _("Your line is out of service, and nothing more is charged for it."),
                bills,
                _("Until %(day)s you can still take your number to another company.") % until,
            ],
            facts=[(_("Number"), self.phone_number), (_("Plan"), self.plan)],
            button=Button(paying, self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        line = cls(
            phone_number=NUMBER,
            plan="Coast 10",
            number_until=date(2026, 5, 1),
            is_unpaid=False,
            url="https://harbour.example/my/invoices/",
        )
        link = "https://harbour.example/pay/5f1c0d.Jq3vX/"
        return {"a line": line, "for an unpaid bill": replace(line, is_unpaid=True, url=link)}


class LineEndsMail(Mail, name="line.ends"):
    """To the owner of a line who ended it with its paid period."""

    phone_number: str
    plan: str
    last_day: date
    # The last day on which the number can be taken along.
    number_until: date
    line_count: int
    url: str

    def words(self, head: Letterhead) -> Words:
        last = {"day": day_text(self.last_day)}
        together = _("All %(count)d lines of the plan end together.") % {"count": self.line_count}
        return Words(
            subject=_("Your line ends on %(day)s") % last,
            text=[
                _("You asked us to end your line. It works until the end of %(day)s.") % last,
                *([together] if self.line_count > 1 else []),
                _("It does not renew, and your card is not charged for it any more."),
                _("Until %(day)s you can still take your number to another company.")
                % {"day": day_text(self.number_until)},
                _("Changed your mind? One press on its page keeps the line, until that day."),
            ],
            facts=[(_("Number"), self.phone_number), (_("Plan"), self.plan)],
            button=Button(_("See your line"), self.url),
            small=[_("Was it not you? Reply to this e-mail at once.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        line = cls(
            phone_number=NUMBER,
            plan="Coast 10",
            last_day=date(2026, 3, 31),
            number_until=date(2026, 5, 1),
            line_count=1,
            url=LINE_URL,
        )
        return {"one line": line, "a plan of several": replace(line, line_count=3)}


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What both mails about another plan tell of."""

    phone_number: str
    old_plan: str
    plan: str
    allowances: dict[str, Any]
    price: Money
    period: str
    from_on: date
    url: str
    # Where it came in the middle of a paid period: the day of the next bill.
    next_bill_on: date | None = None

    def facts(self) -> list[tuple[str, str]]:
        """Return it in the language that is active."""
        each = {"month": _("each month"), "week": _("each week")}[self.period]
        return [
            (_("Number"), self.phone_number),
            (_("Plan"), self.plan),
            (_("Included"), ", ".join(allowance_words(self.allowances))),
            (_("Price"), f"{money_text(self.price)} {each}"),
        ]

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        """Return those of people who do not exist."""
        change = cls(
            phone_number=NUMBER,
            old_plan="Coast 10",
            plan="Coast 5",
            allowances={"data_mb": 5120, "minutes": None},
            price=Money(800, "EUR"),
            period="month",
            from_on=date(2026, 4, 1),
            url=LINE_URL,
        )
        larger = replace(
            change,
            plan="Coast 20",
            allowances={"data_mb": 20480, "minutes": None},
            price=Money(2000, "EUR"),
            from_on=date(2026, 3, 12),
            next_bill_on=date(2026, 4, 1),
        )
        return {"a smaller plan": change, "a larger one": larger}


class PlanChangesMail(Mail, name="line.plan_changes"):
    """To the owner of a line who chose another plan for its next period."""

    new: NewPlan

    def words(self, head: Letterhead) -> Words:
        new = self.new
        said = {"day": day_text(new.from_on), "plan": new.plan, "old": new.old_plan}
        next_bill = {"day": day_text(new.from_on), "price": money_text(new.price)}
        return Words(
            subject=_("Your plan changes to %(plan)s on %(day)s") % said,
            text=[
                _("Until then you keep %(old)s, and nothing is charged today.") % said,
                _("Your next bill, on %(day)s, is %(price)s.") % next_bill,
                _("Changed your mind? One press on its page keeps %(old)s, until that day.") % said,
            ],
            facts=new.facts(),
            button=Button(_("See your line"), new.url),
            small=[_("Was it not you? Reply to this e-mail at once.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            case: cls(new=new) for case, new in NewPlan.samples().items() if not new.next_bill_on
        }


class PlanChangedMail(Mail, name="line.plan_changed"):
    """To the owner of a line that has another plan from now on."""

    new: NewPlan

    def words(self, head: Letterhead) -> Words:
        said = {"old": self.new.old_plan, "plan": self.new.plan}
        next_bill = []
        if self.new.next_bill_on is not None:
            bill = {"day": day_text(self.new.next_bill_on), "price": money_text(self.new.price)}
            next_bill = [_("Your next bill, on %(day)s, is %(price)s.") % bill]
        return Words(
            subject=_("Your plan is %(plan)s now") % said,
            text=[
                _("The network has switched your line from %(old)s to %(plan)s.") % said,
                _("Your number and your SIM stay the same: there is nothing to do."),
                *next_bill,
            ],
            facts=self.new.facts(),
            button=Button(_("See your line"), self.new.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {case: cls(new=new) for case, new in NewPlan.samples().items()}


class ServedOnMail(Mail, name="line.served_on"):
    """To a customer of a shop that staff suspended: nothing changes for their line."""

    shop: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop}
        return Words(
            subject=_("Your line goes on: %(shop)s takes no new orders for now") % about,
            text=[
                _("%(shop)s takes no new orders at the moment. For you nothing changes.") % about,
                _(
                    "Your number, your plan and your renewals go on as before. Your lines, bills"
                    " and eSIM stay where they were. If you need help, answer this e-mail: we"
                    " look after it."
                ),
            ],
            button=Button(_("Open my lines"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a shop": cls(shop="Carmen’s corner", url="https://harbour.example/my/")}
