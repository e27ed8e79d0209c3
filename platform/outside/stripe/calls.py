"""What comes in, what goes out, and how a refusal looks."""

import json
from dataclasses import dataclass, field
from typing import Any

type Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One request, already read from the wire."""

    method: str
    path: str
    form: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    args: tuple[str, ...] = ()
    request_id: str = ""

    @property
    def account(self) -> str:
        """The connected account the caller acts for; empty for the platform itself."""
        return self.headers.get("stripe-account", "")

    @property
    def key(self) -> str:
        """The idempotency key the caller gave, if any."""
        return self.headers.get("idempotency-key", "")


@dataclass
class Reply:
    """One answer; `is_dropped` closes the connection instead of sending it."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    is_dropped: bool = False

    @classmethod
    def of_json(cls, content: Any, status: int = 200, **headers: str) -> "Reply":
        """Return an answer that carries this content as JSON."""
        return cls(status, json.dumps(content, indent=2).encode(), headers=dict(headers))

    @classmethod
    def of_page(cls, page: str, status: int = 200) -> "Reply":
        """Return an answer that carries this page."""
        return cls(status, page.encode(), "text/html; charset=utf-8")

    @classmethod
    def going_to(cls, url: str) -> "Reply":
        """Return an answer that sends the browser on, with a GET."""
        return cls(303, b"", "text/html; charset=utf-8", {"Location": url})


class ApiError(Exception):
    """
    A refusal in the shape the API gives it.

    `is_saved` says whether an idempotency key remembers it: a request that failed its
    validation does not use its key up, one that began to run does. `is_kept` says that
    what was written before the refusal stays: a declined card leaves its trace.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str = "",
        param: str = "",
        is_saved: bool = False,
        is_kept: bool = False,
        should_retry: bool | None = None,
        **more: Any,
    ):
        super().__init__(message)
        self.status = status
        self.is_saved = is_saved
        self.is_kept = is_kept
        self.should_retry = should_retry
        named = {"code": code, "message": message, "param": param, "type": kind, **more}
        self.error = {name: value for name, value in named.items() if value}

    def reply(self, request_id: str) -> Reply:
        """Return the refusal as an answer."""
        reply = Reply.of_json({"error": self.error}, self.status)
        reply.headers["Request-Id"] = request_id
        if self.should_retry is not None:
            reply.headers["Stripe-Should-Retry"] = "true" if self.should_retry else "false"
        return reply


def missing(kind: str, name: str, param: str = "id") -> ApiError:
    """Return the refusal for a thing that is not there."""
    status = 404 if param == "id" else 400
    return ApiError(
        f"No such {kind}: '{name}'", status=status, code="resource_missing", param=param
    )
