"""Numbers as people write them, and those that could mean two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from babel import numbers
from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.money import Money, NotMoney, scale_of

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


class MoneyField(forms.DecimalField):
    """
    An amount of one currency, written with a point or a comma, its sign before or behind it.

    One that could be two amounts is asked about. Whoever makes the form sets `currency`.
    """

    widget = forms.TextInput
    currency = ""
    default_error_messages = {
        "invalid": gettext_lazy("Write it in digits, like 12.50."),
        "min_value": gettext_lazy("Give an amount above zero."),
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=12, decimal_places=3, min_value=Decimal("0.001"), **given)

    def prepare_value(self, value: Any) -> Any:
        """Return an amount with the decimal sign of the reader; what they wrote stays as it is."""
        if not isinstance(value, Decimal):
            return value
        return f"{value:f}".replace(".", get_format("DECIMAL_SEPARATOR"))

    def clean(self, value: Any) -> Money | None:
        """
        Return the amount as money.

        :raises ValidationError: it is none, could be two, or is finer than the currency
        """
        number = super().clean(self._digits(value) if isinstance(value, str) else value)
        if number is None:
            return None
        try:
            return Money.from_decimal(number.normalize(), self.currency)
        except NotMoney as error:
            digits = scale_of(self.currency)
            message = _("Write at most %(digits)s digits after the point.") % {"digits": digits}
            raise forms.ValidationError(message) from error

    def _digits(self, text: str) -> str:
        """Return what is written without the currency, its decimal comma read as a point."""
        signs = {self.currency, numbers.get_currency_symbol(self.currency, "en")}
        value = text.strip()
        for sign in signs:
            value = value.removeprefix(sign).removesuffix(sign).strip()
        if value:
            try:
                value = str(number_written(value))
            except DoubtfulNumber as doubt:
                raise forms.ValidationError(
                    _("This could be %(thousands)s or %(small)s. Write the one you mean.")
                    % {"thousands": doubt.thousands, "small": doubt.small}
                ) from doubt
            except NotWritten:
                # The field says itself what is wrong with it.
                pass
        return value


class WholeNumberField(forms.IntegerField):
    """A whole number from `least` to `most`; whoever misses it reads both."""

    def __init__(self, *, least: int, most: int, **given: Any) -> None:
        super().__init__(min_value=least, max_value=most, **given)
        self.least, self.most = least, most

    def validate(self, value: Any) -> None:
        """
        Accept a number in the range.

        :raises ValidationError: it is outside
        """
        super().validate(value)
        if value is not None and not self.least <= value <= self.most:
            raise forms.ValidationError(
                _("Write a number from %(least)s to %(most)s.")
                % {"least": self.least, "most": self.most}
            )
