"""Tell what a file is, and read it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalog.wholesale.formats.drafts import Reading, line_path
from catalog.wholesale.formats.price_list_csv import read_price_list
from catalog.wholesale.formats.tmf620 import read_tmf620

LARGEST_BYTES = 20 * 1024 * 1024


def read_file(*, content: bytes, filename: str) -> Reading:
    """Return what a TMF620 export or a price list holds, told apart by what stands in it."""
    reading = Reading()
    if len(content) > LARGEST_BYTES:
        reading.refuse(
            filename, _("is larger than %(number)s MB") % {"number": LARGEST_BYTES // 1024 // 1024}
        )
        return reading
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reading.refuse(line_path(line), _("holds a byte that is no UTF-8; save the file as UTF-8"))
        return reading
    if not text.strip():
        reading.refuse(filename, _("the file is empty"))
        return reading
    if text.lstrip()[0] in "{[" or filename.lower().endswith(".json"):
        return read_tmf620(text)
    return read_price_list(text)
