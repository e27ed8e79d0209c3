"""Who reacts to what, and who answers what: the one file where an arrow points up."""

from collections.abc import Sequence

from ambassadors.circle.events import InvitationMade
from ambassadors.circle.mails import InvitationMail
from ambassadors.circle.usecases.admit_waiting import admit_waiting
from ambassadors.circle.usecases.count_customer import count_customer
from ambassadors.circle.usecases.count_invoice import count_invoice
from ambassadors.circle.usecases.follow_claim import follow_claim
from ambassadors.circle.usecases.send_invitation import send_invitation
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from ambassadors.program.events import CaseApproved, CaseAsked, CaseDeclined, CaseRetried
from ambassadors.program.mails import CaseApprovedMail, CaseAskedMail, CaseDeclinedMail
from ambassadors.program.usecases.carry_out_case import carry_out_case
from ambassadors.program.usecases.tell_candidate import tell_candidate
from ambassadors.referral.events import ReferralClaimed, ReferralQualified
from ambassadors.referral.mails import FriendCountedMail
from ambassadors.referral.usecases.claim_at_sign_up import claim_at_sign_up
from ambassadors.referral.usecases.tell_referrer import tell_referrer
from billing.bank.events import BankMoneyAllotted, BankReturnSent
from billing.disputes.events import DisputeChanged
from billing.disputes.usecases.read_dispute import read_dispute
from billing.invoicing.events import (
    CardPageOpened,
    CardRemoved,
    ChargeDue,
    ChargeFrozen,
    ChargeRefused,
    DisputeFelt,
    DunningStepReached,
    InvoiceIssued,
    InvoicePaid,
    InvoiceRefunded,
    OverpaymentArrived,
    RefundDecided,
    RefundRequested,
    RefundUndone,
)
from billing.invoicing.mails import (
    BillIssuedMail,
    CardNotSavedMail,
    CardRefusedMail,
    DisputeMail,
    LineWillBeBlockedMail,
    LineWillEndMail,
    ReceiptMail,
    RefundDecidedMail,
    RefundMail,
    RefundUndoneMail,
    ReminderMail,
    SellersRefundUndoneMail,
)
from billing.invoicing.usecases.accrue_invoice import accrue_invoice
from billing.invoicing.usecases.adopt_payment import adopt_payment
from billing.invoicing.usecases.adopt_refund import adopt_refund
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.detach_card import detach_card
from billing.invoicing.usecases.finish_card_page import finish_card_page
from billing.invoicing.usecases.follow_bank_refund import follow_bank_refund
from billing.invoicing.usecases.follow_dispute import DisputeMovedOn, follow_dispute
from billing.invoicing.usecases.follow_refunds import PaymentNotInTheBooks, follow_refunds
from billing.invoicing.usecases.record_bank_money import record_bank_money
from billing.invoicing.usecases.record_payout import record_payout
from billing.invoicing.usecases.record_waiver import record_waiver
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.refuse_card import refuse_card
from billing.invoicing.usecases.resume_after_payment import resume_after_payment
from billing.invoicing.usecases.save_card_of_order import save_card_of_order
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.send_bill import send_bill
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_dunning_letter import send_dunning_letter
from billing.invoicing.usecases.send_dunning_notice import send_dunning_notice
from billing.invoicing.usecases.send_receipt import send_receipt
from billing.invoicing.usecases.send_refund import send_refund
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.invoicing.usecases.show_refund_on_order import show_refund_on_order
from billing.invoicing.usecases.take_bill_payment import take_bill_payment
from billing.invoicing.usecases.take_claimed_bills import take_claimed_bills
from billing.invoicing.usecases.take_dunning_step import take_dunning_step
from billing.invoicing.usecases.tell_of_decision import tell_of_decision
from billing.invoicing.usecases.tell_of_refund import tell_of_refund
from billing.invoicing.usecases.tell_of_undone_refund import tell_of_undone_refund
from billing.invoicing.usecases.tell_of_unsaved_card import tell_of_unsaved_card
from billing.invoicing.usecases.tell_seller_of_dispute import tell_seller_of_dispute
from billing.settlement.events import (
    ChargeSucceeded,
    DebtWaived,
    DisputeMoved,
    InvoicePaymentReceived,
    NettingChosen,
    PayeeReminded,
    PayeeUnreachable,
    PaymentSucceeded,
    PayoutArrived,
    PayoutBounced,
    PayoutPagesOpened,
    RefundsMoved,
    ReversalFrozen,
    TransferReleased,
    WebhookReceived,
)
from billing.settlement.mails import (
    NettingChosenMail,
    PayeeUnreachableMail,
    PayoutBouncedMail,
    PayoutDetailsMissingMail,
    PayoutPagesOpenedMail,
)
from billing.settlement.usecases.apply_webhook import apply_webhook
from billing.settlement.usecases.rename_payee import rename_payee
from billing.settlement.usecases.return_overpayment import return_overpayment
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.send_transfer import send_transfer
from billing.settlement.usecases.tell_of_missing_details import tell_of_missing_details
from billing.settlement.usecases.tell_of_netting import tell_of_netting
from billing.settlement.usecases.tell_of_payout_pages import tell_of_payout_pages
from billing.settlement.usecases.tell_payee import BOUNCED, UNREACHABLE, tell_payee
from billing.strays.events import StrayAccepted, StrayPaymentAccepted, StrayRefundAccepted
from billing.strays.usecases.adopt_stray import OthersFirst, adopt_stray
from catalog.lines.events import (
    CustomerServedOn,
)
from catalog.lines.mails import (
    ServedOnMail,
)
from catalog.lines.usecases.take_line_answer import take_line_answer
from catalog.lines.usecases.tell_customer_of_suspension import tell_customer_of_suspension
from catalog.lines.usecases.tell_customers_of_suspension import tell_customers_of_suspension
from catalog.network.events import (
    NetworkAnswered,
)
from catalog.ordering.events import (
    ActivationDue,
    ActivationUnwanted,
    CardUnproved,
    EncouragerNamed,
    OrderActivated,
    OrderCardPosted,
    OrderClaimed,
    OrderFailed,
    OrderFulfilmentDue,
    OrderPaid,
    OrderPaidTwice,
    OrderPlaced,
)
from catalog.ordering.mails import (
    CardPostedMail,
    LineActiveMail,
    OrderFailedMail,
    OrderReceivedMail,
)
from catalog.ordering.usecases.activate_line import activate_line
from catalog.ordering.usecases.begin_port_in import begin_port_in
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.invite_guest import invite_guest
from catalog.ordering.usecases.take_network_answer import take_network_answer
from catalog.ordering.usecases.tell_buyer import tell_buyer
from catalog.ordering.usecases.withdraw_activation import withdraw_activation
from catalog.storefront.events import OffersStopped, PriceTakenBack
from catalog.storefront.mails import OffersStoppedMail, PriceTakenBackMail
from catalog.storefront.usecases.follow_catalogue import follow_catalogue
from catalog.storefront.usecases.tell_of_price_taken_back import tell_of_price_taken_back
from catalog.storefront.usecases.tell_of_stopped_offers import tell_of_stopped_offers
from catalog.wholesale.events import BaseProductsChanged
from config.answers import ANSWERS
from config.formerly import FORMERLY
from config.marks import LATER, booking, calling, counting, mailing, once_through
from config.wiring_lines import LINES
from config.wiring_people import PEOPLE
from kith.outbox import Event
from kith.outbox.jobs import JobDue, TurnUnderWay, run_job
from kith.outbox.reactions import Reaction, Wired, react_with
from kith.questions import answer_with
from kith.transmission.letters import carrying
from tenants.accounts.events import PersonRegistered, PersonRenamed
from tenants.accounts.mails import ClaimAccountMail, PurchaseToClaimMail
from tenants.accounts.usecases.end_access import end_access
from tenants.registry.closings import next_step_at
from tenants.registry.events import (
    ClosingAgreed,
    ClosingCalledOff,
    ClosingDue,
    DomainLapsed,
    DomainProofLost,
    DomainProved,
    DomainRecheckDue,
    TenantPromoted,
    TenantRemoved,
    TenantResumed,
    TenantShut,
    TenantSuspended,
)
from tenants.registry.tasks import recheck_domain
from tenants.registry.usecases.carry_out_closing import carry_out_closing
from tenants.workspace.events import ShopDescribed
from tenants.workspace.mails import (
    ClosingAgreedMail,
    ClosingCalledOffMail,
    DomainLapsedMail,
    DomainProofLostMail,
    DomainProvedMail,
    ShopClosedMail,
    ShopResumedMail,
    ShopSuspendedMail,
)
from tenants.workspace.usecases.tell_owner_of_closing import (
    AGREED,
    CALLED_OFF,
    CLOSED,
    tell_owner_of_closing,
)
from tenants.workspace.usecases.tell_owner_of_suspension import tell_owner_of_suspension
from tenants.workspace.usecases.warn_operators import warn_operators

# Event -> what happens then, in the tenant that posted it. Nothing follows from the order.
REACTIONS: dict[type[Event], Sequence[Wired]] = {
    JobDue: [Reaction(run_job, atomic=False, patience=LATER, again_on=(TurnUnderWay,))],
    PersonRegistered: [counting(claim_at_sign_up, only_with="encouraged_by")],
    BaseProductsChanged: [follow_catalogue],
    OffersStopped: [mailing(tell_of_stopped_offers, OffersStoppedMail)],
    PriceTakenBack: [mailing(tell_of_price_taken_back, PriceTakenBackMail)],
    ShopDescribed: [counting(rename_payee)],
    PersonRenamed: [counting(rename_payee)],
    **PEOPLE,
    DomainProved: [mailing(warn_operators, DomainProvedMail)],
    DomainProofLost: [mailing(warn_operators, DomainProofLostMail)],
    DomainLapsed: [mailing(warn_operators, DomainLapsedMail)],
    DomainRecheckDue: [calling(recheck_domain)],
    TenantSuspended: [
        mailing(tell_owner_of_suspension, ShopSuspendedMail),
        counting(tell_customers_of_suspension),
    ],
    TenantResumed: [mailing(tell_owner_of_suspension, ShopResumedMail)],
    CustomerServedOn: [mailing(tell_customer_of_suspension, ServedOnMail)],
    ClosingAgreed: [mailing(tell_owner_of_closing, ClosingAgreedMail, about=AGREED)],
    ClosingCalledOff: [mailing(tell_owner_of_closing, ClosingCalledOffMail, about=CALLED_OFF)],
    ClosingDue: [Reaction(carry_out_closing, atomic=False, again_at=next_step_at)],
    TenantShut: [end_access],
    TenantRemoved: [mailing(tell_owner_of_closing, ShopClosedMail, about=CLOSED)],
    WebhookReceived: [calling(apply_webhook)],
    PaymentSucceeded: [confirm_payment],
    OrderPaid: [
        calling(fulfil_order),
        booking(bill_paid_order),
        calling(save_card_of_order, patience=LATER),
        mailing(invite_guest, ClaimAccountMail, PurchaseToClaimMail),
    ],
    OrderPaidTwice: [carrying(return_overpayment)],
    CardUnproved: [
        calling(refuse_card, patience=LATER),
        mailing(tell_of_unsaved_card, CardNotSavedMail),
    ],
    OrderFulfilmentDue: [calling(fulfil_order)],
    ActivationDue: [calling(activate_line)],
    ActivationUnwanted: [calling(withdraw_activation)],
    NetworkAnswered: [take_network_answer, take_line_answer],
    EncouragerNamed: [welcome_customer],
    OrderPlaced: [mailing(tell_buyer, OrderReceivedMail, news="received")],
    OrderActivated: [
        begin_port_in,
        mailing(tell_buyer, LineActiveMail, news="active"),
        counting(welcome_customer),
    ],
    OrderClaimed: [take_claimed_bills, counting(follow_claim)],
    OrderCardPosted: [mailing(tell_buyer, CardPostedMail, news="posted")],
    OrderFailed: [
        calling(withdraw_activation),
        refund_failed_order,
        mailing(tell_buyer, OrderFailedMail, news="failed"),
    ],
    **LINES,
    InvoiceIssued: [mailing(send_bill, BillIssuedMail)],
    InvoicePaid: [
        booking(accrue_invoice),
        once_through(resume_after_payment, only_with="line_id"),
        counting(count_invoice),
        mailing(send_receipt, ReceiptMail),
    ],
    InvoicePaymentReceived: [take_bill_payment],
    BankMoneyAllotted: [booking(record_bank_money)],
    BankReturnSent: [calling(follow_bank_refund)],
    InvoiceRefunded: [
        show_refund_on_order,
        counting(count_invoice),
        mailing(tell_of_refund, RefundMail),
    ],
    RefundDecided: [mailing(tell_of_decision, RefundDecidedMail)],
    RefundUndone: [
        show_refund_on_order,
        counting(count_invoice),
        mailing(tell_of_undone_refund, RefundUndoneMail, SellersRefundUndoneMail),
    ],
    RefundsMoved: [Reaction(follow_refunds, atomic=False, again_on=(PaymentNotInTheBooks,))],
    DisputeMoved: [calling(read_dispute)],
    DisputeChanged: [
        Reaction(follow_dispute, atomic=False, again_on=(PaymentNotInTheBooks, DisputeMovedOn))
    ],
    DisputeFelt: [mailing(tell_seller_of_dispute, DisputeMail)],
    RefundRequested: [carrying(send_refund)],
    OverpaymentArrived: [carrying(return_overpayment)],
    CardPageOpened: [calling(finish_card_page)],
    CardRemoved: [calling(detach_card)],
    ChargeFrozen: [carrying(send_charge)],
    ChargeSucceeded: [settle_charge],
    ChargeRefused: [mailing(send_dunning_notice, CardRefusedMail)],
    ChargeDue: [schedule_charge],
    DunningStepReached: [
        mailing(send_dunning_letter, ReminderMail, LineWillBeBlockedMail, LineWillEndMail),
        once_through(take_dunning_step),
    ],
    PayoutPagesOpened: [mailing(tell_of_payout_pages, PayoutPagesOpenedMail)],
    NettingChosen: [mailing(tell_of_netting, NettingChosenMail)],
    PayeeUnreachable: [mailing(tell_payee, PayeeUnreachableMail, about=UNREACHABLE)],
    PayeeReminded: [mailing(tell_of_missing_details, PayoutDetailsMissingMail)],
    PayoutBounced: [mailing(tell_payee, PayoutBouncedMail, about=BOUNCED)],
    TransferReleased: [carrying(send_transfer)],
    ReversalFrozen: [carrying(send_reversal)],
    DebtWaived: [booking(record_waiver)],
    PayoutArrived: [booking(record_payout)],
    StrayAccepted: [Reaction(adopt_stray, atomic=False, again_on=(OthersFirst,))],
    StrayPaymentAccepted: [Reaction(adopt_payment, atomic=False, again_on=(OthersFirst,))],
    StrayRefundAccepted: [Reaction(adopt_refund, atomic=False, again_on=(OthersFirst,))],
    InvitationMade: [mailing(send_invitation, InvitationMail)],
    TenantPromoted: [admit_waiting],
    ReferralClaimed: [counting(count_customer)],
    ReferralQualified: [mailing(tell_referrer, FriendCountedMail)],
    CaseApproved: [
        calling(carry_out_case),
        mailing(tell_candidate, CaseApprovedMail, about="approved"),
    ],
    CaseRetried: [calling(carry_out_case)],
    CaseDeclined: [mailing(tell_candidate, CaseDeclinedMail, about="declined")],
    CaseAsked: [mailing(tell_candidate, CaseAskedMail, about="asked")],
}


def wire() -> None:
    """Connect events and questions; called once when Django is ready."""
    react_with(REACTIONS, formerly=FORMERLY)
    answer_with(*ANSWERS)
