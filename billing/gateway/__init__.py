"""The one door to the payment processor, and the only package that imports its client."""

from billing.gateway.amounts import least_payable
from billing.gateway.answers import (
    BalanceEntry,
    CardAnswer,
    Checkout,
    DisputeAnswer,
    Moved,
    PaymentAnswer,
    PayoutAnswer,
    RecipientState,
    RefundAnswer,
    ReversalAnswer,
    TransferAnswer,
    WebhookFact,
)
from billing.gateway.refusals import (
    BalanceTooLow,
    CardDeclined,
    GatewayBusy,
    GatewayRefused,
    GatewayUncertain,
)
from billing.gateway.stripe_gateway import Gateway, answering_for_gateway, gateway
from billing.gateway.webhooks import WebhookRefused, read_webhook

__all__ = [
    "BalanceEntry",
    "BalanceTooLow",
    "CardAnswer",
    "CardDeclined",
    "Checkout",
    "DisputeAnswer",
    "Gateway",
    "GatewayBusy",
    "GatewayRefused",
    "GatewayUncertain",
    "Moved",
    "PaymentAnswer",
    "PayoutAnswer",
    "RecipientState",
    "RefundAnswer",
    "ReversalAnswer",
    "TransferAnswer",
    "WebhookFact",
    "WebhookRefused",
    "answering_for_gateway",
    "gateway",
    "least_payable",
    "read_webhook",
]
