"""Named examples of surfaces."""

from datetime import UTC, datetime

from kith.money import Money
from kith.ui.components.building import Example
from kith.ui.shapes import Fact, Link, Tagged

EXAMPLES = [
    Example(
        "panel",
        "with a link",
        '{% panel title="Earnings" text="March so far" link_label="All statements" '
        'link_href="#" %}<p>Five lines, one on hold.</p>{% endpanel %}',
        says=("Earnings", "All statements"),
        has=('<h2 class="panel-title"',),
    ),
    Example(
        "panel",
        "tones",
        '<div class="stack">{% panel title="Tint" tone="tint" level=3 %}<p>A hint of the brand.'
        '</p>{% endpanel %}{% panel title="Well" tone="well" level=3 %}<p>Set back.</p>'
        '{% endpanel %}{% panel title="Open" tone="open" level=3 %}<p>No box.</p>{% endpanel %}'
        "</div>",
        says=("Tint", "Well", "Open"),
        has=("<h3",),
    ),
    Example(
        "card",
        "linked",
        '<div class="grid-2">{% card title="Invite a friend" href="#invite" %}'
        '<p class="quiet">Three places left in this ring.</p>{% endcard %}'
        '{% card title="Set your hours" tone="well" %}<p class="quiet">Buyers see them.</p>'
        "{% endcard %}</div>",
        says=("Invite a friend",),
        has=('<a href="#invite">',),
    ),
    Example(
        "entry",
        "a list",
        '<ul class="entries">{% entry title="Maya Kern" initials="MK" text="Coast 10" href="#1" '
        'value=paid badge="Active" badge_tone="good" %}{% entry title="Jonas Poulsen" '
        'text="Coast 5, since 4 March" initials="JP" href="#2" value=back %}'
        '{% entry title="Your statement" icon="receipt-text" text="No link" %}</ul>',
        lambda: {"paid": Money(1200, "EUR"), "back": Money(-850, "EUR")},
        says=("Maya Kern", "€12.00", "−€8.50"),
    ),
    Example(
        "task",
        "people need you",
        '<ul class="tasks">{% task title="Activation waits since 09:10" initials="JP" '
        'text="The old provider has not released the number. Usual: one working day." %}'
        '{% button label="Tell Jonas" %}{% endtask %}{% task title="Leila pays €6.00 too much" '
        'initials="LO" text="Coast 5 fits her last three months. Your pay stays the same." %}'
        '{% button label="Offer it" tone="primary" %}{% endtask %}'
        '{% task title="A payment failed" icon="credit-card" tone="bad" '
        'text="The card of Rui was declined twice." %}{% button label="Write to Rui" %}'
        "{% endtask %}</ul>",
        says=("Activation waits", "Offer it"),
    ),
    Example(
        "facts",
        "a line",
        "{% facts items=items %}",
        lambda: {
            "items": [
                Fact("Number", "+44 7700 900412"),
                Fact("Plan", Link("Coast 10", "#coast-10"), note="10 GB, calls without limit"),
                Fact("Next payment", Money(1200, "EUR")),
                ("Active since", datetime(2026, 3, 1, 8, 45, tzinfo=UTC)),
                ("State", Tagged("In service", "good")),
                ("Ended", None),
            ]
        },
        says=("Number", "€12.00", "In service", "–"),
        has=("<dl", "<dt>"),
    ),
    Example(
        "stat",
        "four figures",
        '<div class="stats">{% stat label="To be paid out" value=due note="on 1 April" href="#" %}'
        '{% stat label="In service" value=23 note="2 more than last month" tone="good" %}'
        '{% stat label="On hold" value=held note="1 refund to decide" tone="warn" %}'
        '{% stat label="Answers within" value="2 h" note="promised: 24 h" %}</div>',
        lambda: {"due": Money(18432, "EUR"), "held": Money(1200, "EUR")},
        says=("To be paid out", "€184.32", "23"),
    ),
]
