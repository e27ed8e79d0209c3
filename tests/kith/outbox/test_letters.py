"""Letters are posted with the change they tell of, and delivered until they are done."""

from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kith.outbox import publish, publish_many
from kith.outbox.deliver import (
    MOST_ATTEMPTS,
    due_deliveries,
    make_delivery,
    sort_letters,
)
from kith.outbox.models import Delivery, Letter
from kith.outbox.publish import PostedOutsideTransaction, done_already
from kith.outbox.reactions import Reaction, ReactionDoesNotFit, reacting
from kith.wall import current_tenant, in_public, in_tenant
from tests.clock import NOON
from tests.kith.outbox.tea import TeaMade
from tests.post import drain

heard = []


def listen(*, text: str) -> None:
    tenant = current_tenant()
    heard.append((tenant.slug if tenant else None, text))


def stumble(*, text: str) -> None:
    heard.append(("stumbled", text))
    raise RuntimeError("no luck")


def spill() -> None:
    with transaction.atomic():
        publish(TeaMade(text="spilt"))
        raise SpiltError


class SpiltError(Exception):
    pass


def mop_up(*, text: str) -> None:
    if text == "hot":
        publish(TeaMade(text="first"))
        try:
            spill()
        except SpiltError:
            publish(TeaMade(text="mopped up"))


def half_way(*, text: str) -> str:
    return text


def in_half_a_minute(outcome: str, at: datetime) -> datetime | None:
    return at + timedelta(seconds=30) if outcome == "hot" else None


@pytest.fixture(autouse=True)
def _nothing_heard():
    heard.clear()


@pytest.fixture
def wired():
    """Wire what reacts to tea, until the test is over."""
    with ExitStack() as until_the_end:
        yield lambda *reactions: until_the_end.enter_context(reacting({TeaMade: reactions}))


def test_a_letter_reaches_its_reaction_in_the_tenant_that_posted_it(acme, wired):
    wired(listen)
    publish(TeaMade())

    drain()

    assert heard == [("acme", "hot")]


def test_a_letter_from_the_public_side_is_read_there(public, wired):
    wired(listen)
    publish(TeaMade())

    drain()

    assert heard == [(None, "hot")]


def test_a_reaction_is_spared_a_letter_that_lacks_what_it_is_for(acme, wired):
    wired(Reaction(listen, only_with="for_whom"))
    for tea in (TeaMade(text="nobody's"), TeaMade(text="Ana's", for_whom="Ana")):
        publish(tea)

    drain()

    assert heard == [("acme", "Ana's")]


def test_a_reaction_is_spared_nothing_for_want_of_what_no_letter_has():
    with pytest.raises(ReactionDoesNotFit):
        Reaction(listen, only_with="cup").refuse_if_unfit(TeaMade)


def test_delivering_twice_acts_once(acme, wired):
    wired(listen)
    publish(TeaMade())
    sort_letters(at=timezone.now())
    [delivery] = due_deliveries(at=timezone.now())

    assert [make_delivery(delivery), make_delivery(delivery)] == [True, False]
    assert len(heard) == 1


def test_one_key_is_one_letter_for_each_tenant(acme, globex, wired):
    wired(listen)
    for tenant in (acme, acme, globex):
        with in_tenant(tenant):
            publish(TeaMade(), key="pot-1")

    drain()

    assert heard == [("acme", "hot"), ("globex", "hot")]


def test_a_change_taken_back_takes_its_letter_with_it(acme):
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(TeaMade())
        raise RuntimeError

    with in_public():
        assert not Letter.objects.filter(event="tea.made").exists()


def test_a_letter_needs_a_transaction(house):
    with in_public(), pytest.raises(PostedOutsideTransaction):
        publish(TeaMade())


def test_a_failing_reaction_is_tried_again_then_parked_and_others_flow(acme, wired):
    wired(stumble, listen)
    publish(TeaMade())
    sort_letters(at=timezone.now())
    with in_public():
        failing = Delivery.objects.get(reaction__endswith="stumble").pk

    for _ in range(MOST_ATTEMPTS + 2):
        make_delivery(failing)
    drain()

    with in_public():
        delivery = Delivery.objects.get(pk=failing)
    assert (delivery.attempts, delivery.done_at) == (MOST_ATTEMPTS, None)
    assert delivery.parked_at is not None
    assert "no luck" in delivery.last_error
    assert heard.count(("stumbled", "hot")) == MOST_ATTEMPTS
    assert ("acme", "hot") in heard


def test_a_reaction_that_comes_again_uses_no_attempt(acme, wired):
    wired(Reaction(half_way, atomic=False, again_at=in_half_a_minute))
    publish(TeaMade())
    publish(TeaMade(text="cold"))
    sort_letters(at=NOON)
    for delivery in due_deliveries(at=timezone.now()):
        make_delivery(delivery, at=NOON)

    with in_public():
        hot, cold = Delivery.objects.order_by("letter__payload__text").reverse()
    assert (hot.attempts, hot.done_at, hot.parked_at) == (0, None, None)
    assert hot.next_try_at == NOON + timedelta(seconds=30)
    assert cold.done_at == NOON


def test_a_reaction_may_take_a_refusal_as_an_answer(acme, wired):
    wired(mop_up)
    publish(TeaMade())

    drain()

    with in_public():
        told = Letter.objects.filter(event="tea.made").values_list("payload__text", flat=True)
        assert sorted(told) == ["first", "hot", "mopped up"]
        assert not Delivery.objects.exclude(attempts=0, parked_at=None).exists()


def test_what_comes_again_must_not_take_back_what_it_did():
    with pytest.raises(ReactionDoesNotFit):
        Reaction(half_way, again_at=in_half_a_minute)


def test_a_reaction_outside_a_transaction_runs_once_too(acme, wired):
    wired(Reaction(listen, atomic=False))
    publish(TeaMade())

    drain()
    drain()

    assert heard == [("acme", "hot")]


def test_a_letter_for_later_waits(acme, wired):
    wired(listen)
    publish(TeaMade(), available_at=timezone.now().replace(year=2100))

    drain()

    assert heard == []


def test_a_tenant_cannot_read_the_letterbox(acme):
    publish(TeaMade())

    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Letter.objects.count()


def test_what_was_done_already_wakes_nobody_but_for_a_moment_to_come(acme):
    later = timezone.now() + timedelta(hours=1)
    with transaction.atomic():
        with done_already():
            publish(TeaMade(text="yesterday's"), available_at=timezone.now() - timedelta(days=1))
            publish(TeaMade(text="just made"))
            publish(TeaMade(text="to come"), available_at=later)
        publish(TeaMade(text="today's"))

    with in_public():
        waiting = Letter.objects.filter(event="tea.made", sorted_at=None)
        assert {letter.payload["text"] for letter in waiting} == {"to come", "today's"}


def test_many_are_posted_at_once_each_under_its_key_and_once(acme, django_assert_num_queries):
    events = {f"cup:{n}": TeaMade(text=f"cup {n}") for n in range(3)}

    with transaction.atomic():
        with django_assert_num_queries(1):
            publish_many(events)
        publish_many(events | {"cup:3": TeaMade(text="cup 3")})
        publish_many({})

    with in_public():
        letters = Letter.objects.filter(event=TeaMade.event_name)
        told = sorted((one.tenant_id, one.payload["text"]) for one in letters)
    assert told == [(acme.uuid, f"cup {n}") for n in range(4)]
