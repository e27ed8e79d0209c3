from billing.settlement.models.accruals import Accrual
from billing.settlement.models.inbox import PaymentRoute, WebhookEvent
from billing.settlement.models.payees import Payee
from billing.settlement.models.runs import Intent, Run, RunApproval
from billing.settlement.models.statements import Statement, StatementLine
from billing.settlement.models.terms import SettlementTerms, SharingModel

__all__ = [
    "Accrual",
    "Intent",
    "Payee",
    "PaymentRoute",
    "Run",
    "RunApproval",
    "SettlementTerms",
    "SharingModel",
    "Statement",
    "StatementLine",
    "WebhookEvent",
]
