"""Words in further languages: asked for one field a language, read by whoever speaks it."""

from django import forms
from django.utils.translation import override

from kith.translated import TranslatedForm, in_this_language, worth_keeping

WORDS = {"es": {"name": "Ligera", "blurb": ""}}


class PlanForm(TranslatedForm):
    translated = ("name",)

    name = forms.CharField(label="Name", max_length=8)
    price = forms.CharField()


def test_a_reader_gets_their_language_and_else_the_first():
    with override("es"):
        assert in_this_language(WORDS, name="Light", blurb="A bit") == {
            "name": "Ligera",
            "blurb": "A bit",
        }
    with override("en"):
        assert in_this_language(WORDS, name="Light") == {"name": "Light"}


def test_only_what_somebody_could_read_is_kept():
    written = {"es": {"name": " Ligera ", "blurb": " "}, "en": {"name": ""}, "tlh": {"name": "x"}}

    assert worth_keeping(written) == {"es": {"name": "Ligera"}}


def test_a_form_asks_beside_each_field_and_hands_the_languages_over_together():
    sent = {"name": "Light", "name_es": "Ligera", "price": "5"}
    form = PlanForm(sent, languages=["es"], translations=WORDS)

    assert list(form.fields) == ["name", "name_es", "price"]
    assert form["name_es"].label == "Name (español)"
    assert form["name_es"].initial == "Ligera"
    assert form.is_valid()
    assert form.cleaned_data == {
        "name": "Light",
        "price": "5",
        "translations": {"es": {"name": "Ligera"}},
    }


def test_a_translation_is_no_longer_than_what_it_translates():
    form = PlanForm({"name": "Light", "name_es": "Ligerísima", "price": "5"}, languages=["es"])

    assert list(form.errors) == ["name_es"]
