"""What a program said of its order, told again as it was said."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from drf_spectacular.extensions import OpenApiSerializerFieldExtension

from kith.api.looking import Look
from kith.api.requests import Taken
from kith.api.shapes import Looked


class Remark(Looked):
    """One member of an order that is kept under its own name in the column of remarks."""

    def __init__(self, *, parts: type[Taken] | None = None) -> None:
        super().__init__(source="*")
        self.parts = parts

    def to_representation(self, value: Any) -> Any:
        """Return what was said, None where nothing was."""
        return value.remarks.get(self.field_name)

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for: the text itself, or any part of the list that holds it."""
        if self.parts is None:
            return {"": Look(self._same)}
        return {f".{name}": Look(self._with(name)) for name in self.parts().fields}

    def _same(self, _: str, text: str) -> Q:
        return Q(remarks__contains={self.field_name: text})

    def _with(self, name: str) -> Any:
        return lambda _, text: Q(remarks__contains={self.field_name: [{name: text}]})


class RemarkSchema(OpenApiSerializerFieldExtension):
    """Draws a remark as what was taken."""

    target_class = Remark

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the schema of a text, or of a list of parts."""
        parts = self.target.parts
        if parts is None:
            return {"type": "string"}
        return {"type": "array", "items": auto_schema.resolve_serializer(parts, "response").ref}
