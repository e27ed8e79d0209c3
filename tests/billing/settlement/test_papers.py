"""A paper carries the letters of every script that a name on it may be written in."""

import re

import pytest
from reportlab.pdfbase import pdfmetrics

from billing.settlement.papers import Paper, pdf_of
from billing.settlement.typefaces import STRONG, TEXT, set_in

# A run that says which face it is set in, or is set in the first one.
RUN = re.compile(r'<font name="(\w+)">([^<]*)</font>|([^<]+)')


def a_paper(name):
    return Paper(
        title=f"Invoice {name}",
        issuer=name,
        facts=[("For", name)],
        header=["What", "Tax rate", "Price"],
        rows=[[name, "21 %", "€12.00"]],
        sums=[("Total", "€12.00")],
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


def test_arabic_is_joined_and_put_from_right_to_left():
    # The last letter comes first, each in the form it has inside its word.
    assert "\ufee7" in set_in(TEXT, "نور")
    assert RUN.findall(set_in(TEXT, "نور"))[0][1][-1] == "\ufee7"


@pytest.mark.parametrize(
    ("name", "shown"), [("Ana 😀", "Ana "), ("<b>&Ana", "&lt;b&gt;&amp;Ana"), ("\U00030000", "?")]
)
def test_what_no_face_has_is_no_black_square(name, shown):
    assert set_in(TEXT, name) == shown
