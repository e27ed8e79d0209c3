"""Unknown movements and pauses in the words and shapes the page takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from billing.strays.models import Stray
from billing.strays.purposes import shop_of
from kith.fence.models import Pause
from kith.ui.shapes import Column, Tagged
from tenants.registry.queries import tenant_cards


@dataclass(frozen=True)
class StrayShown:
    """One open movement: what it is, and whose money it was."""

    row: Stray
    title: str
    about: str
    # It was asked for, and something that moved before it is not dealt with.
    waits: bool


@dataclass(frozen=True)
class PauseShown:
    """Why nothing is sent, and how far the way back is."""

    row: Pause
    title: str
    text: str
    is_asked: bool
    is_mine: bool


def shop_names(rows: Iterable[Stray]) -> Mapping[UUID, str]:
    """Return the names of the shops that these movements name, in one query."""
    named = {shop for shop in (shop_of(one.purpose) for one in rows) if shop}
    return {card.uuid: card.name for card in tenant_cards(ids=sorted(named))} if named else {}


def card(row: Stray, shops: Mapping[UUID, str], earliest: Stray | None) -> StrayShown:
    """Return an open movement with what it says it was for, beside the earliest open one."""
    shop = shop_of(row.purpose)
    about = [shops.get(shop, ""), row.purpose] if shop else [row.purpose]
    return StrayShown(
        row=row,
        title=kind(row),
        about=" · ".join(filter(None, about)) or _("It does not say what it was for."),
        waits=row.is_under_way and earliest is not None and row.waits_for(earliest),
    )


def kind(row: Stray) -> str:
    """Return what moved, in a person's words."""
    return {
        Stray.PAYMENT: _("A customer's payment"),
        Stray.REFUND: _("A refund to a customer"),
        Stray.TRANSFER: _("A payout to a payee"),
        Stray.REVERSAL: _("A payout that was taken back"),
    }[row.kind]


def row(one: Stray) -> dict[str, object]:
    """Return a movement as a line of the table, and of the file."""
    return {
        "what": kind(one),
        "reference": one.reference,
        "made_at": one.made_at,
        "outcome": outcome(one),
        "purpose": one.reason or one.purpose or "–",
        "amount": one.amount,
    }


def columns() -> list[Column]:
    return [
        Column("what", _("What"), "strong"),
        Column("reference", _("Reference"), is_wide_only=True),
        Column("made_at", _("Date"), "when"),
        Column("outcome", _("State"), "badge"),
        Column("purpose", _("For what"), is_wide_only=True),
        Column("amount", _("Amount"), "money"),
    ]


def outcome(one: Stray) -> Tagged:
    """Return where a movement stands."""
    if one.is_under_way:
        return Tagged(_("Being taken in"), "info")
    return {
        "": Tagged(_("Unknown"), "bad"),
        Stray.ADOPTED: Tagged(_("In the books"), "good"),
        Stray.KNOWN: Tagged(_("In the books"), "good"),
        Stray.RETURNED: Tagged(_("Goes back"), "info"),
        Stray.ASIDE: Tagged(_("Set aside"), "warn"),
    }[one.outcome]


def pause(one: Pause, reader: UUID) -> PauseShown:
    """Return why nothing is sent, in a person's words."""
    title, text = {
        Pause.UNKNOWN: (
            _("Money moved that the books do not know"),
            _(
                "Nothing is sent meanwhile: no payout, no refund, no charge. Take each movement "
                "into the books or set it aside; then two people let payments go on."
            ),
        ),
        Pause.NEWER: (
            _("Another installation sends in our name"),
            _(
                "It goes on from these books, and is newer. Stop it, or leave this one as it is: "
                "only one may pay."
            ),
        ),
        Pause.COPY: (
            _("These data belong to another installation"),
            _(
                "This looks like a copy. It pays nobody until two people say that it takes the "
                "other one's place, and that the other one is stopped for good."
            ),
        ),
    }[one.reason]
    return PauseShown(
        row=one,
        title=title,
        text=text,
        is_asked=one.asked_by is not None,
        is_mine=one.asked_by == reader,
    )
