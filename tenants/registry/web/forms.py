"""What staff write about a tenant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kith.ui.typed_name import TypedNameField
from kith.visible import LineField


class SuspensionForm(forms.Form):
    """Why a storefront closes for a while, and that it is the one that is meant."""

    because = LineField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("Kept in the audit log and told to the seller."),
        error_messages={"required": gettext_lazy("Write why, so that the seller can be told.")},
    )
    name = TypedNameField()

    def __init__(self, *args: Any, shop: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].expect(shop)
