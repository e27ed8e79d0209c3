"""What a page says of itself to search engines, and to whoever is sent its address."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from kith.ui.address_language import IN_ADDRESS, in_this_language
from kith.wall.addresses import address_of
from kith.wall.middleware import host_of

register = template.Library()
# Search engines show about so much of a description.
LONGEST_DESCRIPTION = 160


@register.inclusion_tag("components/preview.html", takes_context=True)
def preview(
    context: template.Context, *, title: str, text: str, site: str = "Kith", picture: str = ""
) -> dict[str, Any]:
    """Name, description and picture of a page anybody may see, and its address a language."""
    request: HttpRequest = context["request"]
    host = host_of(request)
    page = address_of(host, request.path)
    own = request.GET.get(IN_ADDRESS, "")
    return {
        "title": title,
        "text": Truncator(" ".join(text.split())).chars(LONGEST_DESCRIPTION),
        "site": site,
        "picture": address_of(host, in_this_language(picture)) if picture else "",
        "locale": get_language(),
        "canonical": f"{page}?{IN_ADDRESS}={own}" if own in dict(settings.LANGUAGES) else page,
        "page": page,
        "alternates": [(code, f"{page}?{IN_ADDRESS}={code}") for code, _name in settings.LANGUAGES],
    }


@register.simple_tag
def schema_org(*, thing: dict[str, Any]) -> SafeString:
    """What a page is about, in the words of schema.org, for machines."""
    script = json_script(thing).replace("application/json", "application/ld+json", 1)
    return SafeString(script)
