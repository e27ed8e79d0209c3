"""What whoever is paid is told of how, and where, they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import date_text, money_text

EARNINGS = "https://harbour.example/desk/earnings/"
CHANGE_URL = "https://harbour.example/accounts/password/change/"


class PayoutPagesOpenedMail(Mail, name="payout_account.opened"):
    """To whoever is paid: the pages on which their bank account is set were opened."""

    payee: str
    url: str
    password_url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("The pages of your payout account were opened"),
            text=[
                _(
                    "Somebody who signed in with your password opened the pages on which the bank"
                    " account for %(payee)s is set."
                )
                % {"payee": self.payee},
                _("If it was you, there is nothing to do."),
                _(
                    "If it was not, change your password now, then reply to this e-mail so that we"
                    " stop what is due to be paid."
                ),
            ],
            button=Button(_("It was not me: change my password"), self.password_url),
            small=[_("Your payout account: %(url)s") % {"url": self.url}],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a seller": cls(payee="Harbour Calls", url=EARNINGS, password_url=CHANGE_URL)}


class NettingChosenMail(Mail, name="netting.chosen"):
    """To a payee who earns at several shops: what they chose of how these are settled."""

    is_together: bool
    decided_on: date
    url: str
    password_url: str

    def words(self, head: Letterhead) -> Words:
        if self.is_together:
            subject = _("Your shops are settled together from now on")
            what = _(
                "From the next settlement run on, what all your shops owe you in one currency is"
                " sent as one payment. A refund at one shop then lowers what the others pay you."
            )
        else:
            subject = _("Each of your shops is settled by itself from now on")
            what = _(
                "From the next settlement run on, each of your shops pays you by itself. A refund"
                " at one shop never lowers what another pays you."
            )
        return Words(
            subject=subject,
            text=[
                what,
                _("You can change that whenever you like, under My earnings."),
                _("If it was not you, change your password now: %(url)s")
                % {"url": self.password_url},
            ],
            facts=[(_("Chosen on"), date_text(self.decided_on))],
            button=Button(_("Look at my earnings"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        password = "https://northline.example/accounts/password/change/"  # noqa: S105
        return {
            case: cls(
                is_together=is_together,
                decided_on=date(2026, 11, 28),
                url="https://northline.example/earnings/",
                password_url=password,
            )
            for case, is_together in (("together", True), ("each by itself", False))
        }


class PayoutBouncedMail(Mail, name="payout.bounced"):
    """To a payee whose own bank sent a payout back."""

    reason: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your bank sent back a payout"),
            text=[
                _("Your bank sent back a payout: %(reason)s") % {"reason": self.reason},
                _(
                    "The money is safe in your payout account. Check the bank details there; the"
                    " next payout goes to what you enter."
                ),
            ],
            button=Button(_("Check my bank details"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a closed account": cls(reason=_("The bank account is closed."), url=EARNINGS)}


class PayeeUnreachableMail(Mail, name="payout_account.closed"):
    """To a payee who could be paid and cannot be any more."""

    reason: str
    needs: tuple[str, ...]
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your payout account cannot be paid"),
            text=[
                _(
                    "Your payout account cannot be paid any more. Until that is put right we keep"
                    " what you earn, and pay it with the next payment round after it."
                ),
                *([self.reason] if self.reason else []),
                *([_("What is missing:")] if self.needs else []),
            ],
            points=self.needs,
            button=Button(_("Look at my payout account"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "two things missing": cls(
                reason=_("Something is missing, and its day has passed."),
                needs=(_("Your bank details"), _("A picture of your identity document")),
                url=EARNINGS,
            ),
            "turned down": cls(
                reason=_("Our payment partner turned the account down."), needs=(), url=EARNINGS
            ),
        }


@dataclass(frozen=True)
class UnpaidAccount:
    """One account of a reader that money is due to and cannot reach."""

    name: str
    amounts: tuple[Money, ...]
    reason: str
    needs: tuple[str, ...]
    url: str

    @property
    def due(self) -> str:
        return " + ".join(money_text(amount) for amount in self.amounts)


class PayoutDetailsMissingMail(Mail, name="payout_account.reminded"):
    """To whoever is due money and has no account that it can be paid to: staff remind them."""

    accounts: tuple[UnpaidAccount, ...]

    def words(self, head: Letterhead) -> Words:
        first, *others = self.accounts
        if others:
            subject = _("Tell us where to pay you")
        else:
            subject = _("Tell us where to pay you %(amount)s") % {"amount": first.due}
        needs = tuple(dict.fromkeys(need for one in self.accounts for need in one.needs))
        return Words(
            subject=subject,
            text=[
                _(
                    "You have earned money that we cannot pay you yet: your payout details are"
                    " missing or not complete."
                ),
                *dict.fromkeys(one.reason for one in self.accounts if one.reason),
                _(
                    "We keep it for you. Once your details are in, it is paid with the next"
                    " payment round."
                ),
                *([_("What is missing:")] if needs else []),
            ],
            points=needs,
            facts=[(one.name, one.due) for one in self.accounts],
            button=Button(_("Complete my payout details"), first.url),
            small=[
                _("For %(name)s: %(url)s") % {"name": one.name, "url": one.url} for one in others
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        none_yet = UnpaidAccount(
            name="Harbour Calls",
            amounts=(Money(4250, "EUR"),),
            reason=_("There is no payout account yet."),
            needs=(),
            url=EARNINGS,
        )
        begun = UnpaidAccount(
            name="Rosa Marín",
            amounts=(Money(1180, "EUR"),),
            reason=_("Something is missing, and its day has passed."),
            needs=(_("Your bank details"), _("A picture of your identity document")),
            url="https://northline.example/earnings/",
        )
        return {
            "no account yet": cls(accounts=(none_yet,)),
            "begun, and not complete": cls(accounts=(begun,)),
            "two accounts": cls(accounts=(none_yet, begun)),
        }
