"""What whoever is paid is told of how, and where, they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.ui.formats import date_text

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
