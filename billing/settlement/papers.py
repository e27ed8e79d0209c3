"""One plain A4 paper for invoices, credit notes and statements."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from billing.settlement.typefaces import STRONG, TEXT, is_composed, open_face, set_in

INK = colors.HexColor("#22201c")
QUIET, RULE = colors.HexColor("#6b655b"), colors.HexColor("#d8d2c6")


@dataclass(frozen=True)
class Paper:
    """What stands on the paper; the last column of the table holds the amounts."""

    title: str
    issuer: str
    facts: Sequence[tuple[str, str]]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[tuple[str, str]]
    note: str = ""


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as PDF."""
    looks = _looks()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=paper.title,
        author=paper.issuer,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
    )
    story = [
        _said(paper.issuer, looks["quiet"]),
        _said(paper.title, looks["title"]),
        _facts(paper, looks, document.width),
        Spacer(1, 8 * mm),
        _table(paper, looks, document.width),
    ]
    if paper.note:
        story += [Spacer(1, 8 * mm), _said(paper.note, looks["quiet"])]
    document.build(story)
    return out.getvalue()


def _looks() -> dict[str, ParagraphStyle]:
    sheet = getSampleStyleSheet()
    text = ParagraphStyle(
        "text",
        sheet["Normal"],
        fontName=open_face(TEXT),
        fontSize=9,
        leading=13,
        textColor=INK,
    )
    right = ParagraphStyle("right", text, alignment=TA_RIGHT)
    return {
        "text": text,
        "right": right,
        "quiet": ParagraphStyle("quiet", text, textColor=QUIET),
        "strong": ParagraphStyle("strong", right, fontName=open_face(STRONG)),
        "title": ParagraphStyle(
            "title",
            sheet["Title"],
            fontName=open_face(STRONG),
            fontSize=20,
            leading=26,
            alignment=TA_LEFT,
            textColor=INK,
        ),
    }


def _facts(paper: Paper, looks: dict[str, ParagraphStyle], wide: float) -> Table:
    tight = TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)])
    rows = [
        [_said(name, looks["quiet"]), _said(value, looks["text"])] for name, value in paper.facts
    ]
    return Table(rows, colWidths=[wide * 0.28, wide * 0.72], style=tight)


def _table(paper: Paper, looks: dict[str, ParagraphStyle], wide: float) -> Table:
    def row(cells: Sequence[str], style: str, last: str) -> list[Paragraph]:
        *texts, amount = cells
        return [*(_said(text, looks[style]) for text in texts), _said(amount, looks[last])]

    between = len(paper.header) - 2
    body = [row(paper.header, "quiet", "right")]
    body += [row(cells, "text", "right") for cells in paper.rows]
    body += [row([name, *[""] * between, sum_], "text", "strong") for name, sum_ in paper.sums]
    lines = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.75, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, RULE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ]
    )
    widths = [wide * (0.76 - 0.18 * between), *[wide * 0.18] * between, wide * 0.24]
    return Table(body, colWidths=widths, repeatRows=1, style=lines)


def pdf_answer(*, name: str, paper: Paper) -> HttpResponse:
    """Return the paper as a file to be read or kept."""
    answer = HttpResponse(pdf_of(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    # Names come from people: what looks like markup is text.
    weight = STRONG if style.fontName == open_face(STRONG) else TEXT
    if is_composed(text):
        style = ParagraphStyle(f"{style.name}, composed", style, shaping=1)
    return Paragraph(set_in(weight, text), style)
