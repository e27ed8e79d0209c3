"""What a seller's friends are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words


class InvitationMail(Mail, name="invitation"):
    """To a friend whom a seller invites to their shop."""

    seller: str
    # What the seller wrote.
    text: str
    url: str

    def words(self, head: Letterhead) -> Words:
        shop = {"shop": head.name, "seller": self.seller or head.name}
        return Words(
            subject=_("%(seller)s invites you to %(shop)s") % shop
            if self.seller
            else _("An invitation to %(shop)s") % shop,
            text=[
                _(
                    "%(shop)s sells mobile phone plans: calls, messages and data for your phone,"
                    " with your own number if you like. %(seller)s thinks one of them would suit"
                    " you."
                )
                % shop
            ],
            quote=self.text,
            button=Button(_("Look at the plans"), self.url),
            small=[
                _("Nothing is ordered by opening the link, and you need no account to look."),
                _(
                    "%(shop)s earns a share of what you pay. If you do not know who invited you,"
                    " ignore this e-mail: we do not write again."
                )
                % shop,
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        url = "https://harbour.example/join/7Hk2/"
        return {
            "with words": cls(seller="Maya", text="Come and see. I will set it up.", url=url),
            "of a shop": cls(seller="", text="", url=url),
        }
