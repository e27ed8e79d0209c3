"""Note who took a list of people or money away as a file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.audit.record import record


class FileAuditMiddleware:
    """Write down every list that leaves as a file, whichever page gave it out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if name := getattr(answer, "list_name", ""):
            record(
                "list.exported",
                actor_id=request.user.pk,
                subject=f"file:{name}",
                detail={"page": request.path},
                at=timezone.now(),
            )
        return answer
