"""What sellers and finance are told of bills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import money_text

DESK_URL = "https://harbour.example/desk/"
EURO = Money(1200, "EUR")


class RefundDecidedMail(Mail, name="refund.decided"):
    """To whoever of a shop asked finance for a refund."""

    number: str
    amount: Money
    is_agreed: bool
    answer: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"amount": money_text(self.amount), "number": self.number}
        if self.is_agreed:
            subject = _("Finance agreed to the refund for invoice %(number)s") % about
            said = _(
                "%(amount)s is on its way back to the customer. They are told once it is there."
            )
        else:
            subject = _("Finance turned down the refund for invoice %(number)s") % about
            said = _("%(amount)s does not go back. The customer has not been told anything by us.")
        return Words(
            subject=subject,
            text=[said % about],
            quote=self.answer,
            button=Button(_("See the invoice"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        answers = {"agreed": "", "turned down": _("It was used for a month.")}
        return {
            what: cls(
                number="A-2026-0042",
                amount=EURO,
                is_agreed=not answer,
                answer=answer,
                url=f"{DESK_URL}invoices/A-2026-0042/",
            )
            for what, answer in answers.items()
        }


class SellersRefundUndoneMail(Mail, name="refund.undone_for_seller"):
    """To a seller whose customer's refund did not arrive."""

    number: str
    amount: Money
    customer: str
    reason: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {
            "amount": money_text(self.amount),
            "number": self.number,
            "customer": self.customer,
            "reason": _(self.reason),
        }
        return Words(
            subject=_("A refund for invoice %(number)s did not arrive") % about,
            text=[
                _(
                    "The refund of %(amount)s for invoice %(number)s did not reach %(customer)s and"
                    " came back to us: %(reason)s"
                )
                % about,
                _(
                    "Your part is yours again until the money goes back in another way. Ask the"
                    " customer how they want it, and refund the invoice again."
                ),
            ],
            button=Button(_("See the invoice"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "an old card": cls(
                number="A-2026-0042",
                amount=EURO,
                customer="Ana Ruiz",
                reason="The card has expired or was closed.",
                url=f"{DESK_URL}invoices/A-2026-0042/",
            )
        }


class DisputeMail(Mail, name="dispute"):
    """To a seller: a customer's bank disputes a payment, or has decided."""

    # `held`, `released` or `taken`.
    what: str
    number: str
    disputed: Money
    part: Money
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {
            "number": self.number,
            "disputed": money_text(self.disputed),
            "part": money_text(self.part),
        }
        subjects = {
            "held": _("A customer’s bank disputes invoice %(number)s"),
            "released": _("The dispute of invoice %(number)s is over"),
            "taken": _("The dispute of invoice %(number)s is lost"),
        }
        texts = {
            "held": [
                _(
                    "A customer’s bank took back %(disputed)s that was paid for invoice %(number)s."
                    " We answer the bank. Until it has decided, your part of %(part)s is held"
                    " back; everything else is paid out as usual."
                ),
                _(
                    "You need not do anything. If you know something about this sale that the bank"
                    " should hear, reply to this e-mail."
                ),
            ],
            "released": [
                _(
                    "The customer’s bank has decided for us: %(disputed)s for invoice %(number)s"
                    " stays with us, and your part of %(part)s is payable as before."
                )
            ],
            "taken": [
                _(
                    "The customer’s bank has decided against us: %(disputed)s for invoice"
                    " %(number)s went back to the customer. Your part of it is taken back: from"
                    " what waits to be paid, or from your next payouts. The bank’s fee is ours."
                )
            ],
        }
        return Words(
            subject=subjects[self.what] % about,
            text=[text % about for text in texts[self.what]],
            button=Button(_("See your earnings"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            what: cls(
                what=what,
                number="A-2026-0042",
                disputed=EURO,
                part=Money(180, "EUR"),
                url=f"{DESK_URL}earnings/",
            )
            for what in ("held", "released", "taken")
        }


class BooksOffMail(Mail, name="books.off"):
    """To finance: the nightly proof found that the books do not fit together."""

    count: int
    # The first of them, in English: what the proof said.
    faults: tuple[str, ...]
    url: str

    def words(self, head: Letterhead) -> Words:
        subject = ngettext(
            "The books are off: %(n)s thing to look at",
            "The books are off: %(n)s things to look at",
            self.count,
        )
        more = self.count - len(self.faults)
        rest = [ngettext("and %(n)s more.", "and %(n)s more.", more) % {"n": more}] if more else []
        return Words(
            subject=subject % {"n": self.count},
            text=[
                _(
                    "The nightly proof found that the books do not fit together. It only reads and"
                    " changed nothing. Please look before the next run is released."
                )
            ],
            points=[*self.faults, *rest],
            button=Button(_("See all of it"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        faults = ("invoice A-2026-0042: its lines sum to 11.99, not to 12.00",)
        return {"two": cls(count=2, faults=faults, url="https://northline.example/staff/books/")}
