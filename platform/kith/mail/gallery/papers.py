"""Two shops that do not exist: one under the telco's look, one with a brand of its own."""

from urllib.parse import quote

from kith.mail.letterhead import Letterhead

IMPRINT = "Northline Telecom SL, Calle del Faro 12, 48001 Bilbao, Spain"
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 48">'
    '<path d="M4 30q12-18 24 0t24 0" fill="none" stroke="#7a2e5d" stroke-width="6"/>'
    '<text x="64" y="33" font-family="sans-serif" font-size="26" font-weight="700" '
    'fill="#7a2e5d">Tide Mobile</text></svg>'
)
PAPERS = {
    "harbour": Letterhead(
        name="Harbour Calls",
        seller_name="Northline Telecom SL",
        is_own_brand=False,
        is_home=False,
        answers_to="maya@harbour.example",
        imprint=IMPRINT,
        language="en",
        url="https://harbour.northline.example/",
        hours="Mon to Sat, 9:00 to 20:00",
    ),
    "tide": Letterhead(
        name="Tide Mobile",
        seller_name="Northline Telecom SL",
        is_own_brand=True,
        is_home=False,
        answers_to="care@tide.example",
        imprint=IMPRINT,
        language="en",
        url="https://tide.example/",
        logo_url=f"data:image/svg+xml,{quote(MARK)}",
        logo_width=480,
        logo_height=96,
        accent="#7a2e5d",
        ink_on_accent="#ffffff",
        surface_tint="#f6e9f1",
        radius=8,
        type_pairing="signal",
    ),
}
