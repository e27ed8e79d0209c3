"""What a candidate is told of their next tier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambassadors.program.models import TierCode
from kith.mail import Button, Letterhead, Mail, Words
from kith.ui.formats import day_text

PATH_URL = "https://northline.example/my/path/"
# What a tier brings, in a sentence; the path tells the whole of it.
BRINGS = {
    TierCode.AMBASSADOR: gettext_lazy(
        "From today you earn points for every friend you help and bring."
    ),
    TierCode.RESELLER: gettext_lazy(
        "You get a shop of your own, with its own address, and a commission on everything it"
        " sells. It is being set up now; your path leads to it in a few minutes."
    ),
    TierCode.OPERATOR: gettext_lazy(
        "Your shop becomes a brand of its own: your name, your colours, your domain, and wholesale"
        " prices from the next order on."
    ),
}


class CaseApprovedMail(Mail, name="case.approved"):
    """To a candidate who takes the step."""

    tier: str
    url: str

    def words(self, head: Letterhead) -> Words:
        tier = TierCode(self.tier)
        return Words(
            subject=_("You are now: %(step)s") % {"step": tier.label},
            text=[
                _("Congratulations. You have reached a new level: %(step)s.")
                % {"step": tier.label},
                *([str(BRINGS[tier])] if tier in BRINGS else []),
            ],
            button=Button(_("See what it brings"), self.url),
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {tier.value: cls(tier=tier.value, url=PATH_URL) for tier in BRINGS}


class CaseDeclinedMail(Mail, name="case.declined"):
    """To a candidate who does not take the step now: why, and when we look again."""

    tier: str
    reasons: tuple[str, ...]
    text: str
    retry_on: date | None
    url: str

    def words(self, head: Letterhead) -> Words:
        step = {"step": TierCode(self.tier).label}
        text = [_("We looked at your step to %(step)s and decided: not yet.") % step]
        if self.retry_on:
            day = day_text(self.retry_on)
            text.append(_("We look again on %(day)s; you need not ask.") % {"day": day})
        return Words(
            subject=_("Not yet: %(step)s") % step,
            text=text,
            points=self.reasons,
            quote=self.text,
            button=Button(_("See what is missing"), self.url),
            small=[_("Do you see it otherwise? Reply to this e-mail: a person reads it.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        return {
            "too early": cls(
                tier="reseller",
                reasons=(_("It is too early for this step"),),
                text="Let the summer pass.",
                retry_on=date(2026, 9, 1),
                url=PATH_URL,
            )
        }


class CaseAskedMail(Mail, name="case.asked"):
    """To a candidate whom staff asked something before they decide."""

    tier: str
    questions: tuple[str, ...]
    url: str

    def words(self, head: Letterhead) -> Words:
        step = {"step": TierCode(self.tier).label}
        return Words(
            subject=_("A question about your next step: %(step)s") % step,
            text=[_("Before we decide about your step to %(step)s, we have a question:") % step],
            quote="\n".join(self.questions),
            button=Button(_("Answer"), self.url),
            small=[_("Your answer goes straight to whoever decides.")],
        )

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        question = "Who covers for you when you are away?"
        return {"one question": cls(tier="reseller", questions=(question,), url=PATH_URL)}
