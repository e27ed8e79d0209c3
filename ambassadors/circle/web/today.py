"""What the desk shows a seller: the set-up until it is done, and what needs them."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambassadors.circle.queries import CircleCard
from ambassadors.program.web.links import href_of
from billing.settlement.queries import Earnings, PayeeCard, earnings_of, payee_card
from catalog.ordering.queries import order_tally
from catalog.storefront.corridor import MOST_OFFERS
from catalog.storefront.queries import offer_counts
from kith.ui.shapes import SetupStep
from kith.wall import TenantRef
from tenants.registry.domain_cards import domain_cards
from tenants.workspace.queries import setup_facts

STEPS = ("words", "offers", "payouts", "share")


@dataclass(frozen=True)
class Setup:
    """How far a shop's set-up has come; read from the facts, so a reload loses nothing."""

    done: dict[str, bool]
    on_sale: int
    drafts: int
    payee: PayeeCard | None
    most_offers: int

    @property
    def next_step(self) -> str:
        """The first step not done, the last one when all are."""
        return next((step for step in STEPS if not self.done[step]), STEPS[-1])

    @property
    def is_done(self) -> bool:
        return all(self.done.values())

    @property
    def done_count(self) -> int:
        return sum(self.done.values())


def setup_of(tenant: TenantRef) -> Setup:
    """Return how far this shop's set-up has come."""
    facts = setup_facts()
    on_sale, drafts = offer_counts()
    payee = payee_card(party_kind="tenant", party_ref=tenant.uuid)
    done = {
        "words": facts.described_at is not None,
        "offers": on_sale > 0,
        "payouts": payee is not None and payee.is_ready,
        "share": facts.shared_at is not None,
    }
    return Setup(
        done=done,
        on_sale=on_sale,
        drafts=drafts,
        payee=payee,
        most_offers=MOST_OFFERS[tenant.kind],
    )


def setup_steps(setup: Setup, *, current: str) -> list[SetupStep]:
    """Draw the set-up as steps that lead to their pages."""
    labels = {
        "words": (_("Name and voice"), _("What people call your shop, and whom it helps.")),
        "offers": (
            _("Offers"),
            ngettext("%(n)s on sale.", "%(n)s on sale.", setup.on_sale) % {"n": setup.on_sale}
            if setup.on_sale
            else _("Up to %(n)s, made from our plans.") % {"n": setup.most_offers},
        ),
        "payouts": (_("Payouts"), _("Where your share is paid to.")),
        "share": (_("Link and code"), _("What you pass on to friends.")),
    }
    base = reverse("desk-setup")
    return [
        SetupStep(
            label=labels[step][0],
            state="done" if setup.done[step] else "now" if step == current else "todo",
            href=f"{base}?step={step}",
            note=labels[step][1],
        )
        for step in STEPS
    ]


def earnings_here(tenant: TenantRef, at: datetime) -> Earnings:
    """Return what this shop earned, by how near it is to being paid."""
    return earnings_of(party_kind="tenant", party_ref=tenant.uuid, currency=tenant.currency, at=at)


def needs_you(
    tenant: TenantRef, setup: Setup, circle: CircleCard, earnings: Earnings
) -> list[dict]:
    """Return what a seller should look at today: their domain, then the people."""
    orders = order_tally()
    rows = _lost_proofs(tenant) if tenant.is_operator else []
    if orders.waiting:
        title = ngettext(
            "%(n)s order is being activated", "%(n)s orders are being activated", orders.waiting
        )
        text = _("The network acts next. Look whether one takes too long.")
        rows.append(_row("users", title, orders.waiting, text, _("Look"), "desk-orders"))
    if circle.waiting:
        title = ngettext(
            "%(n)s customer waits for room", "%(n)s customers wait for room", circle.waiting
        )
        text = _("They are served; your next ring takes them in.")
        rows.append(_row("circle-dashed", title, circle.waiting, text, _("Look"), "desk-circle"))
    if setup.drafts:
        title = ngettext("%(n)s draft is not on sale", "%(n)s drafts are not on sale", setup.drafts)
        text = _("Publish it, or throw it away.")
        rows.append(_row("tag", title, setup.drafts, text, _("Finish"), "desk-offers"))
    if setup.payee and setup.payee.is_blocked:
        text = setup.payee.block_reason
        rows.append(_row("ban", _("Your payouts are stopped"), 0, text, _("Look"), "desk-earnings"))
    elif earnings.payable.minor > 0 and not setup.done["payouts"]:
        text = _("Open your payout account, and the next run pays it.")
        row = _row("banknote", _("Money waits for you"), 0, text, _("Open it"), "desk-setup")
        rows.append(row | {"href": f"{row['href']}?step=payouts"})
    return rows


def _lost_proofs(tenant: TenantRef) -> list[dict]:
    title = _("The proof of %(host)s is missing")
    text = _("Put the record back, or the domain leads nowhere.")
    return [
        _row("globe", title % {"host": domain.host}, 0, text, _("Look"), "desk-domain")
        for domain in domain_cards(tenant_id=tenant.uuid)
        if domain.lapses_at
    ]


def _row(icon: str, title: str, number: int, text: str, action: str, url_name: str) -> dict:
    return {
        "icon": icon,
        "title": title % {"n": number} if number else title,
        "text": text,
        "action": action,
        "href": href_of(url_name),
    }
