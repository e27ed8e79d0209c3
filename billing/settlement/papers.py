"""What stands on a paper, and the paper as an answer; `billing.settlement.drawing` draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse


@dataclass(frozen=True)
class Listing:
    """A table with a head; the last `amounts` columns are set to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    # Of the paper's width; they sum to 1.
    widths: Sequence[float]
    amounts: int = 1
    # A name and an amount each, beneath; the last is what the paper comes to.
    sums: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Paper:
    """What stands on the paper. A line break in a cell begins a quieter line."""

    title: str
    # Under whose name it is sold, and who issues it by law, line by line.
    brand: str
    issuer: Sequence[str]
    receiver: Sequence[str]
    # What the two are called on it.
    roles: tuple[str, str]
    facts: Sequence[tuple[str, str]]
    listings: Sequence[Listing]
    note: str = ""
    language: str = "en"
    # The brand's own colour, where it has one.
    accent: str = ""


def pdf_answer(*, name: str, paper: Paper) -> HttpResponse:
    """Return the paper as a file to be read or kept."""
    # A large library and its typefaces: most processes never draw.
    from billing.settlement.drawing import pdf_of

    answer = HttpResponse(pdf_of(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
