"""What an event is: something that happened, told to whoever the wiring names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, dataclass_transform, get_origin, get_type_hints

from kith import plain


class UnreadableLetter(ValueError):
    """A letter holds something else than its event says."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event:
    """
    Something that happened, in the past, with what others need to know of it.

        class OrderPaid(Event, name="order.paid"):
            order_id: UUID
            payment_reference: str

    Each event is a frozen dataclass. Its members are UUIDs, times, dates, money, whole numbers,
    text, booleans, None, and tuples of these. Letters keep it under its name, which never changes,
    as JSON: a member that is new needs a default for the letters that are under way.

    :raises TypeError: a member is of a kind that no letter holds
    """

    event_name: ClassVar[str]
    _kinds: ClassVar[dict[str, plain.Kind]]

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.event_name = name
        dataclass(frozen=True, kw_only=True)(cls)
        cls._kinds = {
            member: plain.kind_of(hint, of=f"{cls.__name__}.{member}")
            for member, hint in get_type_hints(cls).items()
            if get_origin(hint) is not ClassVar
        }

    @classmethod
    def members(cls) -> Mapping[str, Any]:
        """Return the type of each member, by its name."""
        return {name: kind.hint for name, kind in cls._kinds.items()}

    def to_letter(self) -> dict[str, Any]:
        """
        Return what the letter keeps of it: plain JSON.

        :raises TypeError: a member is not what its event says
        """
        return {
            name: kind.write(getattr(self, name), of=f"{self.event_name}: {name}")
            for name, kind in self._kinds.items()
        }

    @classmethod
    def from_letter(cls, kept: Mapping[str, Any]) -> Self:
        """
        Return the event that a letter tells of; members a newer deploy added are left out.

        :raises UnreadableLetter: a member without a default is missing, or is of another kind
        """
        kept = cls.from_before(kept)
        try:
            return cls(
                **{name: kind.read(kept[name]) for name, kind in cls._kinds.items() if name in kept}
            )
        except (TypeError, ValueError, KeyError) as problem:
            raise UnreadableLetter(f"{cls.event_name}: {problem}") from problem

    @classmethod
    def from_before(cls, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what an older deploy kept as this one would; an event that changed says how."""
        return kept
