"""Named examples of words: notices, states, people, times."""

from datetime import UTC, datetime

from kith.errors import DomainError
from kith.ui.components.building import Example

MORNING = datetime(2026, 3, 1, 8, 41, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 11, 41, tzinfo=UTC)

EXAMPLES = [
    Example(
        "notice",
        "tones",
        '<div class="stack">{% notice text="Your number moves on 4 March." %}'
        '{% notice text="Paid. The receipt is in your mail." tone="good" %}'
        '{% notice title="Two days left" text="The hold ends on 14 April." tone="warn" %}</div>',
        says=("Your number moves", "Two days left"),
        has=('role="note"',),
    ),
    Example(
        "notice",
        "a refusal brings what to do",
        "{% notice text=refusal %}",
        lambda: {
            "refusal": DomainError(
                "€6.00 stands below what Coast 10 costs you.", mend="Set €7.20 or more."
            )
        },
        says=("€6.00 stands below", "Set €7.20 or more."),
        has=('role="alert"', "notice-bad"),
    ),
    Example(
        "notice_box",
        "with anything inside",
        '{% notice_box tone="info" title="Before you pay" %}<p>You can cancel within 14 days. '
        '<a href="#how">How</a></p>{% endnotice_box %}',
        says=("Before you pay", "How"),
    ),
    Example(
        "toast",
        "after saving",
        '{% toast text="Offer published. It is on sale now." tone="good" %}',
        says=("Offer published.",),
    ),
    Example(
        "badge",
        "tones",
        '<div class="row">{% badge text="Failed" tone="bad" %}{% badge text="To pay" tone="warn" %}'
        '{% badge text="On its way" tone="info" %}'
        '{% badge text="On sale" tone="good" icon="check" %}{% badge text="Draft" %}</div>',
        says=("Failed", "Draft"),
    ),
    Example(
        "empty",
        "no orders",
        '{% empty title="No orders yet" text="Share your link: the first order lands here, and '
        'you hear of it at once." action_label="Share your link" action_href="#share" '
        'icon="package" %}',
        says=("No orders yet", "Share your link"),
    ),
    Example(
        "progress",
        "known and unknown",
        '<div class="stack">{% progress label="Sending statements" value=42 maximum=120 '
        'text="42 of 120" %}{% progress label="Making your shop" %}</div>',
        says=("Sending statements", "42 of 120"),
        has=('aria-label="Making your shop"', 'value="42"'),
    ),
    Example(
        "avatar",
        "sizes",
        '<div class="row">{% avatar name="Maya Kern" size="s" %}{% avatar name="Jonas Poulsen" %}'
        '{% avatar name="Leila Okafor" size="l" %}{% avatar name="Rui" %}'
        '{% avatar name="Ana Sol" %}</div>',
        says=("MK", "JP", "LO"),
    ),
    Example(
        "when",
        "styles",
        "<p>{% when at=at %}</p><p>{% when at=at is_relative=True %}</p>"
        '<p>{% when at=at style="time" zone="America/New_York" %}</p>'
        "<p>{{ at|day }}</p>",
        lambda: {"at": MORNING, "now": LATER},
        says=("3 hours ago", "1 March"),
        has=("<time datetime=",),
    ),
    Example(
        "page_head",
        "with a way back",
        '{% page_head title="Order K-4F7Q2M" eyebrow="Maya Kern" text="Placed on 1 March." '
        'back_href="#" back_label="Orders" %}{% button label="Refund" %}{% endpage_head %}',
        says=("Order K-4F7Q2M", "Refund"),
        has=("<h1>",),
    ),
    Example(
        "hero",
        "a storefront",
        '{% hero title="Signal where you moor, help from somebody who moors there too" '
        'text="At most three questions, then your plan. The total price first." %}'
        '{% button label="Find my plan" href="#" tone="primary" %}'
        '{% button label="See all six" href="#" %}{% endhero %}',
        says=("Find my plan",),
        has=("<h1>",),
    ),
]
