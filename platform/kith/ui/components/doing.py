"""Things to press: buttons, dialogs, tabs, links to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2s
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from kith.ui.components.building import built, one_of
from kith.ui.shapes import Tab

register = template.Library()
TONES = ("plain", "primary", "danger", "quiet")
TYPES = ("submit", "button", "reset")


@register.simple_tag
def icon(*, name: str, size: int = 20, label: str = "") -> SafeString:
    """Draw an icon; with a label it is an image, without one it is decoration."""
    return _drawn(str(name), size, str(label))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, label: str) -> SafeString:
    wording = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    try:
        return SafeString(lucide(name, size=size, **wording, **{"class": "icon"}))
    except IconDoesNotExist as error:
        raise template.TemplateSyntaxError(f"there is no icon {name!r}") from error


@register.inclusion_tag("components/button.html")
def button(
    *,
    label: str,
    href: str = "",
    tone: str = "plain",
    icon: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    form: str = "",
    hint: str = "",
    is_wide: bool = False,
    is_small: bool = False,
    is_disabled: bool = False,
) -> dict[str, Any]:
    """A link that looks like a button, or a button; `hint` is heard after the label."""
    one_of(tag="button", argument="tone", value=tone, allowed=TONES)
    one_of(tag="button", argument="type", value=type, allowed=TYPES)
    return {
        "label": label,
        "href": href,
        "tone": tone,
        "icon": icon,
        "name": name,
        "value": value,
        "type": type,
        "form": form,
        "hint": hint,
        "is_wide": is_wide,
        "is_small": is_small,
        "is_disabled": is_disabled,
    }


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    *,
    action: str,
    label: str,
    tone: str = "plain",
    icon: str = "",
    fields: Mapping[str, Any] | None = None,
    target: str = "",
    swap: str = "outerHTML",
    hint: str = "",
    is_wide: bool = False,
    is_small: bool = False,
) -> dict[str, Any]:
    """A form of one button, sent by POST; with `target` htmx swaps the answer in."""
    one_of(tag="post_button", argument="tone", value=tone, allowed=TONES)
    return {
        "csrf_token": context.get("csrf_token"),
        "action": action,
        "fields": (fields or {}).items(),
        "target": target,
        "swap": swap,
        "label": label,
        "tone": tone,
        "icon": icon,
        "hint": hint,
        "is_wide": is_wide,
        "is_small": is_small,
    }


@register.simple_block_tag
def dialog(
    content: str,
    *,
    id: str,
    title: str,
    open_label: str,
    open_tone: str = "plain",
    open_icon: str = "",
    is_small: bool = False,
) -> SafeString:
    """A button and the dialog it opens; without JavaScript it opens by its address."""
    one_of(tag="dialog", argument="open_tone", value=open_tone, allowed=TONES)
    return built(
        "dialog",
        {
            "content": content,
            "id": id,
            "title": title,
            "open_label": open_label,
            "open_tone": open_tone,
            "open_icon": open_icon,
            "is_small": is_small,
        },
    )


@register.inclusion_tag("components/copy_link.html")
def copy_link(*, href: str, label: str, hint: str = "", share_text: str = "") -> dict[str, Any]:
    """An address to select or copy; with words beside it, also to send by chat or mail."""
    digest = blake2s(f"{label}{href}".encode(), digest_size=5).hexdigest()
    said = quote(share_text if href in share_text else f"{share_text} {href}")
    return {
        "chat": f"https://wa.me/?text={said}",
        "mail": f"mailto:?body={said}",
        "href": href,
        "label": label,
        "hint": hint,
        "share_text": share_text,
        "id": f"copy-{digest}",
    }


@register.simple_block_tag
def disclosure(content: str, *, summary: str, is_open: bool = False) -> SafeString:
    """Something that opens into what it is made of."""
    return format_html(
        '<details class="disclosure"{}><summary>{}{}</summary><div>{}</div></details>',
        SafeString(" open") if is_open else "",
        _drawn("chevron-right", 18, ""),
        summary,
        content,
    )


@register.inclusion_tag("components/tabs.html")
def tabs(*, items: Sequence[Tab], label: str) -> dict[str, Any]:
    """Pages side by side as links; the current one is marked."""
    return {"items": items, "label": label}
