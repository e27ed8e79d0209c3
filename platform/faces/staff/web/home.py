"""The door staff come in by: what waits for a human."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kith.doors import waiting
from kith.permissions import allowed, requires
from kith.ui.navigation import href_of
from kith.ui.shapes import Task
from tenants.registry.queries import open_tenant_count


@require_GET
@requires("staff.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits, the most urgent first, and nothing else."""
    content = {"waiting": list(_tasks(request)), "shops": open_tenant_count()}
    return render(request, "faces/staff/home.html", content)


def _tasks(request: HttpRequest) -> Iterator[Task]:
    """Yield each kind of work this person may do that waits, with how much of it."""
    for kind in waiting():
        number = kind.count() if allowed(request, kind.permission) else 0
        if number:
            yield Task(
                icon=kind.icon,
                title=kind.title % {"n": number},
                text=str(kind.text),
                action=str(kind.action),
                href=href_of(kind.url_name),
            )
