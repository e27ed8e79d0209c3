"""Bodies that come in: what is not taken is refused, never passed over in silence."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import parsers, serializers
from rest_framework.exceptions import ParseError

# What TMF630 lets anybody add to any object; they change nothing here.
SAID_OF_ITSELF = ("@type", "@baseType", "@schemaLocation")


class BoundedJSONParser(parsers.JSONParser):
    """JSON, but not nested without end."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """
        Return the body.

        :raises ParseError: it is no JSON, or nested deeper than anything we take
        """
        try:
            return super().parse(*args, **kwargs)
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error


class Taken(serializers.Serializer):
    """One object of a request, with the members we act on and no others."""

    def get_fields(self) -> dict[str, Any]:
        """Return the members, and those that only say what the object is."""
        said = {
            name: serializers.CharField(required=False, max_length=200) for name in SAID_OF_ITSELF
        }
        return super().get_fields() | said

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """
        Return what came.

        :raises ValidationError: a member is missing, wrong, or none that we act on
        """
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            takes = ", ".join(self.fields)
            raise serializers.ValidationError(
                {
                    str(name): f"This is not taken here; leave it out. Taken are: {takes}."
                    for name in sorted(unknown, key=str)
                }
            )
        return super().to_internal_value(data)


class TakenSchema(OpenApiSerializerExtension):
    """Says in the document that nothing else is taken."""

    target_class = Taken
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the object's schema, closed."""
        drawn = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**drawn, "additionalProperties": False}
