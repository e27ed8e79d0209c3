"""Named examples of money."""

from typing import Any

from kith.money import Money
from kith.ui.components.building import Example
from kith.ui.shapes import Part


def split() -> dict[str, Any]:
    parts = [
        Part("Tax", Money(192, "EUR"), "tax", note="19 %, to the state"),
        Part("Network, wholesale", Money(605, "EUR"), "wholesale"),
        Part("Harbour Calls", Money(302, "EUR"), "seller", note="you"),
        Part("Kith", Money(101, "EUR"), "platform"),
    ]
    return {"parts": parts, "total": Money(1200, "EUR")}


def given_back() -> dict[str, Any]:
    parts = [
        Part("Tax", Money(-192, "EUR"), "tax"),
        Part("Network, wholesale", Money(-706, "EUR"), "wholesale"),
        Part("Harbour Calls", Money(-270, "EUR"), "seller"),
        Part("Maya Kern", Money(-30, "EUR"), "sponsor", note="encouraged you"),
        Part("Rounding", Money(-2, "EUR"), "rounding"),
    ]
    return {"parts": parts, "total": Money(-1200, "EUR")}


def plans() -> dict[str, Any]:
    return {
        "ten": Money(1200, "EUR"),
        "five": Money(850, "EUR"),
        "boat": Money(1900, "EUR"),
        "ten_has": ["10 GB", "Unlimited calls", "EU roaming included", "eSIM in 4 minutes"],
        "five_has": ["5 GB", "Unlimited calls", "EU roaming included"],
        "boat_has": ["25 GB shared by four", "Separate bills"],
    }


EXAMPLES = [
    Example(
        "money",
        "paid, owed, signed",
        "<p>{% money amount=paid %}</p><p>{% money amount=owed %}</p>"
        "<p>{% money amount=paid is_signed=True %}</p><p>{% money amount=yen %}</p>",
        lambda: {
            "paid": Money(123450, "EUR"),
            "owed": Money(-420, "EUR"),
            "yen": Money(1500, "JPY"),
        },
        says=("€1,234.50", "−€4.20", "+€1,234.50", "¥1,500"),
    ),
    Example(
        "price",
        "sizes",
        '{% price amount=price note="all in" %}{% price amount=price period="once" size="l" %}',
        lambda: {"price": Money(1200, "EUR")},
        says=("€12.00", "a month", "once"),
    ),
    Example(
        "offer_card",
        "three side by side",
        '<div class="offers">{% offer_card name="Coast 10" price=ten allowances=ten_has '
        'why="You used 5.1 to 6.4 GB; your worst month still fits." badge="Fits you" is_best=True '
        'href="#10" label="Choose Coast 10" %}{% offer_card name="Coast 5" price=five '
        'allowances=five_has blurb="For quiet months." href="#5" label="Choose Coast 5" %}'
        '{% offer_card name="Family boat" price=boat allowances=boat_has '
        'why="Worth it from the second person on." href="#boat" label="Choose Family boat" %}'
        "</div>",
        plans,
        says=("Coast 10", "€12.00", "Choose Family boat"),
        has=("<article", "<h3"),
    ),
    Example(
        "split_bar",
        "an invoice line",
        '{% split_bar title="Where €12.00 goes" parts=parts total=total %}',
        split,
        says=("Network, wholesale", "€6.05", "Total", "€12.00"),
    ),
    Example(
        "split_bar",
        "given back",
        '{% split_bar title="What €12.00 back takes from whom" parts=parts total=total %}',
        given_back,
        says=("−€7.06", "−€12.00"),
    ),
]
