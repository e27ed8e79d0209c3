"""What things stand on: panels, cards, rows of a list, facts and figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from kith.ui.components.building import built, one_of
from kith.ui.components.values import shown
from kith.ui.shapes import Fact
from kith.ui.whole import kept_whole

register = template.Library()
PANEL_TONES = ("plain", "tint", "well", "open")
LEVELS = ("2", "3", "4")
FIGURE_TONES = ("plain", "good", "warn", "bad")


@register.simple_block_tag
def panel(
    content: str,
    *,
    title: str = "",
    text: str = "",
    id: str = "",
    tone: str = "plain",
    level: int = 2,
    link_label: str = "",
    link_href: str = "",
) -> SafeString:
    """A section with its heading on a surface of its own."""
    one_of(tag="panel", argument="tone", value=tone, allowed=PANEL_TONES)
    one_of(tag="panel", argument="level", value=str(level), allowed=LEVELS)
    return built(
        "panel",
        {
            "content": content,
            "title": kept_whole(title),
            "text": kept_whole(text),
            "id": id,
            "tone": tone,
            "level": level,
            "link_label": link_label,
            "link_href": link_href,
        },
    )


@register.simple_block_tag
def card(
    content: str, *, title: str = "", href: str = "", tone: str = "plain", level: int = 3
) -> SafeString:
    """A small box; with an address its title is a link that covers it."""
    one_of(tag="card", argument="tone", value=tone, allowed=("plain", "tint", "well"))
    one_of(tag="card", argument="level", value=str(level), allowed=LEVELS)
    return built(
        "card", {"content": content, "title": title, "href": href, "tone": tone, "level": level}
    )


@register.inclusion_tag("components/entry.html")
def entry(
    *,
    title: str,
    href: str = "",
    text: str = "",
    initials: str = "",
    icon: str = "",
    value: Any = None,
    badge: str = "",
    badge_tone: str = "plain",
) -> dict[str, Any]:
    """A row of a list that opens into its page."""
    return {
        "title": kept_whole(title),
        "href": href,
        "text": kept_whole(text),
        "initials": initials,
        "icon": icon,
        "value": "" if value is None else shown(value),
        "badge": badge,
        "badge_tone": badge_tone,
    }


@register.simple_block_tag
def task(
    content: str,
    *,
    title: str,
    text: str = "",
    initials: str = "",
    icon: str = "",
    tone: str = "plain",
    id: str = "",
) -> SafeString:
    """Somebody who needs you, why, and what you can do."""
    one_of(tag="task", argument="tone", value=tone, allowed=FIGURE_TONES)
    return built(
        "task",
        {
            "content": SafeString(content.strip()),
            "title": kept_whole(title),
            "text": kept_whole(text),
            "initials": initials,
            "icon": icon,
            "tone": tone,
            "id": id,
        },
    )


@register.inclusion_tag("components/facts.html")
def facts(*, items: Iterable[Fact | tuple[str, Any]], columns: int = 1) -> dict[str, Any]:
    """Names and values."""
    one_of(tag="facts", argument="columns", value=str(columns), allowed=("1", "2"))
    known = [Fact(*item) if isinstance(item, tuple | list) else item for item in items]
    rows = [{"label": fact.label, "value": shown(fact.value), "note": fact.note} for fact in known]
    return {"rows": rows, "columns": columns}


@register.inclusion_tag("components/stat.html")
def stat(
    *, label: str, value: Any, note: str = "", tone: str = "plain", href: str = ""
) -> dict[str, Any]:
    """One figure that opens into what it is made of."""
    one_of(tag="stat", argument="tone", value=tone, allowed=FIGURE_TONES)
    return {"label": label, "value": shown(value), "note": note, "tone": tone, "href": href}
