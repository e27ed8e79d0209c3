"""A paper carries the letters of every script that a name on it may be written in."""

import re

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics

from billing.settlement.drawing import pdf_of
from billing.settlement.papers import Listing, Paper
from billing.settlement.typefaces import STRONG, TEXT, set_in

# A run that says which face it is set in, or is set in the first one.
RUN = re.compile(r'<font name="(\w+)">([^<]*)</font>|([^<]+)')


def a_paper(name, *, rows=1, language="en"):
    return Paper(
        title=f"Invoice {name}",
        brand=name,
        issuer=[name, "Calle del Faro 12"],
        receiver=[name],
        roles=("Sold by", "For"),
        facts=[("Issued", "1 Mar 2026")],
        listings=[
            Listing(
                header=["What", "Tax rate", "Price"],
                rows=[[name, "21 %", "€12.00"]] * rows,
                widths=(0.6, 0.2, 0.2),
                amounts=2,
                sums=[("Total", "€12.00")],
            )
        ],
        language=language,
    )


@pytest.mark.parametrize("weight", [TEXT, STRONG])
@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć",
        "Đặng Thị Ngọc",
        "Ευγενία",
        "Зоя Ђ",
        "نور الدين",
        "שלום",
        "李明",
        "さくら",
        "김민수",
        "क्षत्रिय",
        "தமிழ்",
        "สวัสดี",
        "ሰላም",
    ],
)
def test_each_letter_is_set_in_a_face_that_has_it(name, weight):
    runs = RUN.findall(set_in(weight, name))

    assert runs
    for face, marked, bare in runs:
        letters = pdfmetrics.getFont(face or f"Kith{weight}0").face.charToGlyph
        assert all(ord(letter) in letters for letter in marked or bare)


@pytest.mark.parametrize("name", ["Łukasz", "نور الدين", "李明", "क्षत्रिय"])
def test_the_faces_stand_in_the_file(name):
    pdf = pdf_of(a_paper(name))

    assert pdf.startswith(b"%PDF")
    assert b"FontFile2" in pdf


def test_a_paper_says_its_title_and_language_and_which_page_of_how_many_it_is():
    paper = pypdfium2.PdfDocument(pdf_of(a_paper("Harbour Calls", rows=90, language="es")))

    pages = [page.get_textpage().get_text_bounded() for page in paper]
    assert paper.get_metadata_value("Title") == "Invoice Harbour Calls, Harbour Calls"
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        # The head of the table stands on each page of it.
        assert "Tax rate" in text
    assert b"/Lang (es)" in pdf_of(a_paper("Harbour Calls", language="es"))


def test_arabic_is_joined_and_put_from_right_to_left():
    # The last letter comes first, each in the form it has inside its word.
    assert "\ufee7" in set_in(TEXT, "نور")
    assert RUN.findall(set_in(TEXT, "نور"))[0][1][-1] == "\ufee7"


@pytest.mark.parametrize(
    ("name", "shown"), [("Ana 😀", "Ana "), ("<b>&Ana", "&lt;b&gt;&amp;Ana"), ("\U00030000", "?")]
)
def test_what_no_face_has_is_no_black_square(name, shown):
    assert set_in(TEXT, name) == shown
