"""Named examples of pictures."""

from datetime import UTC, datetime
from typing import Any

from kith.money import Money
from kith.ui.components.building import Example
from kith.ui.shapes import Criterion, SetupStep, TimelineStep

PAID = datetime(2026, 3, 1, 8, 41, tzinfo=UTC)


def order() -> dict[str, Any]:
    return {
        "steps": [
            TimelineStep("Paid, €12.00", "done", at=PAID),
            TimelineStep("Number +44 7700 900412 reserved", "done", at=PAID),
            TimelineStep(
                "Activating on Northline", "now", note="Usually 4 minutes.", actor="The network"
            ),
            TimelineStep("Scan your eSIM", "waiting"),
        ]
    }


def failed() -> dict[str, Any]:
    return {
        "steps": [
            TimelineStep("Paid, €12.00", "done", at=PAID),
            TimelineStep(
                "The network refused the number",
                "failed",
                at=PAID,
                note="Your €12.00 are on their way back: two working days at most.",
            ),
        ]
    }


def path() -> dict[str, Any]:
    return {
        "criteria": [
            Criterion("Lines in service", "128", "100", "met", share=1.0),
            Criterion("Kept for 12 months", "91 %", "85 %", "met", share=1.0),
            Criterion("Rating", "4.78", "4.80", "close", share=0.97, note="46 reviews in 90 days"),
            Criterion("Healthy weeks", "3", "13", "missing", share=0.23),
        ]
    }


def setup() -> dict[str, Any]:
    return {
        "setup": [
            SetupStep("Name your shop", "done", href="#name"),
            SetupStep("Choose offers", "done", href="#offers"),
            SetupStep("Where you are paid", "now", href="#pay", note="Takes 3 minutes"),
            SetupStep("Share your link", "todo"),
        ]
    }


def kept() -> dict[str, Any]:
    months = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    ours = zip(months, (84, 86.5, 86, 89, 89, 92), strict=True)
    others = zip(months, (83, 83, 84, 84, 85, 85), strict=True)
    return {"points": list(ours), "others": list(others)}


def earned() -> dict[str, Any]:
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    amounts = (1200, 2350, 2500, 4100, -900, 6020, 7480, 9100, 11250, 12800, 15010, 18432)
    return {
        "points": [
            (month, Money(amount, "EUR")) for month, amount in zip(months, amounts, strict=True)
        ]
    }


EXAMPLES = [
    Example(
        "meter",
        "tones",
        '<div class="stack">{% meter label="Data" value=4.2 maximum=10 text="4.2 of 10 GB" '
        'note="Starts again on 1 April." %}{% meter label="Roaming" value=2.8 maximum=3 '
        'text="2.8 of 3 GB" tone="warn" %}{% meter label="Healthy weeks" value=9 maximum=12 '
        'text="9 of 12" tone="good" %}</div>',
        says=("4.2 of 10 GB",),
        has=('role="meter"', 'aria-valuenow="4.2"', 'aria-label="Roaming"'),
    ),
    Example(
        "timeline",
        "an order on its way",
        '{% timeline steps=steps label="Your order" %}',
        order,
        says=("The network acts next", "Scan your eSIM"),
        has=('aria-label="Your order"', 'aria-current="step"'),
    ),
    Example(
        "timeline",
        "failed",
        '{% timeline steps=steps label="Order K-9T2" %}',
        failed,
        says=("on their way back",),
        has=('aria-label="Failed"',),
    ),
    Example(
        "steps",
        "setting up",
        '{% steps steps=setup label="Set up your shop" %}',
        setup,
        says=("2 of 4 done", "Takes 3 minutes"),
        has=('aria-current="step"',),
    ),
    Example(
        "criteria",
        "a case",
        '{% criteria criteria=criteria label="What virtual operator asks" %}',
        path,
        says=("Lines in service", "of 4.80", "close", "missing"),
    ),
    Example(
        "chart",
        "a line with a comparison and a target",
        '{% chart kind="line" title="92 % stay, 3 more than last month" points=points unit="%" '
        'name="Your circle" compare=others compare_name="All circles" target=90 '
        'target_label="Next tier asks" %}',
        kept,
        says=("92 % stay", "All circles", "The numbers"),
        has=("<figcaption", "<table>"),
    ),
    Example(
        "chart",
        "bars of money, one below zero",
        '{% chart kind="bar" title="€184.32 in March, the best month so far" points=points '
        'name="Earned" %}',
        earned,
        says=("€184.32", "−€9.00"),
        has=("<caption", 'scope="row"'),
    ),
    Example(
        "rings",
        "growing",
        '<div class="grid-3">{% rings members=3 opened=5 label="Your first five" %}'
        '{% rings members=38 opened=50 label="Your circle" '
        'note="150 opens at health 75 for 12 weeks." %}'
        '{% rings members=412 opened=500 label="A grown circle" %}</div>',
        says=("Your first five", "150 opens at health 75"),
        has=('role="img"', "pathLength"),
    ),
    Example(
        "qr",
        "an eSIM",
        '{% qr content="LPA:1$rsp.northline.example$K7-4F7Q-2M" '
        'label="eSIM code for +44 7700 900412" caption="Point another phone at it." %}',
        says=("Point another phone at it.",),
        has=('role="img"', 'aria-label="eSIM code for +44 7700 900412"'),
    ),
]
