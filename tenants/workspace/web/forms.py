"""What a seller writes about the shop."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from kith.translated import TranslatedForm
from kith.visible import AddressField, LineField, LinesField
from kith.written import WholeNumberField
from tenants.workspace.models import HEX, TypePairing
from tenants.workspace.queries import TRANSLATED


class ShopForm(TranslatedForm):
    """Name and voice."""

    translated = TRANSLATED

    name = LineField(label=gettext_lazy("Name of the shop"), max_length=80)
    tagline = LineField(
        label=gettext_lazy("One line about it"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Shown under the name and in the directory."),
    )
    about = LinesField(
        label=gettext_lazy("About you"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Who you are, whom you help. Plain text."),
    )
    support_email = AddressField(label=gettext_lazy("E-mail for questions"), required=False)
    support_hours = LineField(
        label=gettext_lazy("When you answer"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: weekdays 9 to 18."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you speak"),
        choices=lambda: settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("You can write your words in each of them."),
    )


class BrandForm(forms.Form):
    """The tokens of a brand."""

    accent = LineField(
        label=gettext_lazy("Accent"),
        validators=[HEX],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    ink_on_accent = LineField(
        label=gettext_lazy("Words on the accent"),
        validators=[HEX],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    surface_tint = LineField(
        label=gettext_lazy("Tinted surfaces"),
        validators=[HEX],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    radius = WholeNumberField(
        label=gettext_lazy("Roundness of corners, in pixels"), least=0, most=28
    )
    type_pairing = forms.ChoiceField(label=gettext_lazy("Type"), choices=TypePairing.choices)


class LogoForm(forms.Form):
    """A picture; what it really is, the use-case finds out."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy("PNG, JPEG or WebP, 2 MB at most."),
    )


class DomainForm(forms.Form):
    """A domain somebody says is theirs."""

    host = LineField(
        label=gettext_lazy("Your domain"),
        max_length=253,
        help_text=gettext_lazy("As in shop.example.com, without https://."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )


class TeammateForm(forms.Form):
    """Somebody for a shop's team, which has one role to give."""

    email = AddressField(label=gettext_lazy("E-mail address"))
