"""The parts of which resources are made, as TM Forum draws them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import Resolver404, resolve, reverse
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from kith.api.looking import NONE, Look, by_amount, by_day, by_scaled, by_word, first_moment
from kith.money import Money

WHOLE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+/[!-~]*")


class Computed(serializers.Field):
    """A member that no column holds: it is shown, and nothing is looked for by it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_only": True, **options})


class Looked(Computed, ABC):
    """A member that no column holds as it is told, and that says itself how it is looked for."""

    @abstractmethod
    def looks(self) -> dict[str, Look]:
        """Return how it is looked for, by what is added to its path: nothing, or “.name”."""


class Constant(Looked):
    """The same word everywhere."""

    def __init__(self, word: str | bool | int | None) -> None:
        super().__init__(source="*")
        self.word = word

    def to_representation(self, value: Any) -> str | bool | int | None:
        """Return the word."""
        return self.word

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for: all rows have it, or none."""
        return {} if self.word is None else {"": by_word(self.word)}


class ConstantSchema(OpenApiSerializerFieldExtension):
    """Draws the word as the only value there is."""

    target_class = Constant

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the schema of one word."""
        word = self.target.word
        kinds = {bool: "boolean", int: "integer"}
        if type(word) in kinds:
            return {"type": kinds[type(word)]}
        return {"type": "string"} | ({"description": f"Always “{word}”."} if word else {})


@extend_schema_field(OpenApiTypes.URI)
class Address(Looked):
    """The whole address at which the thing itself is served; none for what is not served."""

    def __init__(self, view: str, **options: Any) -> None:
        super().__init__(**options)
        self.view = view

    def to_representation(self, value: Any) -> str | None:
        """Return the address on the host that was asked."""
        if not self.view:
            return None
        return self._at(reverse(self.view, args=[value]))

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for: by the whole address, on this host."""
        return {"": Look(self._condition, OpenApiTypes.URI)} if self.view else {}

    def _condition(self, word: str, text: str) -> Q:
        if not WHOLE_ADDRESS.fullmatch(text):
            raise ValidationError("Write a whole address, as answers tell it.")
        path = "/" + text.split("/", 3)[3]
        try:
            found = resolve(path, urlconf=self.context["request"].urlconf)
        except Resolver404:
            return NONE
        if found.url_name != self.view or text != self._at(path):
            return NONE
        return Q(**{str(self.source): next(iter(found.kwargs.values()))})

    def _at(self, path: str) -> str:
        return str(self.context["request"].build_absolute_uri(path))


@extend_schema_field({"type": "number"})
class Amount(Looked):
    """An amount in major units, from a column of minor ones; the renderer writes its digits."""

    def __init__(self, minor: str) -> None:
        super().__init__(source="*")
        self.minor = minor

    def to_representation(self, value: Any) -> Decimal:
        """Return it exactly."""
        return Money(getattr(value, self.minor), value.currency).to_decimal()

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for."""
        return {"": by_amount(self.minor, "currency")}


@extend_schema_field({"type": "number", "description": "In percent."})
class Percentage(Looked):
    """A rate kept in basis points, told in percent."""

    def to_representation(self, value: int) -> Decimal:
        """Return 21 for 2100."""
        return Decimal(value) / 100

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for."""
        return {"": by_scaled(str(self.source), scale=2)}


@extend_schema_field(OpenApiTypes.DATETIME)
class Day(Looked):
    """A day of the tenant's calendar, told as the moment it begins."""

    def to_representation(self, value: date) -> str:
        """Return its first moment in UTC."""
        return first_moment(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for."""
        return {"": by_day(str(self.source))}


class Instant(serializers.DateTimeField):
    """A moment, told in UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default_timezone": UTC, **options})


class Shape(serializers.Serializer):
    """One object of an answer: its members are only shown, and those without a value left out."""

    # The word of `@type`; parts have none.
    tmf_type = ""

    def get_fields(self) -> dict[str, Any]:
        """Return the members; none of them is taken from whoever asks."""
        fields = super().get_fields()
        if self.tmf_type:
            fields["@type"] = Constant(self.tmf_type)
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return what is known."""
        members: Mapping[str, Any] = super().to_representation(instance)
        return {name: value for name, value in members.items() if value not in (None, "", [], {})}


class SingletonList(serializers.ListSerializer):
    """A list that the standard asks for, where we have exactly one."""

    def __init__(self, child: Shape) -> None:
        super().__init__(child=child, source="*", read_only=True)

    def to_representation(self, instance: Any) -> list[Any]:
        """Return the one."""
        one = self.child.to_representation(instance)
        return [one] if one else []


class Ref(Shape):
    """Names another thing: what it is, its id, and where it is served if it is."""

    def __init__(self, *, of: str, id: str, name: str = "", view: str = "", role: str = "") -> None:
        super().__init__(source="*", read_only=True)
        self._of, self._id, self._name, self._view, self._role = of, id, name, view, role

    @property
    def drawn_as(self) -> str:
        """What the document calls it: every kind of thing is named in its own way."""
        return f"{self._of}Ref"

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the reference."""
        return {
            "id": _text("id", self._id),
            "href": Address(self._view, source=self._id),
            "name": _text("name", self._name) if self._name else Constant(None),
            "role": Constant(self._role or None),
            "@referredType": Constant(self._of),
        }

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the reference; none where there is nothing to name."""
        told = super().to_representation(instance)
        return told if "id" in told else {}


class PersonRef(Ref):
    """Names a person, whose id is a UUID."""

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the reference."""
        return super().get_fields() | {
            "id": serializers.UUIDField(source=self._id, read_only=True),
        }


def _text(name: str, source: str) -> serializers.CharField:
    # REST framework takes it ill when a member is told the source it would look for anyway.
    return serializers.CharField(source=None if source == name else source, read_only=True)


class MoneyShape(Shape):
    """An amount in major units, with its ISO 4217 currency."""

    def __init__(self, minor: str) -> None:
        super().__init__(source="*", read_only=True)
        self._minor = minor

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the amount."""
        return {
            "unit": serializers.CharField(source="currency", read_only=True),
            "value": Amount(self._minor),
        }


class PeriodShape(Shape):
    """From when, and until when."""

    startDateTime = Instant()
    endDateTime = Instant()
