"""
The one door to the payment processor, and the only package that imports its client.

What stands here loads on first use: the stand-in under `fake` is started from this package
and must come up without the processor's client and without Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from billing.gateway.answers import (
        BalanceEntry,
        CardAnswer,
        Checkout,
        PaymentAnswer,
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
    "Gateway",
    "GatewayBusy",
    "GatewayRefused",
    "GatewayUncertain",
    "PaymentAnswer",
    "RecipientState",
    "RefundAnswer",
    "ReversalAnswer",
    "TransferAnswer",
    "WebhookFact",
    "WebhookRefused",
    "answering_for_gateway",
    "gateway",
    "read_webhook",
]
HOMES = ("refusals", "answers", "webhooks", "stripe_gateway")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"{__name__} has no {name}")
    for home in HOMES:
        module = import_module(f"{__name__}.{home}")
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(f"{__name__} has lost {name}")
