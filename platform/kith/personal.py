"""What is somebody's own stays with whoever asked for it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PersonalMiddleware:
    """
    Let no cache keep an answer, unless its view says for how long anybody may have it.

    Whoever is signed in gets pages, files and JSON that no browser writes to its disk; a stranger's
    are kept by their own browser alone, which asks again each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not answer.has_header("Cache-Control"):
            has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
            is_somebodys = has_session or "Authorization" in request.headers
            answer["Cache-Control"] = "private, no-store" if is_somebodys else "private, no-cache"
        return answer
