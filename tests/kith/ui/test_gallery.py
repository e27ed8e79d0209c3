"""Every component in every state: what it says, how it is named, what it refuses."""

from __future__ import annotations

import pytest
from django.template import TemplateSyntaxError, engines

from kith.ui.components.building import Example
from kith.ui.gallery.examples import EXAMPLES
from kith.ui.gallery.views import drawn
from kith.ui.templatetags.ui import register
from tests.kith.ui.reading import Reading

FRAME = {
    "brand_style",
    "foot_switches",
    "language_switch",
    "menu",
    "scripts",
    "shop_link",
    "side_nav",
    "site_mark",
    "stylesheets",
    "tab_bar",
    "theme_switch",
    "toasts",
}
IDS = [f"{example.component}: {example.name}" for example in EXAMPLES]


def compiled(source: str):
    return engines["django"].engine.from_string("{% load ui %}" + source)


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_says_what_it_should_and_names_what_it_shows(example: Example):
    markup = drawn(example)

    reading = Reading(markup)
    assert reading.faults == []
    for text in example.says:
        assert text in reading.words
    for piece in example.has:
        assert piece in markup


def test_every_component_has_an_example_or_stands_in_a_sample_page():
    shown = {example.component for example in EXAMPLES} | {"field"}

    assert set(register.tags) - shown == FRAME


def test_no_component_prints_markup_of_another_as_text():
    for example in EXAMPLES:
        assert "&lt;" not in drawn(example), example


@pytest.mark.parametrize(
    "source",
    [
        "{% button %}",
        '{% button "Save" %}',
        '{% button label="Save" colour="red" %}',
        "{% money %}",
        '{% notice tone="bad" %}',
        '{% panel "Earnings" %}{% endpanel %}',
        '{% panel heading="Earnings" %}{% endpanel %}',
        '{% dialog title="End?" open_label="End" %}{% enddialog %}',
        '{% table caption="Orders" columns=columns %}',
        '{% chart kind="bar" points=points %}',
    ],
)
def test_a_wrong_or_missing_argument_fails_when_the_template_compiles(source):
    with pytest.raises(TemplateSyntaxError):
        compiled(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% button label="Save" tone="loud" %}',
        '{% badge text="On sale" tone="primary" %}',
        '{% panel tone="dark" %}{% endpanel %}',
        '{% price amount=none period="year" %}',
        '{% icon name="no-such-icon" %}',
        '{% avatar name="Maya" size="xl" %}',
    ],
)
def test_a_choice_nobody_offers_fails_when_it_renders(source):
    from django.template import Context

    template = compiled(source)

    with pytest.raises((TemplateSyntaxError, AttributeError)):
        template.render(Context())


def test_what_people_wrote_is_never_markup():
    from django.template import Context

    source = (
        "{% panel title=evil %}{{ evil }}{% endpanel %}{% notice text=evil %}"
        "{% entry title=evil value=evil %}{% facts items=items %}{% avatar name=evil %}"
        "{% copy_link href=evil label=evil %}{% empty title=evil text=evil %}"
        "{% stat label=evil value=evil %}"
    )
    evil = '<script>alert("x")</script>'

    markup = compiled(source).render(Context({"evil": evil, "items": [(evil, evil)]}))

    assert "<script" not in markup
