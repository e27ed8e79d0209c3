from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models import CharField, TextField

from kith.searching import Has
from kith.words import catalogues, compiled_form


class UiConfig(AppConfig):
    name = "kith.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for text in (CharField, TextField):
            text.register_lookup(Has)
        checks.register(words_are_compiled, checks.Tags.translation)


def words_are_compiled(**kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse to start where the words of a language were never compiled."""
    return [
        checks.Error(
            f"The words of {path} are not compiled.", hint="python -m kith.words", id="ui.E001"
        )
        for path in catalogues()
        if not compiled_form(path).exists()
    ]
