"""What a seller types to give money back."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.lines.queries import LineCard
from catalog.numbering.queries import mask_number
from kith.money import Money
from kith.visible import LineField
from kith.written import MoneyField

ENDS, GOES_ON = "ends", "goes_on"


class RefundForm(forms.Form):
    """An amount, why, and a key that makes a second click the same refund."""

    amount = MoneyField(label=gettext_lazy("Amount"))
    reason = LineField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The customer reads this on the credit note."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, refundable: Money, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"amount": f"{refundable.to_decimal():f}", "key": uuid4()})
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = refundable.currency


class LineAfterRefundForm(forms.Form):
    """Whether the line ends with the money of its bill; nobody is taken to have said so."""

    line = forms.ChoiceField(
        choices=[
            (ENDS, gettext_lazy("It ends now")),
            (GOES_ON, gettext_lazy("It goes on")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the line ends.")},
    )

    def __init__(self, *args: object, line: LineCard, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        number = {"number": mask_number(line.e164)}
        self.fields["line"].label = _("What about the line %(number)s?") % number

    @property
    def ends_line(self) -> bool:
        return self.cleaned_data["line"] == ENDS
