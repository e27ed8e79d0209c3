"""Numbers as people write them, and those that could mean two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")
# Three digits after the one sign: between thousands in half of the world, a fraction in the other.
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}\Z")


class DoubtfulNumber(ValueError):
    """What is written could be read as two numbers; both are written plainly here."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        whole, fraction = re.split("[.,]", written)
        self.thousands = whole + fraction
        self.small = f"{whole}.{fraction.rstrip('0') or '0'}"


class NotWritten(ValueError):
    """It is no number written with digits and one decimal sign at most."""


def number_written(text: str) -> Decimal:
    """
    Return the number; its decimal sign is a point or a comma, between thousands stands nothing.

    :raises DoubtfulNumber: one sign and three digits behind it, 1.200
    :raises NotWritten: anything else that is not digits and one sign
    """
    if _DOUBTFUL.match(text):
        raise DoubtfulNumber(text)
    if not _PLAIN.match(text):
        raise NotWritten(text)
    return Decimal(text.replace(",", "."))


class AmountField(forms.DecimalField):
    """An amount written with a point or a comma; one that could be two amounts is asked about."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Any:
        """Return the number, its decimal comma read as a point."""
        if isinstance(value, str):
            try:
                value = str(number_written(value.strip()))
            except DoubtfulNumber as doubt:
                raise forms.ValidationError(
                    _("This could be %(thousands)s or %(small)s. Write the one you mean.")
                    % {"thousands": doubt.thousands, "small": doubt.small}
                ) from doubt
            except NotWritten:
                # The field says itself what is wrong with it.
                pass
        return super().clean(value)
