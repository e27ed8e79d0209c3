"""Signatures on the callbacks of the network: HMAC-SHA256 over the time and the body."""

import hashlib
import hmac

HEADER = "X-Network-Signature"
TOLERANCE_SECONDS = 300


def sign(*, body: bytes, secret: str, at: int) -> str:
    """Return the header's value for a body sent at a Unix time."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_signed(*, body: bytes, header: str, secret: str, now: int) -> bool:
    """Say whether the header signs the body, not long ago and not in the future."""
    fields = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    stamp = fields.get("t", "")
    if not secret or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        return False
    return hmac.compare_digest(header, sign(body=body, secret=secret, at=int(stamp)))
