"""The parts of which resources are made, as TM Forum draws them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kith.money import Money


class Computed(serializers.Field):
    """A member that no column holds: it is shown, and nothing is looked for by it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_only": True, **options})


@extend_schema_field(OpenApiTypes.STR)
class Constant(Computed):
    """The same word everywhere."""

    def __init__(self, word: str | None) -> None:
        super().__init__(source="*")
        self.word = word

    def to_representation(self, value: Any) -> str | None:
        """Return the word."""
        return self.word


@extend_schema_field(OpenApiTypes.INT)
class One(Computed):
    """There is one of it."""

    def __init__(self) -> None:
        super().__init__(source="*")

    def to_representation(self, value: Any) -> int:
        """Return 1."""
        return 1


@extend_schema_field(OpenApiTypes.URI)
class Address(Computed):
    """The whole address at which the thing itself is served; none for what is not served."""

    def __init__(self, view: str, **options: Any) -> None:
        super().__init__(**options)
        self.view = view

    def to_representation(self, value: Any) -> str | None:
        """Return the address on the host that was asked."""
        if not self.view:
            return None
        return self.context["request"].build_absolute_uri(reverse(self.view, args=[value]))


@extend_schema_field({"type": "number"})
class Number(Computed):
    """An exact number; the renderer writes its digits."""

    def to_representation(self, value: Decimal) -> Decimal:
        """Return it as it is."""
        return value


@extend_schema_field({"type": "number", "description": "In percent."})
class Percentage(Computed):
    """A rate kept in basis points, told in percent."""

    def to_representation(self, value: int) -> Decimal:
        """Return 21 for 2100."""
        return Decimal(value) / 100


class Instant(serializers.DateTimeField):
    """A moment, told in UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default_timezone": UTC, **options})


@extend_schema_field(OpenApiTypes.DATETIME)
class Day(Computed):
    """A day of the tenant's calendar, told as the moment it begins."""

    def to_representation(self, value: date) -> str:
        """Return its first moment in UTC."""
        begins = datetime.combine(value, time.min, timezone.get_current_timezone())
        return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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


class Only(serializers.ListSerializer):
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

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the reference."""
        return {
            "id": _text("id", self._id),
            "href": Address(self._view, source=self._id),
            "name": _text("name", self._name) if self._name else Constant(None),
            "role": Constant(self._role or None),
            "@referredType": Constant(self._of),
        }


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

    unit = serializers.CharField(source="currency")
    value = Number(source="to_decimal")


class PeriodShape(Shape):
    """From when, and until when."""

    startDateTime = Instant()
    endDateTime = Instant()


class CharacteristicShape(Shape):
    """One thing that is so, by name: what the standard has no member for."""

    name = serializers.CharField()
    valueType = serializers.CharField()
    value = extend_schema_field(OpenApiTypes.ANY)(Computed)()


def characteristic(name: str, value: Any) -> dict[str, Any]:
    """Return one named thing; text, a whole number, or a list of either."""
    kinds = {int: "integer", str: "string", bool: "boolean"}
    return {"name": name, "valueType": kinds.get(type(value), "object"), "value": value}


def money_body(amount: Money) -> dict[str, Any]:
    """Return an amount that was worked out, as an answer tells it."""
    return {"unit": amount.currency, "value": amount.to_decimal()}
