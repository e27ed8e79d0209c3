"""Named examples of forms, filled, empty and refused."""

from typing import Any

from django import forms

from kith.ui.components.building import Example
from kith.ui.shapes import Select
from kith.visible import AddressField, LineField, LinesField


class OrderForm(forms.Form):
    """A form with one field of each kind."""

    email = AddressField(label="Email", help_text="The eSIM goes there.")
    phone = LineField(label="Phone", required=False)
    price = forms.DecimalField(label="Price a month")
    plan = forms.ChoiceField(
        label="Plan", choices=[("coast-5", "Coast 5, €8.50"), ("coast-10", "Coast 10, €12.00")]
    )
    sim_form = forms.ChoiceField(
        label="How do you want your SIM?",
        choices=[("esim", "eSIM, on this phone in minutes"), ("physical", "A card by post")],
        widget=forms.RadioSelect,
    )
    about = LinesField(label="About your shop", widget=forms.Textarea, required=False)
    logo = forms.FileField(label="Logo", required=False, help_text="PNG or JPEG, up to 1 MB.")
    terms = forms.BooleanField(label="I have read what I buy and what it costs.")


def fresh() -> dict[str, Any]:
    return {"form": OrderForm(prefix="fresh", initial={"plan": "coast-10", "sim_form": "esim"})}


def refused() -> dict[str, Any]:
    form = OrderForm({"no-email": "maya@", "no-price": "2", "no-plan": "coast-5"}, prefix="no")
    form.add_error(None, "The price stands below what the plan costs you.")
    return {"form": form}


EXAMPLES = [
    Example(
        "fields",
        "fresh",
        '<form class="stack">{% fields form=form %}</form>',
        fresh,
        says=("(optional)", "How do you want your SIM?", "The eSIM goes there."),
        has=("<fieldset", "<legend>", 'type="radio"', 'aria-describedby="id_fresh-email_hint"'),
    ),
    Example(
        "form_errors",
        "refused",
        '<form class="stack">{% form_errors form=form %}'
        '{% field field=form.email autocomplete="email" inputmode="email" %}'
        '{% field field=form.price prefix="€" inputmode="decimal" %}'
        "{% field field=form.sim_form %}{% field field=form.terms %}</form>",
        refused,
        says=("Something needs another look", "The price stands below"),
        has=('role="alert"', 'href="#id_no-email"', 'aria-invalid="true"', 'inputmode="decimal"'),
    ),
    Example(
        "filter_bar",
        "orders",
        '{% filter_bar label="Find orders" search_label="Name or number" search_value="Maya" '
        "selects=selects %}",
        lambda: {
            "selects": [
                Select("state", "State", [("", "All"), ("open", "Open"), ("done", "Done")], "open")
            ]
        },
        says=("Name or number", "Clear"),
        has=('role="search"', 'type="search"', "selected"),
    ),
]
