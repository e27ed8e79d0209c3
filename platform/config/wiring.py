"""Who reacts to what, and who answers what: the one file where an arrow points up."""

from typing import Any

from ambassadors.circle import tasks as circle
from ambassadors.program import tasks as program
from ambassadors.referral import queries as referral_queries
from ambassadors.referral import tasks as referral
from billing.invoicing import answers
from billing.invoicing import reactions as invoicing
from billing.invoicing.questions import sponsor_of_seller
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.settlement import reactions as settlement
from catalog.lines import tasks as lines
from catalog.lines.changes import ChangePending
from catalog.ordering import tasks as ordering
from catalog.ordering.questions import checkout_url
from catalog.storefront.questions import sale_split
from kith.outbox import Event
from kith.outbox.jobs import JobDue, run_job
from kith.outbox.reactions import Reaction, react_with
from kith.questions import answer_with
from tenants.accounts.questions import find_encourager
from tenants.registry import tasks as registry
from tenants.registry.events import DomainRecheckDue
from tenants.workspace import tasks as workspace


def calling(run: Any) -> Reaction:
    """Mark a reaction that runs outside any transaction: it calls a network, or is watched."""
    return Reaction(run, atomic=False)


def once_through(run: Any) -> Reaction:
    """Mark a reaction that waits until another change of the same line is through."""
    return Reaction(run, again_on=(ChangePending,))


# Event -> what happens then, in the tenant that posted it.
REACTIONS: dict[type[Event] | str, list[Any]] = {
    JobDue: [calling(run_job)],
    "person.registered": [referral.claim_on_sign_up],
    "domain.proof_lost": [workspace.warn_on_lost_proof],
    "domain.lapsed": [workspace.warn_on_lost_proof],
    DomainRecheckDue: [calling(registry.recheck_domain)],
    "payment.succeeded": [ordering.on_payment_succeeded, invoicing.record_order_payment],
    "order.paid": [
        calling(ordering.on_order_paid),
        invoicing.bill_paid_order,
        calling(invoicing.keep_card_that_paid),
        ordering.invite_guest_to_claim,
    ],
    "order.fulfilment_due": [calling(ordering.on_fulfilment_due)],
    "activation.due": [calling(ordering.on_activation_due)],
    "order.activation_unwanted": [calling(ordering.on_activation_unwanted)],
    "order.activated": [ordering.tell_buyer_of_activation, circle.welcome_on_activation],
    "order.card_posted": [ordering.tell_buyer_of_posting],
    "order.failed": [
        calling(ordering.on_activation_unwanted),
        invoicing.refund_order_that_failed,
        ordering.tell_buyer_of_failure,
    ],
    "network.answered": [ordering.on_network_answered, lines.on_network_answered],
    "line.change_asked": [calling(lines.on_line_change_asked)],
    "line.renewal_due": [invoicing.bill_due_renewal],
    "line.ended": [circle.measure_on_line_end],
    "invoice.paid": [
        invoicing.share_out_paid_invoice,
        once_through(invoicing.open_line_once_paid),
        circle.count_on_payment,
    ],
    "invoice.payment_received": [invoicing.record_invoice_payment],
    "invoice.refunded": [ordering.on_invoice_refunded, circle.uncount_on_refund],
    "payment.surplus": [calling(invoicing.give_surplus_back)],
    "card_page.opened": [calling(invoicing.look_after_card_page)],
    "card.taken_off": [calling(invoicing.forget_card_taken_off)],
    "charge.frozen": [calling(invoicing.send_frozen_charge)],
    "charge.succeeded": [invoicing.settle_paid_charge],
    "charge.refused": [
        invoicing.tell_payer_of_refusal,
        once_through(invoicing.bar_line_after_last_refusal),
    ],
    "charge.due": [invoicing.charge_again],
    "refund.requested": [calling(invoicing.send_requested_refund)],
    "webhook.received": [calling(settlement.apply_received_webhook)],
    "intent.released": [calling(settlement.send_released_intent)],
    "reversal.frozen": [calling(settlement.send_frozen_reversal)],
    "debt.waived": [invoicing.book_waived_debt],
    "payout.arrived": [invoicing.book_arrived_payout],
    "invitation.made": [circle.send_on_invitation],
    "tenant.promoted": [circle.admit_on_promotion],
    "case.approved": [calling(program.carry_out_approval), program.tell_of_approval],
    "case.retried": [calling(program.carry_out_approval)],
    "case.declined": [program.tell_of_refusal],
    "case.asked": [program.tell_of_question],
}

# Who answers what a context to the right asks.
ANSWERS = (
    checkout_url.by(open_checkout),
    find_encourager.by(referral_queries.find_encourager),
    sale_split.by(answers.sale_split),
    sponsor_of_seller.by(referral_queries.sponsor_of_seller),
)


def wire() -> None:
    """Connect events and questions; called once when Django is ready."""
    react_with(REACTIONS)
    answer_with(*ANSWERS)
