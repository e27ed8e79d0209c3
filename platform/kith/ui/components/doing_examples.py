"""Named examples of what can be pressed."""

from kith.ui.components.building import Example
from kith.ui.shapes import Tab

EXAMPLES = [
    Example(
        "button",
        "tones",
        '{% button label="Choose Coast 10" tone="primary" %} {% button label="Compare" %} '
        '{% button label="End line" tone="danger" %} {% button label="Not now" tone="quiet" %}',
        says=("Choose Coast 10", "Not now"),
        has=("button-primary", "button-danger"),
    ),
    Example(
        "button",
        "link with an icon",
        '{% button label="New offer" href="#new" tone="primary" icon="plus" %}',
        says=("New offer",),
        has=('<a class="button', 'aria-hidden="true"'),
    ),
    Example(
        "button",
        "small, disabled, more to hear",
        '{% button label="Edit" hint="offer Coast 10" is_small=True %} '
        '{% button label="Release run" is_disabled=True %}',
        says=("offer Coast 10",),
        has=("visually-hidden", " disabled"),
    ),
    Example(
        "button",
        "wide",
        '{% button label="Pay €12.00" tone="primary" is_wide=True %}',
        says=("Pay €12.00",),
        has=("is-wide",),
    ),
    Example(
        "post_button",
        "publish",
        '{% post_button action="#" label="Publish" tone="primary" icon="check" fields=fields %}',
        lambda: {"fields": {"code": "coast-10"}},
        says=("Publish",),
        has=('method="post"', 'name="code"'),
    ),
    Example(
        "dialog",
        "asks by name",
        '{% dialog id="end-line" title="End the line +44 7700 900412?" open_label="End line" '
        'open_tone="danger" open_icon="phone-off" %}<p>It stops at midnight on 31 March. '
        "You can take it up again until then.</p>"
        '{% button label="End this line" tone="danger" is_wide=True %}{% enddialog %}',
        says=("End line", "End this line"),
        has=("<dialog", 'aria-labelledby="end-line-title"', "data-dialog-open"),
    ),
    Example(
        "copy_link",
        "an invitation",
        '{% copy_link href="https://harbour.kith.localhost/c/maya" label="Your invitation link" '
        'hint="Who opens it sees your three plans." share_text="My phone plans" %}',
        says=("Your invitation link",),
        has=("readonly", "<label for=", "https://wa.me/?text=My%20phone%20plans", "mailto:?body="),
    ),
    Example(
        "disclosure",
        "closed and open",
        '{% disclosure summary="How this is made up" %}<p>Five lines of March.</p>'
        '{% enddisclosure %}{% disclosure summary="Why it waits" is_open=True %}'
        "<p>The hold ends on 14 April.</p>{% enddisclosure %}",
        says=("How this is made up", "The hold ends"),
        has=("<details", "<summary>"),
    ),
    Example(
        "tabs",
        "orders",
        '{% tabs items=tabs label="Orders" %}',
        lambda: {
            "tabs": [
                Tab("Open", "#open", is_current=True, count=3),
                Tab("Done", "#done", count=128),
                Tab("Refunded", "#refunded"),
            ]
        },
        says=("Open", "128"),
        has=('aria-label="Orders"', 'aria-current="page"'),
    ),
    Example(
        "icon",
        "with and without words",
        '{% icon name="signal" size=28 %} {% icon name="shield-check" size=28 label="Verified" %}',
        has=('role="img"', 'aria-label="Verified"', 'aria-hidden="true"'),
    ),
]
