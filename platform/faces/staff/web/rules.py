"""The rules the house goes by, read only: every version, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kith.doors import RuleSet, RuleVersion, rules
from kith.permissions import requires
from kith.ui.shapes import Fact


@require_GET
@requires("rules.read")
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show the rules in force with what they changed, those to come, and those before."""
    now = timezone.now()
    words = {"sets": [_set(one, now) for one in rules()]}
    return render(request, "faces/staff/rules.html", words)


def _set(found: RuleSet, now: datetime) -> dict[str, Any]:
    versions = list(_versions(found.versions))
    begun = [one for one in versions if one["starts_at"] is None or one["starts_at"] <= now]
    return {
        "title": found.title,
        "current": begun[0] if begun else None,
        "ahead": [one for one in versions if one not in begun],
        "before": begun[1:],
    }


def _versions(versions: Sequence[RuleVersion]) -> Iterator[dict[str, Any]]:
    """Yield each version with its rules, those with what stood before that it changed."""
    for place, version in enumerate(versions):
        earlier = versions[place + 1].says if place + 1 < len(versions) else version.says
        yield {
            "starts_at": version.starts_at,
            "rules": [
                Fact(rule, said, "" if earlier.get(rule) == said else _was(earlier.get(rule)))
                for rule, said in version.says.items()
            ],
        }


def _was(said: str | None) -> str:
    return _("before: %(what)s") % {"what": said} if said else _("new")
