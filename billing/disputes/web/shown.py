"""A dispute and what is known of its payment, in the shapes the pages take."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.disputes.models import Dispute
from billing.disputes.questions import PaymentStory, StoryMoment, story_of_payment
from billing.disputes.web.forms import FIELDS
from billing.disputes.words import why
from kith.ui.shapes import Column, Fact, Link, Tagged, TimelineStep
from kith.wall import TenantUnavailable, day_here, in_tenant
from tenants.registry.queries import tenant_card


def state_of(dispute: Dispute, *, at: datetime) -> Tagged:
    """Return how a dispute stands, and whether its day has passed."""
    if dispute.is_overdue(at):
        return Tagged(_("Overdue"), "bad")
    words = {
        Dispute.NEEDS_RESPONSE: Tagged(_("Waits for our answer"), "warn"),
        Dispute.UNDER_REVIEW: Tagged(_("Their bank decides"), "info"),
        Dispute.WON: Tagged(_("Won"), "good"),
        Dispute.LOST: Tagged(_("Lost"), "plain"),
        Dispute.PREVENTED: Tagged(_("Prevented"), "plain"),
        Dispute.ASKED: Tagged(_("Their bank asks"), "warn"),
        Dispute.ASKED_ANSWERED: Tagged(_("Their bank reads our answer"), "info"),
        Dispute.ASKED_CLOSED: Tagged(_("Came to nothing"), "plain"),
    }
    return words[dispute.status]


def story_of(dispute: Dispute) -> PaymentStory | None:
    """Return what the payment's tenant knows of it; None where there is none, or it is closed."""
    if dispute.tenant_id is None:
        return None
    try:
        with in_tenant(dispute.tenant_id):
            return story_of_payment(
                payment_reference=dispute.payment_reference, disputed=dispute.amount
            )
    except TenantUnavailable:
        return None


def facts_of(dispute: Dispute, story: PaymentStory | None, *, links_to_bills: bool) -> list[Fact]:
    """Return a dispute at a glance."""
    facts = [
        Fact(_("Disputed"), dispute.amount),
        Fact(_("Reason"), why(dispute)),
        Fact(_("Opened"), day_here(dispute.opened_at)),
    ]
    if dispute.due_by and dispute.needs_answer:
        facts.append(Fact(_("Answer by"), dispute.due_by))
    if dispute.withdrawn_minor > 0:
        facts.append(Fact(_("Taken by their bank"), dispute.withdrawn))
    if dispute.fee_minor:
        facts.append(Fact(_("Fee, borne by the network"), dispute.fee))
    if dispute.tenant_id:
        facts.append(Fact(_("Shop"), tenant_card(tenant_id=dispute.tenant_id).name))
    if story:
        facts += [
            Fact(_("Customer"), story.customer_name or "–", note=story.customer_email),
            Fact(_("Invoice"), _bill(dispute, story, links_to_bills=links_to_bills)),
        ]
        if story.order_number:
            facts.append(Fact(_("Order"), story.order_number))
    return [*facts, Fact(_("Payment"), dispute.payment_reference or "–")]


def _bill(dispute: Dispute, story: PaymentStory, *, links_to_bills: bool) -> Link | str:
    if not (links_to_bills and story.invoice_line_id):
        return story.invoice_number
    where = [dispute.tenant_id, story.invoice_line_id]
    return Link(story.invoice_number, reverse("staff-invoice-line", args=where))


def steps_of(dispute: Dispute, story: PaymentStory | None) -> list[TimelineStep]:
    """Return what happened, the oldest first: to the sale, then to the dispute."""
    moments = [*(story.moments if story else ())]
    moments.append(
        StoryMoment(_("Their bank disputed the payment"), dispute.opened_at, why(dispute))
    )
    if dispute.closed_at:
        moments.append(StoryMoment(_("Their bank decided"), dispute.closed_at))
    return [
        TimelineStep(label=one.label, state="done", at=one.at, note=one.note)
        for one in sorted(moments, key=lambda one: one.at)
    ]


def part_columns() -> list[Column]:
    return [
        Column("label", _("Party"), "strong"),
        Column("state", _("State")),
        Column("amount", _("Stands to lose"), "money"),
    ]


def part_rows(story: PaymentStory | None) -> list[dict[str, object]]:
    """Return what each party stands to lose."""
    parts = story.parts if story else ()
    return [{"label": one.label, "state": one.state, "amount": one.amount} for one in parts]


def said_in(dispute: Dispute) -> list[tuple[str, str]]:
    """Return what was handed in, under the labels of the form."""
    if not dispute.submission_count:
        return []
    return [
        (str(label), dispute.evidence[name])
        for name, (label, _widget) in FIELDS.items()
        if dispute.evidence.get(name)
    ]
