"""A form that is refused speaks to its reader as the rest of the page does."""

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "Rellena este campo."),
        (forms.EmailField(), "a@", "Escribe una dirección de correo válida."),
        (forms.IntegerField(max_value=3), "4", "Como máximo, 3."),
        (forms.CharField(max_length=2), "abc", "Como mucho, 2 caracteres (hay 3)."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Elige una de las opciones: b"),
        (forms.FileField(), None, "Rellena este campo."),
    ],
)
def test_what_djangos_fields_say_in_spanish_is_ours(field, value, said):
    with translation.override("es"):
        with pytest.raises(forms.ValidationError) as refusal:
            field.clean(value)

        assert refusal.value.messages[0].startswith(said)
