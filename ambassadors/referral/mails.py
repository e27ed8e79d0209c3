"""What whoever encouraged a friend is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words


class FriendCountedMail(Mail, name="referral.qualified"):
    """To whoever encouraged a friend who counts from now on."""

    # The first name and no more: what a friend pays is theirs.
    friend: str
    url: str

    def words(self, head: Letterhead) -> Words:
        friend = {"friend": self.friend}
        return Words(
            subject=_("%(friend)s counts for you now") % friend,
            text=[
                _("%(friend)s, whom you invited, has stayed long enough to count for you.")
                % friend,
                _("Thank you for bringing people along. Your path shows what it adds up to."),
            ],
            button=Button(_("See my referrals"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a friend": cls(friend="Julia", url="https://northline.example/my/path/referrals/")}
