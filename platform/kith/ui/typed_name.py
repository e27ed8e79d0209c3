"""The name of what cannot easily be undone, typed by whoever does it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.visible import LineField


class TypedNameField(LineField):
    """
    The name of one thing, written out to show that it is meant and no other.

    Case and blanks are not looked at. Whoever makes the form sets the name with `expect()`.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(label=gettext_lazy("Its name, to be sure"), max_length=200, **given)
        self._name = ""

    def expect(self, name: str) -> None:
        """Ask for this name, and say so beside the field."""
        self._name = name
        self.help_text = _("Type “%(name)s”.") % {"name": name}
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> str:
        """
        Return the name.

        :raises ValidationError: it is another one
        """
        typed = super().clean(value)
        if _folded(typed) != _folded(self._name):
            raise forms.ValidationError(
                _("That is another name. Type “%(name)s”.") % {"name": self._name}
            )
        return self._name


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
