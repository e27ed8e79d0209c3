"""The library's forms, called as the pages call their fields."""

from typing import Any

from tenants.accounts.refusal_words import LABELS


class InHouseWords:
    """A form whose fields have the house's labels, also above it, and do not say them twice."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in LABELS:
                field.label = LABELS[name]
