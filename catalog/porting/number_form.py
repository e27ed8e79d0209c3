"""What is asked of somebody who brings a number along."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.porting.operators import operators_of
from catalog.porting.requests import NumberWish, WishRefused, read_wish
from catalog.porting.terms import MOST_DAYS_AHEAD, next_working_day
from kith.errors import DomainError
from kith.visible import LineField
from kith.wall import day_here, required_tenant


class NumberForm(forms.Form):
    """Four questions, none of which anybody has to look up but one."""

    number = LineField(
        label=_("Your number"),
        max_length=32,
        help_text=_("The mobile number you want to keep."),
    )
    operator = forms.ChoiceField(label=_("Present operator"))
    account = LineField(
        label=_("Account number or code"),
        max_length=60,
        help_text=_(
            "On your bill or in your present operator’s app. Prepaid: the number of your SIM card."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    wanted_on = forms.DateField(
        label=_("Day it should move"),
        help_text=_("A working day, at most 30 days ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.wish: NumberWish | None = None
        operators = operators_of(required_tenant().country)
        operator: Any = self.fields["operator"]
        operator.choices = [("", _("Choose one")), *operators]
        today = day_here(at)
        first = next_working_day(today)
        self.fields["wanted_on"].initial = first
        self.fields["wanted_on"].widget.attrs |= {
            "min": first.isoformat(),
            "max": (today + MOST_DAYS_AHEAD).isoformat(),
        }

    def clean(self) -> dict[str, Any]:
        """Look whether the number can be kept at all, before anything is sent."""
        super().clean()
        if self.errors:
            return self.cleaned_data
        try:
            self.wish = read_wish(**self.cleaned_data, at=self.at)
        except DomainError as refusal:
            field = refusal.field if isinstance(refusal, WishRefused) else "number"
            self.add_error(field, f"{refusal} {refusal.mend}".strip())
        return self.cleaned_data
