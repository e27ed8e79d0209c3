"""What is wanted first is made first, and nothing waits in the hand of who waits for a network."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.outbox import publish
from kith.outbox.claims import claim_due, let_go
from kith.outbox.deliver import make_due, sort_letters
from kith.outbox.models import Delivery
from kith.outbox.reactions import LONGEST, Reaction, ReactionDoesNotFit, reacting
from kith.wall import in_public
from tests.kith.outbox.tea import TeaMade

HALF, SECOND = timedelta(seconds=30), timedelta(seconds=1)
made = []


def pour() -> None:
    made.append("pour")


def book() -> None:
    made.append("book")


def write() -> None:
    made.append("write")


ALL = (
    Reaction(write, atomic=False, patience=LONGEST),
    Reaction(book, patience=HALF),
    Reaction(pour),
)


@pytest.fixture
def posted(acme):
    """Post a letter that is due now, for three reactions, the most patient first."""
    made.clear()
    with reacting({TeaMade: ALL}):
        publish(TeaMade())
        sort_letters(at=timezone.now())
        with in_public():
            yield Delivery.objects.filter(letter__event="tea.made")


def reactions(claims):
    return [claim.reaction.rpartition(".")[2] for claim in claims]


def test_the_impatient_go_first(posted):
    assert not make_due()

    assert made == ["pour", "book", "write"]


def test_who_has_waited_for_long_enough_goes_before_whoever_comes_now(posted):
    posted.filter(reaction__endswith="write").update(next_try_at=timezone.now() - LONGEST - SECOND)

    make_due()

    assert made == ["write", "pour", "book"]


def test_a_hand_ends_with_the_first_that_waits_for_a_network(posted):
    posted.filter(reaction__endswith="book").update(patience=LONGEST)
    posted.filter(reaction__endswith="write").update(patience=HALF)

    first = claim_due(most=25, outside=[posted.get(reaction__endswith="write").reaction], at=None)

    assert reactions(first) == ["pour", "write"]
    let_go(first)


def test_what_is_tried_by_itself_is_in_a_hand_of_its_own(posted):
    posted.filter(reaction__endswith="book").update(is_alone=True)
    hands = []
    with reacting({TeaMade: ALL}):
        while claims := claim_due(most=25, outside=[], at=None):
            hands.append(reactions(claims))
            posted.filter(pk__in=[claim.id for claim in claims]).update(done_at=timezone.now())

    assert hands == [["pour"], ["book"], ["write"]]


@pytest.mark.parametrize("patience", [LONGEST + SECOND, -SECOND])
def test_nobody_is_more_patient_than_the_look_back(patience):
    with pytest.raises(ReactionDoesNotFit):
        Reaction(pour, patience=patience)
