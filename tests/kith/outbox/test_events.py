"""An event is what it says: written plain, read back typed, and fitting whoever reacts to it."""

import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from kith.money import Money
from kith.outbox import Event, publish
from kith.outbox.deliver import make_delivery, sort_letters
from kith.outbox.events import UnreadableLetter
from kith.outbox.models import Delivery
from kith.outbox.reactions import Reaction, ReactionDoesNotFit, react_with, reacting
from kith.wall import in_public
from tests.clock import NOON
from tests.post import drain


class Brewed(Event, name="test.brewed"):
    """One member of each kind."""

    pot_id: UUID
    at_hand: datetime
    on: date
    price: Money
    cups: int
    name: str
    is_hot: bool
    friends: tuple[UUID, ...]
    note: str | None = None


class Poured(Event, name="test.poured"):
    cups: int
    pot: str = "brown"


class Renamed(Event, name="test.renamed"):
    pot_name: str

    @classmethod
    def from_before(cls, kept):
        return kept if "pot_name" in kept else {"pot_name": kept["pot"]}


heard = []


def pour(*, cups: int, pot: str, at: datetime) -> None:
    heard.append((cups, pot, at))


def notice(*, pot: str, mood: str = "good") -> None:
    heard.append((pot, mood))


@pytest.fixture(autouse=True)
def _nothing_heard():
    heard.clear()


def brewed(**changes):
    known = {
        "pot_id": uuid4(),
        "at_hand": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "on": date(2026, 3, 1),
        "price": Money(1_250, "EUR"),
        "cups": 2,
        "name": "té",
        "is_hot": True,
        "friends": (uuid4(), uuid4()),
        "note": None,
    }
    return Brewed(**known | changes)


def delivered(event, *reactions, formerly=None, name=None, payload=None):
    """Post an event and make its one delivery at noon."""
    with reacting({type(event): reactions}, formerly=formerly):
        publish(event)
        sort_letters(at=NOON)
        with in_public():
            delivery = Delivery.objects.select_related("letter").get()
            Delivery.objects.update(reaction=name or delivery.reaction)
            if payload is not None:
                delivery.letter.payload = payload
                delivery.letter.save()
        make_delivery(delivery.pk, at=NOON)
    with in_public():
        delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize("note", ["strong", None])
def test_every_kind_of_member_is_read_back_as_it_was(note):
    event = brewed(note=note)

    assert Brewed.from_letter(json.loads(json.dumps(event.to_letter()))) == event


def test_a_use_case_is_given_what_it_asks_for_and_the_time_of_the_delivery(acme):
    delivered(Poured(cups=2), pour)

    assert heard == [(2, "brown", NOON)]


def test_without_a_clock_of_its_own_a_delivery_has_the_databases(acme):
    with reacting({Poured: [pour]}):
        publish(Poured(cups=2))
        drain()

    assert abs((datetime.now(UTC) - heard[0][2]).total_seconds()) < 60


def test_what_the_wiring_gives_comes_with_it(acme):
    delivered(Poured(cups=2), Reaction(notice, given={"mood": "fine"}))

    assert heard == [("brown", "fine")]


def test_a_member_of_a_newer_deploy_is_left_out_and_one_of_an_older_has_its_default(acme):
    delivered(Poured(cups=2), pour, payload={"cups": 3, "saucers": 4})

    assert heard == [(3, "brown", NOON)]


@pytest.mark.parametrize("payload", [{}, {"cups": "two"}, {"cups": None}, {"cups": True}])
def test_a_letter_that_does_not_fit_is_a_fault_that_people_see(acme, payload):
    delivery = delivered(Poured(cups=2), pour, payload=payload)

    assert (delivery.attempts, delivery.done_at, heard) == (1, None, [])
    assert "UnreadableLetter: test.poured: " in delivery.last_error


def test_an_event_that_changed_reads_what_was_kept_before():
    assert Renamed.from_letter({"pot": "blue"}) == Renamed(pot_name="blue")
    assert Renamed.from_letter(Renamed(pot_name="red").to_letter()) == Renamed(pot_name="red")


def test_a_reaction_that_moved_is_found_by_its_former_name(acme):
    formerly = {"tests.old.pour_now": f"{__name__}.pour"}
    delivery = delivered(Poured(cups=2), pour, formerly=formerly, name="tests.old.pour_now")

    assert delivery.done_at == NOON
    assert heard == [(2, "brown", NOON)]


def test_a_file_that_moves_inside_its_app_changes_no_name():
    def use_case(**_): ...

    use_case.__module__ = "catalog.ordering.usecases.deep.use_case"

    assert Reaction(use_case).name == "catalog.ordering.use_case"


@pytest.mark.parametrize(
    ("reaction", "lacking"),
    [
        (Reaction(lambda *, saucers: None), "saucers"),
        (Reaction(notice, given={"saucers": 2}), "saucers"),
    ],
)
def test_a_reaction_that_does_not_fit_its_event_is_refused_at_start_up(reaction, lacking):
    with reacting({}), pytest.raises(ReactionDoesNotFit, match=lacking):
        react_with({Poured: [reaction]})


@pytest.mark.parametrize(
    "changes",
    [
        {"pot_id": str(uuid4())},
        {"at_hand": datetime(2026, 3, 1)},  # noqa: DTZ001
        {"cups": 2.0},
        {"cups": True},
        {"price": 1_250},
        {"friends": ["Ana"]},
        {"name": None},
    ],
)
def test_what_is_not_as_the_event_says_is_never_posted(acme, changes):
    with pytest.raises(TypeError):
        publish(brewed(**changes))


@pytest.mark.parametrize(
    ("member", "kept"),
    [("pot_id", "x"), ("at_hand", "2026-03-01T12:00:00"), ("price", 12), ("friends", "Ana")],
)
def test_what_is_not_as_the_event_says_is_never_read(member, kept):
    with pytest.raises(UnreadableLetter):
        Brewed.from_letter(brewed().to_letter() | {member: kept})


def test_an_event_of_something_no_letter_holds_is_no_event():
    with pytest.raises(TypeError, match="no letter holds"):

        class Spilt(Event, name="test.spilt"):
            cups: float
