"""Tables that sort by links and become cards on a phone, and their pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.ui.components.building import built, query_with
from kith.ui.components.values import looked_up, shown
from kith.ui.ordering import PARAMETER
from kith.ui.shapes import Column
from kith.ui.spreadsheets import FORMAT as CSV
from kith.ui.spreadsheets import PARAMETER as AS

register = template.Library()


@register.inclusion_tag("components/table.html", takes_context=True)
def table(
    context: template.Context,
    *,
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    empty: str,
    is_caption_hidden: bool = False,
    row_href: str = "",
) -> dict[str, Any]:
    """Rows and columns; `row_href` names the value its first cell links to."""
    return {
        "caption": caption,
        "is_caption_hidden": is_caption_hidden,
        "heads": _heads(context, columns),
        "rows": [_cells(row, columns, row_href) for row in rows],
        "empty": empty,
        "width": len(columns),
    }


@register.simple_block_tag(takes_context=True)
def table_frame(
    context: template.Context,
    content: str,
    *,
    caption: str,
    columns: Sequence[Column],
    is_caption_hidden: bool = False,
) -> SafeString:
    """A table whose rows the page writes itself, each cell with its `data-label`."""
    return built(
        "table",
        {
            "caption": caption,
            "is_caption_hidden": is_caption_hidden,
            "heads": _heads(context, columns),
            "content": content,
        },
    )


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, *, page: Page, label: str) -> dict[str, Any]:
    """The pages of a list; the rest of the address stays."""
    numbers = [
        {
            "number": number,
            "href": query_with(context, page=str(number)) if isinstance(number, int) else "",
            "is_current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = query_with(context, page=str(page.number - 1)) if page.has_previous() else ""
    after = query_with(context, page=str(page.number + 1)) if page.has_next() else ""
    return {
        "label": label,
        "numbers": numbers,
        "before": before,
        "after": after,
        "number": page.number,
        "all": page.paginator.num_pages,
    }


@register.inclusion_tag("components/csv_link.html", takes_context=True)
def csv_link(context: template.Context, *, address: str = "") -> dict[str, Any]:
    """The list of this page as a file, searched and sorted as it stands; or another address."""
    return {"href": f"{address}{query_with(context, **{AS: CSV}, page=None)}"}


def _heads(context: template.Context, columns: Sequence[Column]) -> list[dict[str, Any]]:
    request = context.get("request")
    current = request.GET.get(PARAMETER, "") if request else ""
    heads = []
    for column in columns:
        up, down = current == column.key, current == f"-{column.key}"
        wanted = f"-{column.key}" if up else column.key
        heads.append(
            {
                "label": column.label,
                "kind": column.kind,
                "is_wide_only": column.is_wide_only,
                "href": query_with(context, sort=wanted, page=None) if column.is_sortable else "",
                "sorted": "ascending" if up else "descending" if down else "none",
                "icon": "arrow-up" if up else "arrow-down" if down else "arrow-up-down",
            }
        )
    return heads


def _cells(row: Any, columns: Sequence[Column], row_href: str) -> list[dict[str, Any]]:
    cells = []
    for at, column in enumerate(columns):
        html = shown(looked_up(row, column.key))
        href = looked_up(row, row_href) if row_href and at == 0 else ""
        cells.append(
            {
                "label": column.label,
                "kind": column.kind,
                "is_wide_only": column.is_wide_only,
                "html": format_html('<a class="row-link" href="{}">{}</a>', href, html)
                if href
                else html,
            }
        )
    return cells
