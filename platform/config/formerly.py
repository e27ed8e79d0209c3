"""
What the reactions are called now whose names deliveries under way still carry.

A delivery keeps the name of its reaction for as long as it waits: days, for a charge that is tried
again. Reactions used to be doors of their own; now they are the use-cases themselves. A line may go
once no delivery that is neither done nor parked has its name any more.
"""

FORMERLY = {
    "ambassadors.circle.tasks.admit_on_promotion": "ambassadors.circle.admit_waiting",
    "ambassadors.circle.tasks.count_on_payment": "ambassadors.circle.count_invoice",
    "ambassadors.circle.tasks.measure_on_line_end": "ambassadors.circle.measure_member",
    "ambassadors.circle.tasks.send_on_invitation": "ambassadors.circle.send_invitation",
    "ambassadors.circle.tasks.uncount_on_refund": "ambassadors.circle.count_invoice",
    "ambassadors.circle.tasks.welcome_on_activation": "ambassadors.circle.welcome_customer",
    "ambassadors.program.tasks.carry_out_approval": "ambassadors.program.carry_out_case",
    "ambassadors.program.tasks.tell_of_approval": "ambassadors.program.tell_candidate",
    "ambassadors.program.tasks.tell_of_question": "ambassadors.program.tell_candidate",
    "ambassadors.program.tasks.tell_of_refusal": "ambassadors.program.tell_candidate",
    "ambassadors.referral.tasks.claim_on_sign_up": "ambassadors.referral.claim_at_sign_up",
    "billing.invoicing.bar_unpaid_line": "billing.invoicing.send_dunning_notice",
    "billing.invoicing.forget_card": "billing.invoicing.detach_card",
    "billing.invoicing.freeze_charge": "billing.invoicing.schedule_charge",
    "billing.invoicing.keep_card_of_order": "billing.invoicing.save_card_of_order",
    "billing.invoicing.open_paid_line": "billing.invoicing.resume_after_payment",
    "billing.invoicing.tell_payer": "billing.invoicing.send_dunning_notice",
    # What barred a line after the last refusal: the letter alone follows from it now.
    "billing.invoicing.reactions.bar_line_after_last_refusal": (
        "billing.invoicing.send_dunning_notice"
    ),
    "billing.invoicing.suspend_for_nonpayment": "billing.invoicing.send_dunning_notice",
    "billing.invoicing.reactions.bill_due_renewal": "billing.invoicing.bill_renewal",
    "billing.invoicing.reactions.bill_paid_order": "billing.invoicing.bill_paid_order",
    "billing.invoicing.reactions.book_arrived_payout": "billing.invoicing.record_payout",
    "billing.invoicing.reactions.book_waived_debt": "billing.invoicing.record_waiver",
    "billing.invoicing.reactions.charge_again": "billing.invoicing.schedule_charge",
    "billing.invoicing.reactions.forget_card_taken_off": "billing.invoicing.detach_card",
    "billing.invoicing.reactions.give_surplus_back": "billing.settlement.return_overpayment",
    "billing.invoicing.reactions.keep_card_that_paid": "billing.invoicing.save_card_of_order",
    "billing.invoicing.reactions.look_after_card_page": "billing.invoicing.finish_card_page",
    "billing.invoicing.reactions.open_line_once_paid": "billing.invoicing.resume_after_payment",
    "billing.invoicing.reactions.record_invoice_payment": "billing.invoicing.take_bill_payment",
    "billing.invoicing.record_arrived_payment": "billing.invoicing.take_bill_payment",
    "billing.invoicing.reactions.record_order_payment": "catalog.ordering.confirm_payment",
    "billing.invoicing.reactions.refund_order_that_failed": (
        "billing.invoicing.refund_failed_order"
    ),
    "billing.invoicing.reactions.send_frozen_charge": "billing.invoicing.send_charge",
    "billing.invoicing.reactions.send_requested_refund": "billing.invoicing.send_refund",
    "billing.invoicing.reactions.settle_paid_charge": "billing.invoicing.settle_charge",
    "billing.invoicing.reactions.share_out_paid_invoice": "billing.invoicing.accrue_invoice",
    "billing.invoicing.reactions.tell_payer_of_refusal": "billing.invoicing.send_dunning_notice",
    "billing.settlement.reactions.apply_received_webhook": "billing.settlement.apply_webhook",
    "billing.settlement.reactions.send_frozen_reversal": "billing.settlement.send_reversal",
    "billing.settlement.reactions.send_released_intent": "billing.settlement.send_transfer",
    "billing.invoicing.share_out_invoice": "billing.invoicing.accrue_invoice",
    "billing.invoicing.take_payment": "billing.invoicing.take_bill_payment",
    "billing.settlement.return_surplus": "billing.settlement.return_overpayment",
    "billing.settlement.send_intent": "billing.settlement.send_transfer",
    "catalog.lines.tasks.on_line_change_asked": "catalog.lines.carry_out_change",
    "catalog.lines.tasks.on_network_answered": "catalog.lines.take_line_answer",
    "catalog.ordering.tasks.invite_guest_to_claim": "catalog.ordering.invite_guest",
    "catalog.ordering.tasks.on_activation_due": "catalog.ordering.activate_line",
    "catalog.ordering.tasks.on_activation_unwanted": "catalog.ordering.withdraw_activation",
    "catalog.ordering.tasks.on_fulfilment_due": "catalog.ordering.fulfil_order",
    "catalog.ordering.tasks.on_invoice_refunded": "billing.invoicing.show_refund_on_order",
    "catalog.ordering.tasks.on_network_answered": "catalog.ordering.take_network_answer",
    "catalog.ordering.tasks.on_order_paid": "catalog.ordering.fulfil_order",
    "catalog.ordering.tasks.on_payment_succeeded": "catalog.ordering.confirm_payment",
    "catalog.ordering.tasks.tell_buyer_of_activation": "catalog.ordering.tell_buyer",
    "catalog.ordering.tasks.tell_buyer_of_failure": "catalog.ordering.tell_buyer",
    "catalog.ordering.tasks.tell_buyer_of_posting": "catalog.ordering.tell_buyer",
    "tenants.workspace.tasks.warn_on_lost_proof": "tenants.workspace.warn_operators",
}
