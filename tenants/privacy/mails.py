"""What a person is told of their copy, and of the end of their account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.ui.formats import day_text

MY_DATA = "https://kith.example/my/data/"
SAMPLE_ON = date(2026, 12, 6)


class CopyReadyMail(Mail, name="privacy.copy_ready"):
    """To a person whose copy of everything is ready."""

    url: str
    until: date

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your data is ready"),
            text=[
                _("Everything we hold of you is in one file now."),
                _("It waits for you until %(day)s, then we delete it.")
                % {"day": day_text(self.until)},
            ],
            button=Button(_("Download it"), self.url),
            small=[
                _(
                    "The page asks you to sign in. If you did not ask for it, somebody else may be"
                    " signed in to your account: change your password."
                )
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"ready": cls(url=MY_DATA, until=SAMPLE_ON)}


class AccountWillBeDeletedMail(Mail, name="privacy.account_will_be_deleted"):
    """To a person who wants their account to end."""

    url: str
    on: date

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your account will be deleted on %(day)s") % {"day": day_text(self.on)},
            text=[
                _("You asked us to delete your account. Until then you can keep it by one press."),
                _(
                    "Afterwards your name, addresses, phone and cards are gone for good, and"
                    " nobody can sign in. Bills stay as long as the law asks."
                ),
            ],
            button=Button(_("Keep my account"), self.url),
            small=[_("If it was not you, keep it now and change your password.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"asked": cls(url=f"{MY_DATA}deletion/", on=SAMPLE_ON)}


class AccountDeletedMail(Mail, name="privacy.account_deleted"):
    """The last letter to a person whose account ends."""

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your account is deleted"),
            text=[
                _("As you asked, we are forgetting your name, addresses, phone and cards now."),
                _("Bills stay as long as the law asks. This is our last letter to you."),
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"deleted": cls()}


class AccountKeptMail(Mail, name="privacy.account_kept"):
    """To a person whose account could not end: something has to end first."""

    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Your account could not be deleted yet"),
            text=[
                _(
                    "Something of yours has begun since you asked: a line, an order, a bill or"
                    " earnings. Nothing was deleted."
                ),
                _("The page says what has to end first; then ask again."),
            ],
            button=Button(_("See what it is"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"tied": cls(url=f"{MY_DATA}deletion/")}
