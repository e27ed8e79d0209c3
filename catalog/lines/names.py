"""What a line's plan is called on its owner's pages."""

from collections.abc import Collection
from dataclasses import replace

from catalog.lines.queries import LineCard
from catalog.lines.questions import names_here


def in_this_language(cards: Collection[LineCard]) -> list[LineCard]:
    """
    Return lines whose plans are called as the shop calls them in the reader's language.

    Bills keep the name under which something was sold.
    """
    sold = {(plan.offer_code, plan.offer_name) for card in cards for plan in _plans(card)}
    names = names_here(sold=sold) if sold else {}
    return [_called(card, names) for card in cards]


def _plans(card: LineCard) -> list:
    return [card, card.next_plan] if card.next_plan else [card]


def _called(card: LineCard, names: dict[tuple[str, str], str]) -> LineCard:
    plan = card.next_plan
    if plan is not None:
        plan = replace(plan, offer_name=names[plan.offer_code, plan.offer_name])
    name = names[card.offer_code, card.offer_name]
    return replace(card, offer_name=name, next_plan=plan)
