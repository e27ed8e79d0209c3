"""What a seller is told of their shelf."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.mail import Button, Letterhead, Mail, Words
from kith.money import Money
from kith.ui.formats import money_text


class OffersStoppedMail(Mail, name="offers.stopped"):
    """To a seller whose offers the network took off the shelf."""

    # Each offer by name, and what stops it.
    offers: tuple[tuple[str, str], ...]
    url: str

    def words(self, head: Letterhead) -> Words:
        count = len(self.offers)
        subject = ngettext(
            "%(n)s offer of your shop is no longer on sale",
            "%(n)s offers of your shop are no longer on sale",
            count,
        )
        text = ngettext(
            "The telco has changed what it sells, and one of your offers went off the shelf with"
            " it. Nobody new can buy it; who has it keeps it.",
            "The telco has changed what it sells, and %(n)s of your offers went off the shelf with"
            " it. Nobody new can buy them; who has them keeps them.",
            count,
        )
        return Words(
            subject=subject % {"n": count},
            text=[
                text % {"n": count},
                _("Set a new price and put it back, or make a new offer."),
            ],
            points=[f"{name}: {why}" for name, why in self.offers],
            button=Button(_("See your offers"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        url = "https://harbour.example/desk/offers/"
        why = _("This price is outside the range that the network allows now. Set a new one.")
        one, two = ("Coast 10", why), ("Coast 5", why)
        return {"one": cls(offers=(one,), url=url), "two": cls(offers=(one, two), url=url)}


class PriceTakenBackMail(Mail, name="offer.price_taken_back"):
    """To whoever changed a price that somebody else of the shop put back."""

    offer: str
    by: str
    changed: Money
    earlier: Money
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("The price of “%(offer)s” was put back") % {"offer": self.offer},
            text=[
                _("You changed a price, and %(by)s put it back within ten minutes.")
                % {"by": self.by},
                _("What was sold in between stays as it was sold."),
            ],
            facts=[
                (_("Your price"), money_text(self.changed)),
                (_("Price now"), money_text(self.earlier)),
            ],
            button=Button(_("See your offers"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        changed, earlier = Money(1400, "EUR"), Money(1200, "EUR")
        url = "https://harbour.example/desk/offers/"
        one = cls(offer="Coast 10", by="Nina Vogel", changed=changed, earlier=earlier, url=url)
        return {"by a teammate": one}
