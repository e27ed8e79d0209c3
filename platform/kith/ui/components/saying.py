"""Things to read: notices, badges, headings, times, people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

from django import template
from django.contrib.messages import constants as levels
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.ui.components.building import built, one_of
from kith.ui.components.values import time_html
from kith.ui.formats import date_text, day_text, local, relative_text, time_text, zone_text
from kith.ui.shapes import Tone
from kith.ui.whole import kept_whole

register = template.Library()
NOTICE_TONES = {
    "info": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "octagon-alert",
}
BADGE_TONES = get_args(Tone)
TONE_OF_LEVEL = {
    levels.SUCCESS: "good",
    levels.WARNING: "warn",
    levels.ERROR: "bad",
}
AVATAR_TINTS = 6
STYLES = ("both", "date", "time", "near")


@register.inclusion_tag("components/notice.html")
def notice(*, text: Any, tone: str = "", title: str = "", mend: str = "") -> dict[str, Any]:
    """A sentence that matters; a refusal brings its own tone and what to do now."""
    tone = tone or ("bad" if isinstance(text, Exception) else "info")
    return _noticed(tone) | {
        "text": kept_whole(str(text)),
        "title": kept_whole(title),
        "mend": mend or getattr(text, "mend", ""),
    }


@register.simple_block_tag
def notice_box(content: str, *, tone: str = "info", title: str = "") -> SafeString:
    """A notice with anything inside."""
    return built("notice", _noticed(tone) | {"content": content, "title": title})


def _noticed(tone: str) -> dict[str, Any]:
    one_of(tag="notice", argument="tone", value=tone, allowed=NOTICE_TONES)
    return {"tone": tone, "icon": NOTICE_TONES[tone], "is_urgent": tone == "bad"}


@register.inclusion_tag("components/badge.html")
def badge(*, text: str, tone: str = "plain", icon: str = "") -> dict[str, Any]:
    """One or two words of state."""
    one_of(tag="badge", argument="tone", value=tone, allowed=BADGE_TONES)
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("components/empty.html")
def empty(
    *, title: str, text: str, action_label: str = "", action_href: str = "", icon: str = ""
) -> dict[str, Any]:
    """An empty place that says what to do first."""
    return {
        "title": title,
        "text": text,
        "action_label": action_label,
        "action_href": action_href,
        "icon": icon,
    }


@register.inclusion_tag("components/progress.html")
def progress(
    *, label: str, value: float | None = None, maximum: float = 100, text: str = ""
) -> dict[str, Any]:
    """How far something long has come; no value means nobody knows."""
    return {"label": label, "value": value, "maximum": maximum, "text": text}


@register.inclusion_tag("components/toast.html")
def toast(*, text: str, tone: str = "info") -> dict[str, Any]:
    """A short word after something was done."""
    return _noticed(tone) | {"text": text}


@register.inclusion_tag("components/toasts.html", takes_context=True)
def toasts(context: template.Context) -> dict[str, Any]:
    """The messages waiting for this person."""
    waiting = context.get("messages") or ()
    return {
        "waiting": [
            {"text": message, "tone": TONE_OF_LEVEL.get(message.level, "info")}
            for message in waiting
        ]
    }


@register.inclusion_tag("components/avatar.html")
def avatar(*, name: str, initials: str = "", size: str = "m") -> dict[str, Any]:
    """A person's initials on a tint of their own; decoration beside the name."""
    one_of(tag="avatar", argument="size", value=size, allowed=("s", "m", "l"))
    words = str(name).split() or ["?"]
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return {
        "initials": initials or "".join(word[0] for word in ends).upper(),
        "size": size,
        "tint": sum(map(ord, str(name))) % AVATAR_TINTS,
    }


@register.filter
def day(on: date | datetime | None) -> str:
    """A day inside a sentence, always with its year: `28 de noviembre de 2026`."""
    if on is None:
        return ""
    return day_text(local(on) if isinstance(on, datetime) else on)


@register.filter
def short_day(on: date | datetime | None) -> str:
    """A day where room is scarce, still with its year: `28 nov 2026`."""
    if on is None:
        return ""
    return date_text(local(on) if isinstance(on, datetime) else on)


@register.simple_tag(takes_context=True)
def when(
    context: template.Context,
    *,
    at: datetime | date | None,
    style: str = "both",
    is_relative: bool = False,
    zone: str = "",
) -> SafeString:
    """An instant in the reader's words and zone, or a day; `is_relative` says how long ago."""
    one_of(tag="when", argument="style", value=style, allowed=STYLES)
    if at is None:
        return SafeString("")
    if not isinstance(at, datetime):
        # A day has no zone and no hour to show.
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_text(at))
    if is_relative:
        now = context.get("now") or timezone.now()
        return time_html(at, relative_text(at, now=now), zone)
    here = local(at, zone)
    today = local(context.get("now") or timezone.now(), zone).date()
    hour = f"{time_text(at, zone)} {zone_text(at, zone)}"
    texts = {
        "both": lambda: "",
        "date": lambda: date_text(here),
        "time": lambda: hour,
        # What happened today by its hour, what happened before by its date.
        "near": lambda: hour if here.date() == today else date_text(here),
    }
    return time_html(at, texts[style](), zone)


@register.simple_block_tag
def page_head(
    content: str,
    *,
    title: str,
    text: str = "",
    eyebrow: str = "",
    back_href: str = "",
    back_label: str = "",
) -> SafeString:
    """A page's heading, its codes on one line each; its actions stand in the block."""
    return built(
        "page_head",
        {
            "content": SafeString(content.strip()),
            "title": kept_whole(title),
            "text": kept_whole(text),
            "eyebrow": kept_whole(eyebrow),
            "back_href": back_href,
            "back_label": back_label,
        },
    )


@register.simple_block_tag
def hero(content: str, *, title: str, text: str = "", eyebrow: str = "") -> SafeString:
    """A large heading for a first page; its actions stand in the block."""
    return built(
        "hero",
        {"content": SafeString(content.strip()), "title": title, "text": text, "eyebrow": eyebrow},
    )
