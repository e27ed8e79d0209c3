"""Believe an event only when its signature, its time and its form are right."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from billing.gateway import readings
from billing.gateway.answers import WebhookFact
from kith.errors import DomainError
from kith.readable import without_unreadable

LARGEST_BODY = 256 * 1024
TOLERANCE_SECONDS = 300
# As the inbox keeps them; the processor's own have about thirty characters.
LONGEST_ID, LONGEST_ACCOUNT = 120, 80


class WebhookRefused(DomainError):
    """What was posted is not an event that the processor signed just now."""

    code = "webhook.refused"


def read_webhook(
    *, body: bytes, signature: str, secret: str, received_at: datetime | None = None
) -> WebhookFact:
    """
    Return the event in a body that was signed with our secret.

    The clock is read here unless `received_at` is given: this is a door.

    :raises WebhookRefused: too large, wrongly signed, too old, from the future or unreadable
    """
    if not secret:
        raise WebhookRefused("no secret is set for this endpoint")
    if len(body) > LARGEST_BODY:
        raise WebhookRefused("the body is larger than any event")
    moment, proofs = _parts(signature)
    now = (received_at or datetime.now(UTC)).timestamp()
    if abs(now - moment) > TOLERANCE_SECONDS:
        raise WebhookRefused("the signature's time is too far from ours")
    # The bytes as they came: the same event written again would have another signature.
    signed = f"{moment}.".encode() + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
    if not any(hmac.compare_digest(expected, proof) for proof in proofs):
        raise WebhookRefused("no signature fits the body")
    return _fact(body)


def _parts(signature: str) -> tuple[int, list[bytes]]:
    """Return the time and every v1 proof; there are several while a secret is rolled."""
    pairs = [part.strip().partition("=") for part in (signature or "").split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    proofs = [value.encode("utf-8", "replace") for name, _, value in pairs if name == "v1"]
    is_readable = len(moments) == 1 and moments[0].isascii() and moments[0].isdigit()
    if not is_readable or len(moments[0]) > 12 or not proofs:
        raise WebhookRefused("the signature header cannot be read")
    return int(moments[0]), proofs


def _fact(body: bytes) -> WebhookFact:
    try:
        content: Any = without_unreadable(json.loads(body.decode("utf-8")))
        # What JSON does not know, such as an endless number, no table holds either.
        json.dumps(content, allow_nan=False)
        fact = readings.fact(content)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError) as wrong:
        raise WebhookRefused("the body is not an event") from wrong
    except RecursionError as wrong:
        raise WebhookRefused("the body is nested too deep") from wrong
    texts = (fact.id, fact.type)
    if not all(isinstance(text, str) and text for text in texts) or type(fact.livemode) is not bool:
        raise WebhookRefused("the body is not an event")
    said = (fact.account or "", fact.api_version or "")
    if not all(isinstance(text, str) for text in said):
        raise WebhookRefused("the body is not an event")
    if len(fact.id) > LONGEST_ID or len(said[0]) > LONGEST_ACCOUNT:
        raise WebhookRefused("an id is longer than any of the processor's")
    return fact
