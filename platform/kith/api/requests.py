"""Bodies that come in: closed, bounded, and with every member that the standard knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import parsers, serializers
from rest_framework.exceptions import ParseError, ValidationError

from kith.errors import DomainError
from kith.visible import is_unseen, visible_name

# What TMF630 lets anybody add to any object; they change nothing here.
SAID_OF_ITSELF = ("@type", "@baseType", "@schemaLocation")
# The header in which an answer names what it took and did not act on.
PASSED_OVER = "X-Passed-Over"
# How many members that nobody knows one refusal names.
MOST_NAMED = 5


# Where a text has several lines these are no unseen characters, and in words these never are.
BREAKS, JOINERS = "\n\r\t", "\u200c\u200d"


class BoundedJSONParser(parsers.JSONParser):
    """JSON, but not nested without end, and of whole characters."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """
        Return the body.

        :raises ParseError: it is no JSON, nested deeper than anything we take, or has half a pair
            of surrogates in it, which no answer could repeat
        """
        try:
            body = super().parse(*args, **kwargs)
            json.dumps(body, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except UnicodeEncodeError as error:
            raise ParseError("There is half of a character in the body.") from error
        return body


def one_line(text: str) -> None:
    """
    Refuse what is not one line that everybody sees alike.

    :raises ValidationError: a character in it is unseen, or turns the direction of writing round
    """
    _refuse_unseen(text, besides=JOINERS)


def several_lines(text: str) -> None:
    """
    Refuse unseen characters in a text of several lines.

    :raises ValidationError: there is one that is no end of a line
    """
    _refuse_unseen(text, besides=JOINERS + BREAKS)


def a_name(text: str) -> None:
    """
    Refuse what nobody can be called by: a form would mend it before the eyes of who typed it.

    :raises ValidationError: a character in it is unseen, or no letter is left
    """
    one_line(text)
    try:
        visible_name(text)
    except DomainError as refusal:
        raise ValidationError(f"{refusal} {refusal.mend}") from refusal


def _refuse_unseen(text: str, *, besides: str) -> None:
    unseen = next((each for each in text if each not in besides and is_unseen(each)), None)
    if unseen is not None:
        raise ValidationError(f"There is a character in it that nobody sees (U+{ord(unseen):04X}).")


class Text(serializers.CharField):
    """A text as it was sent: a number is none, and neither is what nobody sees."""

    def __init__(self, *, legible_as: Callable[[str], None] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [*self.validators, legible_as or one_line]

    def to_internal_value(self, data: Any) -> str:
        """
        Return the text.

        :raises ValidationError: it is of another type
        """
        if not isinstance(data, str):
            raise ValidationError("Write a text, in quotation marks.")
        return str(super().to_internal_value(data))


class Several(serializers.ListField):
    """A list, counted before anybody looks at what is in it."""

    def to_internal_value(self, data: Any) -> list[Any]:
        """
        Return what is in it.

        :raises ValidationError: there are more than are taken, or one of them is wrong
        """
        if isinstance(data, list) and self.max_length is not None and len(data) > self.max_length:
            self.refuse_many(len(data))
        return list(super().to_internal_value(data))

    def refuse_many(self, count: int) -> None:
        """
        Refuse a list that is too long.

        :raises ValidationError: always
        """
        raise ValidationError(f"At most {self.max_length} are taken; there are {count}.")


@extend_schema_field(OpenApiTypes.ANY)
class PassedOver(serializers.Field):
    """A member that the standard knows and nothing here follows from."""

    def __init__(self) -> None:
        about = f"Taken and passed over: nothing follows from it. {PASSED_OVER} names it."
        super().__init__(required=False, allow_null=True, help_text=about)

    def to_internal_value(self, data: Any) -> Any:
        """Return it as it came."""
        return data


class Taken(serializers.Serializer):
    """One object of a request: what we act on, what we pass over by name, and nothing else."""

    # Members of the standard that nothing here follows from.
    passed_over: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, Any]:
        """Return the members, and those that only say what the object is."""
        said = {name: Text(required=False, max_length=200) for name in SAID_OF_ITSELF}
        over = {name: PassedOver() for name in self.passed_over}
        return super().get_fields() | said | over

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """
        Return what came, without what is passed over.

        :raises ValidationError: a member is missing, wrong, or none that the standard knows
        """
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise ValidationError(self._why_not(sorted(map(str, unknown))))
        taken = super().to_internal_value(data)
        return {name: value for name, value in taken.items() if name not in self.passed_over}

    def names_passed_over(self, data: Any, path: str = "") -> Iterator[str]:
        """Go through the paths of what came and nothing followed from."""
        for name, value in data.items():
            member = self.fields[name]
            if isinstance(member, PassedOver):
                yield f"{path}{name}"
                continue
            child = getattr(member, "child", member)
            if isinstance(child, Taken):
                for each in value if isinstance(value, list) else [value]:
                    yield from child.names_passed_over(each, f"{path}{name}.")

    def _why_not(self, unknown: list[str]) -> dict[str, str]:
        takes = ", ".join(name for name in self.fields if name not in self.passed_over)
        why = {name[:60]: "This is not taken here; leave it out." for name in unknown[:MOST_NAMED]}
        if len(unknown) > MOST_NAMED:
            why["…"] = f"{len(unknown) - MOST_NAMED} more are not taken."
        why[next(reversed(why))] += f" Taken are: {takes}."
        return why


class RefTaken(Taken):
    """Names a thing, as our own answers name it; its id is what counts."""

    id = Text(max_length=120)
    href = Text(required=False, max_length=500)
    name = Text(required=False, max_length=200, allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        """Return the members, the kind of thing among them."""
        return super().get_fields() | {"@referredType": Text(required=False, max_length=80)}


class TakenSchema(OpenApiSerializerExtension):
    """Says in the document that nothing else is taken."""

    target_class = Taken
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the object's schema, closed."""
        drawn = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**drawn, "additionalProperties": False}
