"""The payment processor's door: verify, keep, answer; a worker does the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.settlement.models import WebhookEvent
from billing.settlement.usecases.receive_webhook import LARGEST_BODY, receive_webhook
from kith.audit.security_log import log_security_event
from kith.errors import DomainError


@csrf_exempt
@require_POST
def platform(request: HttpRequest) -> HttpResponse:
    """Take in an event about the platform's own account."""
    return _take_in(request, WebhookEvent.PLATFORM)


@csrf_exempt
@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Take in an event about a payee's account."""
    return _take_in(request, WebhookEvent.CONNECT)


def _take_in(request: HttpRequest, endpoint: str) -> HttpResponse:
    try:
        # One byte more than allowed shows that it is too large, without reading it all.
        body = request.read(LARGEST_BODY + 1)
        receive_webhook(
            endpoint=endpoint,
            body=body,
            signature=request.headers.get("Stripe-Signature", ""),
            at=timezone.now(),
        )
    except DomainError as refusal:
        log_security_event("webhook.refused", request, endpoint=endpoint, code=refusal.code)
        return JsonResponse({"code": refusal.code, "reason": str(refusal)}, status=400)
    return JsonResponse({"received": True})
