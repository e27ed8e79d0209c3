from billing.settlement.models.accruals import Accrual
from billing.settlement.models.balance import Difference, Movement, ReconciledDay
from billing.settlement.models.holds import ShareHold
from billing.settlement.models.inbox import PaymentRoute, WebhookEvent
from billing.settlement.models.netting import NettingConsent
from billing.settlement.models.overpayments import Overpayment
from billing.settlement.models.payees import Payee
from billing.settlement.models.recoveries import Reversal, WriteOff
from billing.settlement.models.runs import Run, RunApproval, RunExclusion, Transfer
from billing.settlement.models.statements import Statement, StatementLine
from billing.settlement.models.terms import (
    DunningTerms,
    RefundTerms,
    SettlementTerms,
    SharingModel,
)

__all__ = [
    "Accrual",
    "Difference",
    "DunningTerms",
    "Movement",
    "NettingConsent",
    "Overpayment",
    "Payee",
    "PaymentRoute",
    "ReconciledDay",
    "RefundTerms",
    "Reversal",
    "Run",
    "RunApproval",
    "RunExclusion",
    "SettlementTerms",
    "ShareHold",
    "SharingModel",
    "Statement",
    "StatementLine",
    "Transfer",
    "WebhookEvent",
    "WriteOff",
]
