"""Draw one plain A4 paper, for invoices, credit notes and statements."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from billing.settlement.papers import Listing, Paper
from billing.settlement.typefaces import STRONG, TEXT, is_composed, open_face, set_in

INK = colors.HexColor("#22201c")
QUIET, RULE = colors.HexColor("#6b655b"), colors.HexColor("#d8d2c6")
SIDE, TOP, BOTTOM = 22 * mm, 18 * mm, 24 * mm
# No air at the left and right: text stands exactly under the text above it.
FLUSH = [("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as PDF: text that can be selected, with its title and its language."""
    looks = _looks()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=f"{paper.title}, {paper.brand}",
        author=paper.issuer[0],
        lang=paper.language,
        displayDocTitle=True,
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
    )
    wide = document.width
    # Without the air that a frame has by itself: text and tables begin at one edge.
    frame = Frame(SIDE, BOTTOM, wide, document.height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    story: list[Flowable] = [
        _said(paper.brand, looks["brand"]),
        _rule(paper, wide),
        _said(paper.title, looks["title"]),
        _parties(paper, looks, wide),
        Spacer(1, 5 * mm),
        _facts(paper, looks, wide),
    ]
    for listing in paper.listings:
        story += [Spacer(1, 7 * mm), _table(listing, looks, wide)]
    if paper.note:
        story += [Spacer(1, 7 * mm), _said(paper.note, looks["quiet"])]
    document.build(story, canvasmaker=_counting(paper, looks["foot"]))
    return out.getvalue()


def _looks() -> dict[str, ParagraphStyle]:
    sheet = getSampleStyleSheet()
    text = ParagraphStyle(
        "text",
        sheet["Normal"],
        fontName=open_face(TEXT),
        fontSize=9.5,
        leading=13,
        textColor=INK,
    )
    right = ParagraphStyle("right", text, alignment=TA_RIGHT)
    strong = open_face(STRONG)
    return {
        "text": text,
        "right": right,
        "quiet": ParagraphStyle("quiet", text, textColor=QUIET),
        "quiet right": ParagraphStyle("quiet right", right, textColor=QUIET),
        "strong": ParagraphStyle("strong", text, fontName=strong),
        "sum": ParagraphStyle("sum", text, fontName=strong, fontSize=11),
        "sum right": ParagraphStyle("sum right", right, fontName=strong, fontSize=11),
        "foot": ParagraphStyle("foot", text, fontSize=8, leading=10, textColor=QUIET),
        "brand": ParagraphStyle("brand", text, fontName=strong, fontSize=13, leading=17),
        "title": ParagraphStyle(
            "title",
            text,
            fontName=strong,
            fontSize=19,
            leading=24,
            alignment=TA_LEFT,
            spaceBefore=5 * mm,
            spaceAfter=4 * mm,
        ),
    }


def _rule(paper: Paper, wide: float) -> Table:
    """Return a line under the shop's name, in its own colour where it has one."""
    ink = colors.HexColor(paper.accent) if paper.accent else INK
    look = TableStyle([("LINEABOVE", (0, 0), (-1, 0), 1.5, ink)])
    return Table([[""]], colWidths=[wide], rowHeights=[2 * mm], style=look)


def _parties(paper: Paper, looks: dict[str, ParagraphStyle], wide: float) -> Table:
    """Return who issues it beside whom it is for."""

    def block(name: str, lines: Sequence[str]) -> list[Paragraph]:
        first, *rest = lines
        return [
            _said(name, looks["quiet"]),
            _said(first, looks["strong"]),
            *(_said(line, looks["text"]) for line in rest),
        ]

    issues, receives = paper.roles
    cells = [block(issues, paper.issuer), block(receives, paper.receiver)]
    look = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *FLUSH])
    return Table([cells], colWidths=[wide * 0.55, wide * 0.45], style=look)


def _facts(paper: Paper, looks: dict[str, ParagraphStyle], wide: float) -> Table:
    tight = ("TOPPADDING", (0, 0), (-1, -1), 0)
    look = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), tight, *FLUSH])
    rows = [
        [_said(name, looks["quiet"]), _said(value, looks["text"])] for name, value in paper.facts
    ]
    return Table(rows, colWidths=[wide * 0.28, wide * 0.72], style=look)


def _table(listing: Listing, looks: dict[str, ParagraphStyle], wide: float) -> Table:
    texts = len(listing.header) - listing.amounts

    def row(cells: Sequence[str], style: str) -> list[list[Paragraph]]:
        return [
            _lines(cell, looks, style if place < texts else f"{style} right".strip())
            for place, cell in enumerate(cells)
        ]

    body: list[list[Any]] = [row(listing.header, "quiet")]
    body += [row(cells, "") for cells in listing.rows]
    between = len(listing.header) - 2
    for name, amount in listing.sums:
        body.append([_lines(name, looks, ""), *[""] * between, _lines(amount, looks, "right")])
    look = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.75, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, RULE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *FLUSH,
        ]
    )
    if listing.sums:
        name, amount = listing.sums[-1]
        body[-1][0], body[-1][-1] = _lines(name, looks, "sum"), _lines(amount, looks, "sum right")
        look.add("LINEABOVE", (0, -1), (-1, -1), 0.75, INK)
        for place in range(1, len(listing.sums) + 1):
            look.add("SPAN", (0, -place), (-2, -place))
    widths = [wide * share for share in listing.widths]
    return Table(body, colWidths=widths, repeatRows=1, style=look)


def _lines(cell: str, looks: dict[str, ParagraphStyle], style: str) -> list[Paragraph]:
    first, *rest = cell.split("\n")
    beneath = looks["quiet right" if style.endswith("right") else "quiet"]
    return [_said(first, looks[style or "text"]), *(_said(line, beneath) for line in rest)]


def _counting(paper: Paper, look: ParagraphStyle) -> Callable[..., Canvas]:
    """Return a canvas that writes who and what beneath each page, and which of how many it is."""

    class Counting(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # the library's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self._foot(number)
                super().showPage()
            super().save()

        def _foot(self, number: int) -> None:
            width = A4[0] - 2 * SIDE
            count = _("Page %(n)s of %(of)s") % {"n": number, "of": len(self._pages)}
            told = _said(f"{paper.issuer[0]} · {paper.title} · {count}", look)
            _wide, high = told.wrapOn(self, width, BOTTOM)
            told.drawOn(self, SIDE, BOTTOM / 2 - high / 2)

    return Counting


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    # Names come from people: what looks like markup is text.
    weight = STRONG if style.fontName == open_face(STRONG) else TEXT
    if is_composed(text):
        style = ParagraphStyle(f"{style.name}, composed", style, shaping=1)
    return Paragraph(set_in(weight, text), style)
