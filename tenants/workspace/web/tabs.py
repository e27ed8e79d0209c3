"""The pages of settings, as tabs; only those the person may open."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.permissions import allowed
from kith.ui.shapes import Tab


def settings_tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Return the tabs of this shop's settings."""
    pages = [
        ("desk-settings", _("Shop"), "settings.edit"),
        ("desk-brand", _("Brand"), "brand.edit"),
        ("desk-domain", _("Domain"), "domains.claim"),
        ("desk-team", _("Team"), "team.read"),
    ]
    return [
        Tab(label=label, href=reverse(page), is_current=page == current)
        for page, label, permission in pages
        if allowed(request, permission)
    ]
