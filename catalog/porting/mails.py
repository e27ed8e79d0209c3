"""What the owner of a number is told while it leaves, or comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.lines.step_up import proof_words
from catalog.porting.words import refusal_words
from kith.mail import Button, Letterhead, Mail, Words

NUMBER = "+34 611 50 00 00"
LEAVE_URL = "https://harbour.example/my/lines/8/leave/"
KEEP_URL = "https://harbour.example/my/lines/8/number/"
BILLS_URL = "https://harbour.example/my/invoices/"


class LeavingProofMail(Mail, name="porting.leaving_proof"):
    """To whoever is about to see the code that lets their number go."""

    code: str

    def words(self, head: Letterhead) -> Words:
        return proof_words(subject=_("Your code to take your number along"), code=self.code)

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a code": cls(code="402917")}


class LeavingAskedMail(Mail, name="porting.leaving_asked"):
    """To every proved address of a line's owner, as soon as a code lets their number go."""

    phone_number: str
    good_until: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your number %(number)s can be taken along") % {"number": self.phone_number},
            text=[
                _(
                    "You asked for the code to move your number to another operator. It stands on"
                    " the page of your line; give it to your new operator, who does the rest."
                ),
                _("Your line works until your number has moved. Then it ends by itself."),
                _(
                    "Was it not you? Somebody may be taking your number: open the page and stop it"
                    " now, then reply to this e-mail."
                ),
            ],
            facts=[(_("Number"), self.phone_number), (_("Good until"), self.good_until)],
            button=Button(_("See the code, or stop it"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        asked = cls(phone_number=NUMBER, good_until="29 December 2026", url=LEAVE_URL)
        return {"a number": asked}


class LeavingBegunMail(Mail, name="porting.leaving_begun"):
    """To every proved address of a line's owner: another operator named the right code."""

    phone_number: str
    operator: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"number": self.phone_number, "operator": self.operator}
        return Words(
            subject=_("%(operator)s is taking your number %(number)s") % about,
            text=[
                _("Your new operator gave us the right code: your number is on its way."),
                _("It usually takes one working day. Your line works until then."),
                _("Was it not you? Reply to this e-mail at once."),
            ],
            facts=[(_("Number"), self.phone_number), (_("New operator"), self.operator)],
            button=Button(_("See how it goes"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a number": cls(phone_number=NUMBER, operator="Faro Móvil", url=LEAVE_URL)}


class LeavingTriedMail(Mail, name="porting.leaving_tried"):
    """To every proved address of a line's owner: somebody named a wrong code for their number."""

    phone_number: str
    operator: str
    tries_left: int
    url: str

    def words(self, head: Letterhead) -> Words:
        left = ngettext(
            "After %(n)s more wrong code we take no other for this number.",
            "After %(n)s more wrong codes we take no other for this number.",
            self.tries_left,
        ) % {"n": self.tries_left}
        locked = _("That was the fifth wrong code, so the right one is good for nothing any more.")
        return Words(
            subject=_("A wrong code was given for your number %(number)s")
            % {"number": self.phone_number},
            text=[
                _("Another operator tried to take your number with a wrong code. We refused."),
                left if self.tries_left else locked,
                _(
                    "Are you changing operator? Give them the code exactly as it stands on your"
                    " page. If you are not, there is nothing to do: your number stays here."
                ),
            ],
            facts=[(_("Number"), self.phone_number), (_("Asked by"), self.operator)],
            button=Button(_("See your code"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        tried = {"phone_number": NUMBER, "operator": "Faro Móvil", "url": LEAVE_URL}
        return {"tries left": cls(**tried, tries_left=4), "locked": cls(**tried, tries_left=0)}


class NumberMovedMail(Mail, name="porting.number_moved"):
    """To every proved address of a line's owner: their number is with another operator now."""

    phone_number: str
    operator: str
    plan: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your number %(number)s has moved") % {"number": self.phone_number},
            text=[
                _("Your number is with your new operator now, and your line here has ended."),
                _("It does not renew any more. Bills that are still open stay in your account."),
                _("Thank you for having been with us."),
            ],
            facts=[
                (_("Number"), self.phone_number),
                (_("Plan"), self.plan),
                (_("New operator"), self.operator),
            ],
            button=Button(_("See your bills"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        about = {"phone_number": NUMBER, "operator": "Faro Móvil", "plan": "Coast 10"}
        return {"a number": cls(**about, url=BILLS_URL)}


class NumberAskedMail(Mail, name="porting.number_asked"):
    """To every proved address of a line's owner: another operator is asked for their number."""

    phone_number: str
    operator: str
    temporary: str
    moves_on: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("We are asking for your number %(number)s") % {"number": self.phone_number},
            text=[
                _(
                    "%(operator)s has to agree first, which usually takes one working day. We write"
                    " to you as soon as it does."
                )
                % {"operator": self.operator},
                _("Until your number is here, your line works on %(temporary)s.")
                % {"temporary": self.temporary},
                _("Do not end your contract there yourself: it ends when your number moves."),
                _("Was it not you? Open the page and call it off."),
            ],
            facts=[
                (_("Your number"), self.phone_number),
                (_("Present operator"), self.operator),
                (_("Day you wish for"), self.moves_on),
            ],
            button=Button(_("See how it goes"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "a number": cls(
                phone_number=NUMBER,
                operator="Movistar",
                temporary="+34 611 50 00 09",
                moves_on="30 November 2026",
                url=KEEP_URL,
            )
        }


class NumberAgreedMail(Mail, name="porting.number_agreed"):
    """To every proved address of a line's owner: the day on which their number moves."""

    phone_number: str
    operator: str
    moves_on: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"number": self.phone_number, "day": self.moves_on, "operator": self.operator}
        return Words(
            subject=_("Your number %(number)s moves on %(day)s") % about,
            text=[
                _("%(operator)s agreed. There is nothing for you to do.") % about,
                _(
                    "On that day your old SIM stops working. Then switch the phone with your new"
                    " SIM off and on again."
                ),
                _("You can call it off until the day before."),
            ],
            facts=[(_("Your number"), self.phone_number), (_("It moves on"), self.moves_on)],
            button=Button(_("See how it goes"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        agreed = cls(
            phone_number=NUMBER, operator="Movistar", moves_on="30 November 2026", url=KEEP_URL
        )
        return {"a number": agreed}


class NumberRefusedMail(Mail, name="porting.number_refused"):
    """To every proved address of a line's owner: why their number does not come, and what to do."""

    phone_number: str
    operator: str
    reason: str
    temporary: str
    url: str

    def words(self, head: Letterhead) -> Words:
        what, mend = refusal_words(reason=self.reason, operator=self.operator)
        return Words(
            subject=_("Your number %(number)s could not be brought over yet")
            % {"number": self.phone_number},
            text=[
                what,
                mend,
                _("Your line works on %(temporary)s meanwhile, and nothing is lost.")
                % {"temporary": self.temporary},
            ],
            facts=[
                (_("Your number"), self.phone_number),
                (_("Present operator"), self.operator),
            ],
            button=Button(_("Correct it and send it again"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        about = {
            "phone_number": NUMBER,
            "operator": "Movistar",
            "temporary": "+34 611 50 00 09",
            "url": KEEP_URL,
        }
        return {
            "a reason we know": cls(**about, reason="account_wrong"),
            "words of theirs": cls(**about, reason="contract 7 is locked"),
        }


class NumberHereMail(Mail, name="porting.number_here"):
    """To every proved address of a line's owner: the line has their number."""

    phone_number: str
    temporary: str
    url: str

    def words(self, head: Letterhead) -> Words:
        text = [
            _(
                "Your line has your own number now. Switch your phone off and on again if it does"
                " not ring yet."
            ),
            _("Your SIM, your plan and your bills stay as they are."),
        ]
        if self.temporary:
            text.append(
                _("Nobody reaches you on %(temporary)s any more.") % {"temporary": self.temporary}
            )
        return Words(
            subject=_("Your number %(number)s is here") % {"number": self.phone_number},
            text=text,
            facts=[(_("Your number"), self.phone_number)],
            button=Button(_("See your line"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        here = cls(phone_number=NUMBER, temporary="+34 611 50 00 09", url=KEEP_URL)
        return {"a number": here}


class NumberCalledOffMail(Mail, name="porting.number_called_off"):
    """To every proved address of a line's owner: their number stays where it is."""

    phone_number: str
    operator: str
    is_line_gone: bool
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"number": self.phone_number, "operator": self.operator}
        why = (
            _("Your line here has ended, so we do not bring your number over.")
            if self.is_line_gone
            else _("You called it off, so we do not bring your number over.")
        )
        return Words(
            subject=_("Your number %(number)s stays with %(operator)s") % about,
            text=[why, _("Nothing changes at %(operator)s.") % about],
            facts=[(_("Your number"), self.phone_number)],
            button=Button(_("See your line"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        about = {"phone_number": NUMBER, "operator": "Movistar", "url": KEEP_URL}
        return {
            "called off": cls(**about, is_line_gone=False),
            "line ended": cls(**about, is_line_gone=True),
        }


PORT_IN_MAILS: tuple[type[Mail], ...] = (
    NumberAskedMail,
    NumberAgreedMail,
    NumberRefusedMail,
    NumberHereMail,
    NumberCalledOffMail,
)
