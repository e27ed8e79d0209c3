"""What a person is told of their account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.mail import Button, Letterhead, Mail, Words
from kith.ui.formats import moment_text

ACCOUNTS = "https://harbour.example/accounts/"
RESET = f"{ACCOUNTS}password/reset/"
SAMPLE_AT, SAMPLE_DEVICE = datetime(2026, 11, 28, 17, 5, tzinfo=UTC), "Firefox, Android"
# What was changed in an account, as the library that does it calls it: a headline, a sentence.
CHANGES = {
    "password_changed": (
        gettext_lazy("Your password was changed"),
        gettext_lazy("The password of your account was changed."),
    ),
    "password_set": (
        gettext_lazy("Your account has a password now"),
        gettext_lazy("A password was chosen for your account."),
    ),
    "password_reset": (
        gettext_lazy("Your password was changed"),
        gettext_lazy("A new password was chosen for your account by the link in an e-mail."),
    ),
    "email_changed": (
        gettext_lazy("Your e-mail address was changed"),
        gettext_lazy("Your account is reached at another e-mail address now."),
    ),
    "email_deleted": (
        gettext_lazy("An e-mail address was removed"),
        gettext_lazy("An e-mail address was removed from your account."),
    ),
    "totp_activated": (
        gettext_lazy("Your second step is set up"),
        gettext_lazy("Signing in to your account asks for a code from an app now."),
    ),
    "totp_deactivated": (
        gettext_lazy("Your second step was switched off"),
        gettext_lazy("Signing in to your account asks for no code from an app any more."),
    ),
    "recovery_codes_generated": (
        gettext_lazy("You have new recovery codes"),
        gettext_lazy("New recovery codes were made; those from before are worth nothing."),
    ),
    "webauthn_added": (
        gettext_lazy("A passkey was added"),
        gettext_lazy("A passkey was added to your account: it opens it without a password."),
    ),
    "webauthn_removed": (
        gettext_lazy("A passkey was removed"),
        gettext_lazy("A passkey was removed from your account."),
    ),
}

# What somebody in a team does, by their role.
ROLES = {
    "teammate": gettext_lazy(
        "You would see the shop’s orders, customers and offers, and help its customers along."
    ),
    "staff": gettext_lazy(
        "You would look after shops, promotions, the catalogue and what waits for a person."
    ),
    "finance": gettext_lazy(
        "You would open payouts, decide refunds and look after the books of the network."
    ),
    "approver": gettext_lazy(
        "You would be the second person who agrees to what one alone may not do."
    ),
}


class ClaimAccountMail(Mail, name="account.claim"):
    """To a buyer without an account: one is ready."""

    url: str

    def words(self, head: Letterhead) -> Words:
        shop = {"shop": head.name}
        return Words(
            subject=_("Your account at %(shop)s") % shop,
            text=[
                _(
                    "You bought at %(shop)s without making an account. One is ready for you:"
                    " choose a password, and you see your lines, bills and orders in one place."
                )
                % shop
            ],
            button=Button(_("Choose a password"), self.url),
            small=[
                _(
                    "The link is good for three days, and only once. If you did not buy anything,"
                    " leave it: without the link nobody can use the account."
                )
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a guest": cls(url=f"{ACCOUNTS}password/reset/key/7-ab/")}


class PurchaseToClaimMail(Mail, name="account.purchase_to_claim"):
    """To whoever has the account under whose address somebody bought, signed in to nothing."""

    name: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Is this order at %(shop)s yours?") % {"shop": head.name},
            text=[
                _(
                    "Somebody ordered at %(shop)s with your e-mail address, and was not signed in."
                    " If it was you, say so, and its lines and bills are in your account."
                )
                % {"shop": head.name},
                _("Until then it is not in your account and counts for nothing there."),
            ],
            facts=[(_("Name on the order"), self.name)],
            button=Button(_("Sign in and answer"), self.url),
            small=[_("If it was not you, say “Not mine” there. Nothing is charged to you.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        url = "https://harbour.example/my/orders/"
        return {"an order of a guest": cls(name="Lena Ott", url=url)}


class AddressCodeMail(Mail, name="account.address_code"):
    """To an address that somebody wants to prove is theirs."""

    code: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("%(code)s is your code at %(shop)s") % {"code": self.code, "shop": head.name},
            text=[_("Write this code on the page that asked for it. It is good for 15 minutes.")],
            code=self.code,
            small=[_("If you did not ask for it, leave it: nothing happens.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a code": cls(code="8F4K-2M7Q")}


class PasswordLinkMail(Mail, name="account.password_link"):
    """To whoever forgot their password."""

    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Choose a password at %(shop)s") % {"shop": head.name},
            text=[
                _("Somebody asked for a new password for your account. If it was you, choose one.")
            ],
            button=Button(_("Choose a password"), self.url),
            small=[
                _(
                    "The link is good for three days, and only once. If it was not you, leave it:"
                    " your password stays as it is."
                )
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a link": cls(url=f"{ACCOUNTS}password/reset/key/7-ab/")}


class AccountExistsMail(Mail, name="account.exists"):
    """To an address with an account that somebody tried to sign up with."""

    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("You have an account at %(shop)s") % {"shop": head.name},
            text=[
                _("Somebody, perhaps you, tried to make an account with this address."),
                _("There is one already. If you do not know its password, choose a new one."),
            ],
            button=Button(_("Choose a password"), self.url),
            small=[_("If it was not you, leave it: nothing happened.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"an account": cls(url=f"{ACCOUNTS}password/reset/")}


class NoAccountMail(Mail, name="account.none"):
    """To an address without an account that somebody asked a new password for."""

    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("Nobody has an account with this address at %(shop)s") % {"shop": head.name},
            text=[
                _("Somebody, perhaps you, asked for a new password with this address."),
                _("No account has it. Perhaps you signed up with another one; or make one here."),
            ],
            button=Button(_("Make an account"), self.url),
            small=[_("If it was not you, leave it: nothing happened.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"no account": cls(url=f"{ACCOUNTS}signup/")}


class TeamInvitationMail(Mail, name="team.invitation"):
    """To whoever is offered a role in the team of a shop, or of the network."""

    by: str
    # A role of `ROLES`.
    role: str
    ends_at: datetime
    url: str

    def words(self, head: Letterhead) -> Words:
        named = {"by": self.by, "shop": head.name}
        return Words(
            subject=_("%(by)s invites you to the team of %(shop)s") % named,
            text=[
                str(ROLES[self.role]),
                _("Open the invitation and sign in with this e-mail address, or make an account."),
            ],
            facts=[(_("Good until"), moment_text(self.ends_at))],
            button=Button(_("Open the invitation"), self.url),
            small=[_("If you do not know who invited you, ignore this e-mail: nothing happens.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            role: cls(by="Maya Kern", role=role, ends_at=SAMPLE_AT, url=f"{ACCOUNTS}team/7Hk2/")
            for role in ROLES
        }


class AccountChangedMail(Mail, name="account.changed"):
    """To every proved address of a person: how their account is opened was changed."""

    # A key of `CHANGES`.
    what: str
    happened_at: datetime
    # "Firefox, Android"; empty where the browser did not say.
    device: str
    url: str

    def words(self, head: Letterhead) -> Words:
        subject, sentence = CHANGES[self.what]
        return Words(
            subject=str(subject),
            text=[
                str(sentence),
                _("If it was you, there is nothing to do."),
                _(
                    "If it was not, choose a new password now, then reply to this e-mail so that we"
                    " can help."
                ),
            ],
            facts=_when_and_where(self.happened_at, self.device),
            button=Button(_("It was not me: choose a new password"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            what: cls(what=what, happened_at=SAMPLE_AT, device=SAMPLE_DEVICE, url=RESET)
            for what in CHANGES
        }


class NewDeviceMail(Mail, name="account.new_device"):
    """To every proved address of a person who signed in with a browser that is new."""

    happened_at: datetime
    device: str
    url: str

    def words(self, head: Letterhead) -> Words:
        return Words(
            subject=_("You signed in at %(shop)s with a new device") % {"shop": head.name},
            text=[
                _("Your account was opened in a browser that we had not seen before."),
                _("If it was you, there is nothing to do."),
                _(
                    "If it was not, choose a new password now: that also signs everybody else out."
                    " Then reply to this e-mail so that we can help."
                ),
            ],
            facts=_when_and_where(self.happened_at, self.device),
            button=Button(_("It was not me: choose a new password"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a phone": cls(happened_at=SAMPLE_AT, device=SAMPLE_DEVICE, url=RESET)}


def _when_and_where(at: datetime, device: str) -> list[tuple[str, str]]:
    facts = [(_("When"), moment_text(at))]
    return [*facts, (_("Device"), device)] if device else facts


class ViewOfferedMail(Mail, name="account.view_offered"):
    """To whom somebody asks to look at their pages."""

    owner: str
    url: str

    def words(self, head: Letterhead) -> Words:
        said = {"name": self.owner, "shop": head.name}
        return Words(
            subject=_("%(name)s asks you for a hand at %(shop)s") % said,
            text=[
                _(
                    "%(name)s would like you to look at their account for half an hour: lines,"
                    " orders and bills. You can look, and pay or change nothing."
                )
                % said,
                _("Ask them for the six digits that their page shows, and write them here."),
            ],
            button=Button(_("Lend a hand"), self.url),
            small=[
                _(
                    "If you do not know anybody of that name, leave it: nothing happens. They see"
                    " each page you look at."
                )
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a view": cls(owner="Ana Ruiz", url=f"{ACCOUNTS}hand/")}
