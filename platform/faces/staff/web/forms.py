"""What staff write when a shop is closed for good."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.ui.typed_name import TypedNameField
from kith.visible import LineField


class AgreementForm(forms.Form):
    """That the shop that closes for good is the one that is meant."""

    name = TypedNameField()

    def __init__(self, *args: Any, shop: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].expect(shop)


class ClosingForm(forms.Form):
    """Why a shop closes for good."""

    because = LineField(
        label=_("Why"),
        max_length=200,
        help_text=_("Kept in the audit, and told to the owner."),
    )
