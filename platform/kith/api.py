"""How the API says no."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from kith.errors import DomainError


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal with 409 and its code; leave the rest to REST framework."""
    if isinstance(error, DomainError):
        body = {"code": error.code, "reason": str(error), "message": error.mend}
        return Response(body, status=409)
    return exception_handler(error, context)
