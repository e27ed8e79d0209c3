"""
Tell the log what guards people: who got in, who was refused, and from where.

Lines of key and value, with ids in place of names. No address of a page, which may hold a token,
no word that was typed, no cookie.
"""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from kith.client_address import client_address

log = structlog.get_logger("security")
REFUSED = {401, 403, 429}


class SecurityLogMiddleware:
    """
    Tell of every answer that lets somebody not do what they asked for.

    What is somebody else's is not found: where a person who is signed in asks a page of ours for
    a thing that is not there, that is told as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        door, status = request.resolver_match, answer.status_code
        is_hidden = status == 404 and door is not None and request.user.is_authenticated
        if status in REFUSED or is_hidden:
            log_security_event(
                "access.refused",
                request,
                status=status,
                method=request.method,
                door=door.view_name if door else None,
            )
        return answer


def log_security_event(event: str, request: HttpRequest, **facts: object) -> None:
    """Write one line, with the host's shop, the person signed in if any, and the address."""
    tenant, person = getattr(request, "tenant", None), getattr(request, "user", None)
    known = {
        "shop": tenant.slug if tenant else None,
        "person": str(person.pk) if person is not None and person.pk else None,
        "address": client_address(request),
    }
    log.warning(event, **known | facts)
