"""What people write about their own things, in more than one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.db.models import TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from kith.visible import LineField

# By language, by the name of the words: `{"es": {"name": "Ligero"}}`. The first language's stand
# where they always stood, in a column of their own.
Translations = Mapping[str, Mapping[str, str]]
NONE: Translations = MappingProxyType({})


def in_this_language(translations: Translations, **words: str) -> dict[str, str]:
    """Return the words in the reader's language, each as it is where nobody translated it."""
    own = translations.get((get_language() or "")[:2], {})
    return {name: own.get(name) or word for name, word in words.items()}


def column_said(name: str) -> Coalesce:
    """Return the same for a column of rows that keep theirs in `translations`."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return Coalesce(KT(f"translations__{language}__{name}"), name, output_field=TextField())


def worth_keeping(translations: Translations) -> dict[str, dict[str, str]]:
    """Return what is in a language of the network, without blanks."""
    kept = {
        code: {name: word.strip() for name, word in words.items() if word.strip()}
        for code, words in translations.items()
        if code in dict(settings.LANGUAGES)
    }
    return {code: words for code, words in kept.items() if words}


class TranslatedForm(forms.Form):
    """
    A form that asks for some of its words once more in each further language.

    What was written there comes out as `translations`; a language left empty reads the first.
    """

    translated: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *args: Any,
        languages: Iterable[str] = (),
        translations: Translations = NONE,
        **given: Any,
    ) -> None:
        self._languages = tuple(languages)
        super().__init__(*args, **given)
        order: list[str] = []
        for name in list(self.fields):
            order.append(name)
            if name in self.translated:
                order += [self._ask(name, code, translations) for code in self._languages]
        self.order_fields(order)

    @property
    def in_further_languages(self) -> list[forms.BoundField]:
        """The fields beside those of the first language."""
        return [self[f"{name}_{code}"] for name in self.translated for code in self._languages]

    def clean(self) -> dict[str, Any]:
        """Return the fields of the first language, and the others' as `translations`."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["translations"] = {
            code: {name: cleaned.pop(f"{name}_{code}", "") for name in self.translated}
            for code in self._languages
        }
        return cleaned

    def _ask(self, name: str, code: str, translations: Translations) -> str:
        first = cast("LineField", self.fields[name])
        # In the language itself, as in the switch at the foot: its speaker finds it.
        language = get_language_info(code)["name_local"]
        label = _("%(field)s (%(language)s)") % {"field": first.label, "language": language}
        self.fields[f"{name}_{code}"] = type(first)(
            label=label,
            max_length=first.max_length,
            required=False,
            widget=type(first.widget)(attrs={**first.widget.attrs, "lang": code}),
            initial=translations.get(code, {}).get(name, ""),
        )
        return f"{name}_{code}"
