"""
What Django's own fields say when they refuse, named here so that we say it in our Spanish.

Django and the libraries about it address a reader as a stranger ("Introduzca…") and each in
other words; ours are read before theirs. Nothing calls these: the fields ask by the text.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

FORM_WORDS = (
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid email address."),
    _("Enter a valid date."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("This password is too common."),
    _("Null characters are not allowed."),
    _("No file was submitted."),
    _("The submitted file is empty."),
)
