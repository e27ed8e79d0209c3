"""What the operators of a shop are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from kith.mail import Button, Letterhead, Mail, Words
from kith.ui.formats import day_text

SAMPLE = {
    "host": "tide.example",
    "record": "TXT  _kith.tide.example  kith-proof=4f7q2m",
    "url": "https://tide.example/desk/settings/domain/",
}


class DomainProofLostMail(Mail, name="domain.proof_lost"):
    """To a shop's operators: the proof of their domain is missing, and how long that is borne."""

    host: str
    leads_until: date
    record: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"host": self.host, "day": day_text(self.leads_until)}
        return Words(
            subject=_("The proof of %(host)s is missing") % about,
            text=[
                _(
                    "We look now and then whether %(host)s is still yours, and did not find its"
                    " proof. Until %(day)s it leads to your shop all the same; after that it leads"
                    " nowhere until the proof is back."
                )
                % about,
                _("Where you manage the domain, this record belongs:"),
            ],
            code=self.record,
            button=Button(_("The record is back: look again"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a week": cls(leads_until=date(2026, 12, 8), **SAMPLE)}


class DomainLapsedMail(Mail, name="domain.lapsed"):
    """To a shop's operators: their domain leads to the shop no longer."""

    host: str
    record: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"host": self.host}
        return Words(
            subject=_("%(host)s leads to your shop no longer") % about,
            text=[
                _(
                    "The proof that %(host)s is yours has been missing for too long, so it leads"
                    " to your shop no longer. Your address on the network goes on working. Once"
                    " the proof is back, so is the domain."
                )
                % about,
                _("Where you manage the domain, this record belongs:"),
            ],
            code=self.record,
            button=Button(_("The record is back: look again"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a domain": cls(**SAMPLE)}


class DomainProvedMail(Mail, name="domain.proved"):
    """To a shop's operators: a domain leads to their shop from now on."""

    host: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"host": self.host}
        return Words(
            subject=_("%(host)s leads to your shop") % about,
            text=[
                _("We saw the proof: %(host)s is yours, and leads to your shop from now on.")
                % about,
                _("Keep the record where it is. We look for it now and then."),
            ],
            button=Button(_("Open %(host)s") % about, self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a domain": cls(host="tide.example", url="https://tide.example/")}


class ShopSuspendedMail(Mail, name="tenant.suspended"):
    """To a shop's owner: it sells nothing for now, why, and what goes on."""

    shop: str
    because: str

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop}
        return Words(
            subject=_("%(shop)s is suspended and takes no new orders") % about,
            text=[
                _(
                    "We have suspended %(shop)s. Until that is lifted its shop pages and its desk"
                    " are closed, and nobody can order there."
                )
                % about,
                _("The reason: %(because)s") % {"because": self.because},
                _(
                    "Your customers keep their lines, their bills and their renewals, and we have"
                    " told them so. What you earn from them is paid out as usual."
                ),
                _("If you think this is wrong, or the reason is dealt with, answer this e-mail."),
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a shop": cls(shop="Tide Mobile", because=_("Several customers did not know you."))}


class ShopResumedMail(Mail, name="tenant.resumed"):
    """To a shop's owner: it sells again."""

    shop: str
    url: str

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop}
        return Words(
            subject=_("%(shop)s is open again") % about,
            text=[_("%(shop)s takes orders again, and its desk is open.") % about],
            button=Button(_("Open the desk"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a shop": cls(shop="Tide Mobile", url="https://tide.example/desk/")}


class ClosingAgreedMail(Mail, name="closing.agreed"):
    """To a shop's owner: it will be closed for good, and what they can do until then."""

    shop: str
    closes_on: date
    because: str

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop, "day": day_text(self.closes_on)}
        return Words(
            subject=_("%(shop)s will close on %(day)s") % about,
            text=[
                _(
                    "%(shop)s is to be closed for good, on %(day)s or soon after. From today on it"
                    " takes no new orders."
                )
                % about,
                _("The reason: %(because)s") % {"because": self.because},
                _(
                    "On that day its pages, its data and its pictures are taken down, and what has"
                    " access to it is switched off. We keep an archive. What you earned is paid"
                    " out as usual, and your own account stays."
                ),
                _(
                    "If that is not what you want, or you want to take a list along, answer before"
                    " that day."
                ),
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "in a month": cls(
                shop="Tide Mobile", closes_on=date(2026, 12, 8), because=_("You asked for it.")
            )
        }


class ClosingCalledOffMail(Mail, name="closing.called_off"):
    """To a shop's owner: it stays open after all."""

    shop: str

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop}
        return Words(
            subject=_("%(shop)s stays open") % about,
            text=[
                _("%(shop)s will not be closed. It goes on as before, and takes orders again.")
                % about
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a shop": cls(shop="Tide Mobile")}


class ShopClosedMail(Mail, name="closing.closed"):
    """To a shop's owner: it is closed, and what stays."""

    shop: str
    closed_on: date

    def words(self, head: Letterhead) -> Words:
        about = {"shop": self.shop, "day": day_text(self.closed_on)}
        return Words(
            subject=_("%(shop)s is closed") % about,
            text=[
                _(
                    "%(shop)s was closed for good on %(day)s. Its pages, its data and its pictures"
                    " are taken down, and nothing has access to it any more."
                )
                % about,
                _(
                    "We keep an archive of what it had. If you need something out of it, answer"
                    " this mail. Your account stays, and so do your earnings and statements. A"
                    " domain of your own is free: you may lead it elsewhere."
                ),
            ],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {"a shop": cls(shop="Tide Mobile", closed_on=date(2026, 12, 8))}
