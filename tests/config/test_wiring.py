"""Every event is heard or meant for later, and gives whoever reacts what it needs."""

import ast
import importlib
import inspect
from datetime import UTC, date, datetime
from types import SimpleNamespace, UnionType
from typing import get_args, get_type_hints
from uuid import UUID, uuid4

import pytest

from config.formerly import FORMERLY
from config.unheard import UNHEARD
from config.wiring import ANSWERS, REACTIONS
from kith.money import Money
from kith.outbox import Event
from kith.outbox.reactions import CLOCK, DELIVERY, reaction_of, reactions_to
from kith.questions import Question
from tests.architecture.house_rules import project_sources

SAMPLES = {
    UUID: uuid4(),
    datetime: datetime(2026, 3, 1, tzinfo=UTC),
    date: date(2026, 3, 1),
    Money: Money(-198, "EUR"),
    int: 7,
    str: "text",
    bool: True,
    tuple[str, ...]: ("a", "b"),
}
# What the deploy before typed events kept: its letters may still be under way.
KEPT_BEFORE = {
    "order.paid": {"order_id": str(uuid4())},
    "order.failed": {"order_id": str(uuid4()), "reason": "no such profile"},
    "payment.overpaid": {"payment_reference": "pi_1"},
    "payout.arrived": {
        "statement_id": str(uuid4()),
        "number": "S-2026-0001",
        "amount_minor": -198,
        "currency": "EUR",
    },
    "debt.waived": {
        "statement_id": str(uuid4()),
        "number": "B-2026-0001",
        "amount_minor": -198,
        "currency": "EUR",
    },
    "line.renewal_due": {
        "line_id": str(uuid4()),
        "period_start": "2026-03-01",
        "period_end": "2026-04-01",
    },
    "case.asked": {"case_id": str(uuid4()), "question_id": 3},
    "person.registered": {"person_id": str(uuid4()), "tenant_id": None, "encouraged_by": None},
}


def declared() -> dict[str, type[Event]]:
    """Return every event of the house by its class's name."""
    house = [one for one in Event.__subclasses__() if not one.__module__.startswith("tests.")]
    return {one.__name__: one for one in house}


def asked() -> set[Question]:
    """Return every question that an app declares."""
    modules = [
        importlib.import_module(
            source.path.removeprefix("platform/").removesuffix(".py").replace("/", ".")
        )
        for source in project_sources("ambassadors", "billing", "catalog", "tenants", "platform")
        if source.path.endswith("/questions.py")
    ]
    return {one for module in modules for one in vars(module).values() if type(one) is Question}


def wanted_by(run) -> dict[str, object]:
    """Return the type of each parameter; what a use-case returns may be known to mypy alone."""
    own = inspect.unwrap(run)
    hints = {name: kind for name, kind in own.__annotations__.items() if name != "return"}
    return get_type_hints(SimpleNamespace(__annotations__=hints), globalns=own.__globals__)


PAIRS = [(event, reaction) for event in REACTIONS for reaction in reactions_to(event)]


def test_every_file_of_events_is_one_that_the_wiring_knows():
    files = {
        source.path.removesuffix(".py").replace("/", ".")
        for source in project_sources("ambassadors", "billing", "catalog", "tenants")
        if source.path.endswith("/events.py")
    }

    assert {event.__module__ for event in declared().values()} == files | {"kith.outbox.jobs"}


def test_what_is_said_is_wired_or_meant_for_later_and_nothing_else_is():
    said = {
        node.func.id
        for source in project_sources(
            "ambassadors", "billing", "catalog", "tenants", "platform/kith"
        )
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    aside = {name for source in _classes_chosen_by_a_condition() for name in source}

    assert {event.__name__ for event in (*REACTIONS, *UNHEARD)} == set(declared())
    assert set(declared()) - said - aside == set()
    assert not set(REACTIONS) & set(UNHEARD)
    assert all(UNHEARD.values())


def _classes_chosen_by_a_condition():
    """Yield the names on both sides of `Changed if done else Failed`."""
    for source in project_sources("ambassadors", "billing", "catalog", "tenants"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.IfExp):
                yield {one.id for one in (node.body, node.orelse) if isinstance(one, ast.Name)}


def test_no_two_events_have_one_name():
    names = [event.event_name for event in declared().values()]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("event", "reaction"), PAIRS, ids=[f"{event.__name__}-{one.name}" for event, one in PAIRS]
)
def test_a_reaction_takes_what_its_event_gives(event, reaction):
    wanted = wanted_by(reaction.run)
    offered = {CLOCK: datetime, DELIVERY: int, **event.members()}
    offered |= {name: type(value) for name, value in reaction.given.items()}

    unfit = {
        name: (wanted.get(name), offered[name])
        for name in reaction.parameters
        if name in offered and not _holds(wanted.get(name), offered[name])
    }
    assert unfit == {}


def _holds(wanted, offered) -> bool:
    """Say whether everything of the one kind is of the other."""
    choices = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    given = get_args(offered) if isinstance(offered, UnionType) else (offered,)
    return set(given) <= set(choices)


@pytest.mark.parametrize("event", declared().values(), ids=lambda event: event.event_name)
def test_a_letter_of_each_event_is_read_back_as_it_was(event):
    members = {
        name: SAMPLES[next(kind for kind in (hint, *get_args(hint)) if kind in SAMPLES)]
        for name, hint in event.members().items()
    }
    said = event(**members)

    assert event.from_letter(said.to_letter()) == said


@pytest.mark.parametrize("name", KEPT_BEFORE)
def test_a_letter_of_the_deploy_before_is_read(name):
    [event] = [one for one in declared().values() if one.event_name == name]

    said = event.from_letter(KEPT_BEFORE[name])

    if "amount_minor" in KEPT_BEFORE[name]:
        assert said.amount == Money(198 if name == "debt.waived" else -198, "EUR")


def test_deliveries_under_way_find_their_reaction_by_its_former_name():
    wired = {reaction.name for _, reaction in PAIRS}
    assert set(FORMERLY.values()) <= wired
    # One letter in flight of each kind of change: a new name, one with words of its own, and one
    # whose work another reaction does now.
    activated = reaction_of("order.activated", "catalog.ordering.tasks.tell_buyer_of_activation")
    paid = reaction_of("payment.succeeded", "billing.invoicing.reactions.record_order_payment")

    assert (activated.name, activated.given) == (
        "catalog.ordering.tell_buyer",
        {"news": "active"},
    )
    assert paid.name == "catalog.ordering.confirm_payment"


def test_every_question_is_answered_and_every_answer_was_asked_for():
    assert {answer.question for answer in ANSWERS} == asked()
    assert len(ANSWERS) == len(asked())


# By what a use-case asks the processor and the network.
ASKING = {"gateway", "network_port", "carry"}


def test_whoever_asks_a_vendor_does_so_outside_of_a_transaction():
    """What it holds locked, and what it wrote, would wait for somebody else's machine."""
    asking = {
        one.name: one.atomic
        for event in REACTIONS
        for one in reactions_to(event)
        if ASKING & vars(inspect.getmodule(one.run)).keys()
    }

    assert len(asking) > 8
    assert {name for name, is_atomic in asking.items() if is_atomic} == set()
