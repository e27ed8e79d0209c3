"""Tell Kith, signed, that a request which took long has ended."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

HEADER = "X-Network-Signature"
# Kith may be starting: a callback that finds nobody is worth three more tries.
PAUSES_SECONDS = (0.5, 2.0, 5.0)


@dataclass
class Callbacks:
    """Where to call back, and the secret to sign with; no URL means nobody is told."""

    url: str = ""
    secret: str = ""

    def send(self, event: dict[str, Any]) -> int:
        """Post one event and return the status, 0 when nobody could be told."""
        if not self.url:
            return 0
        body = json.dumps(
            {
                **event,
                "eventId": str(uuid4()),
                "eventTime": datetime.now(UTC).isoformat(),
            }
        ).encode()
        status, _ = self._post(self.url, body)
        for pause in PAUSES_SECONDS:
            if status and status < 500:
                break
            time.sleep(pause)
            status, _ = self._post(self.url, body)
        return status

    def ask(self, event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Speak of a number that leaves; return the status, 0 of nobody, and the answer."""
        if not self.url:
            return 0, {}
        status, content = self._post(f"{self.url}/ports", json.dumps(event).encode())
        try:
            answer = json.loads(content or b"{}")
        except ValueError:
            answer = {}
        return status, answer if isinstance(answer, dict) else {}

    def _post(self, to: str, body: bytes) -> tuple[int, bytes]:
        url = urlsplit(to)
        # Names under .localhost mean this machine, though not every resolver knows that.
        host = url.hostname or ""
        address = "127.0.0.1" if host.endswith(".localhost") else host
        secure = url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(address, url.port, timeout=5)
        headers = {
            "Content-Type": "application/json",
            "Host": url.netloc,
            HEADER: sign(body, self.secret, int(time.time())),
        }
        try:
            connection.request("POST", url.path or "/", body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""
        finally:
            connection.close()


def sign(body: bytes, secret: str, at: int) -> str:
    """Return the header of a callback: HMAC-SHA256 over the Unix time and the body."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
