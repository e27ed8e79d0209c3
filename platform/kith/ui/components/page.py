"""What a layout asks for: the bundles, a shop's brand, the theme and language links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.ui.brand import brand_address
from kith.ui.bundle import script_bundle, style_bundle

register = template.Library()


@register.simple_tag
def stylesheets(*, host: str = "") -> SafeString:
    """Link the one stylesheet all pages share; a page at no host of ours takes it from another."""
    href = host.rstrip("/") + reverse("ui-stylesheet", kwargs={"digest": style_bundle().digest})
    return format_html('<link rel="stylesheet" href="{}">', href)


@register.simple_tag
def scripts() -> SafeString:
    """Load the one script all pages share, after the page."""
    href = reverse("ui-script", kwargs={"digest": script_bundle().digest})
    return format_html('<script src="{}" defer></script>', href)


@register.simple_tag
def brand_style(*, face: Any) -> SafeString:
    """Link a shop's tokens; nothing for a shop without a brand of its own."""
    address = brand_address(face)
    return format_html('<link rel="stylesheet" href="{}">', address) if address else SafeString("")


@register.inclusion_tag("components/theme_switch.html", takes_context=True)
def theme_switch(context: template.Context) -> dict[str, Any]:
    """Links to light, dark, or whatever the device says."""
    path = _path(context)
    current = context.get("theme") or "device"
    return {
        "choices": [
            {
                "theme": theme,
                "href": _preference("ui-theme", {"theme": theme}, path),
                "is_current": theme == current,
                "icon": icon,
            }
            for theme, icon in (("light", "sun"), ("dark", "moon"), ("device", "monitor"))
        ]
    }


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """Links to the page in the other languages; nothing where there is one."""
    current = translation.get_language()
    path = _path(context)
    choices = []
    for code, _name in settings.LANGUAGES if len(settings.LANGUAGES) > 1 else ():
        try:
            href = _preference("ui-language", {"language": code}, path)
        except NoReverseMatch:
            continue
        choices.append(
            {
                "code": code,
                "name": translation.get_language_info(code)["name_local"].capitalize(),
                "href": href,
                "is_current": code == current,
            }
        )
    return {"choices": choices}


def _preference(name: str, chosen: dict[str, str], path: str) -> str:
    return f"{reverse(name, kwargs=chosen)}?{urlencode({'next': path})}"


def _path(context: template.Context) -> str:
    request = context.get("request")
    return request.get_full_path() if request else "/"
