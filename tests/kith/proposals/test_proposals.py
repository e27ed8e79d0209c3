"""What one person asks for, somebody else decides, once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kith.audit.models import AuditEntry
from kith.errors import KeyReused
from kith.four_eyes import SamePerson
from kith.proposals.checks import faults_of_proposals
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_count
from kith.proposals.usecases.decide import AlreadyDecided, decide
from kith.proposals.usecases.propose import propose
from kith.reasons import NoReason
from kith.wall import in_public
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON

ANA, BEN = uuid4(), uuid4()


def proposed(**more):
    facts = {
        "kind": "tea",
        "subject": "five o'clock",
        "key": str(uuid4()),
        "because": "it is cold",
        "facts": {"cups": 2},
        "content": b"leaves",
        "by": ANA,
        "at": NOON,
    }
    return propose(**(facts | more))


def decided(found, *, by=BEN, is_agreed=True):
    return decide(kind="tea", proposal_id=found.pk, is_agreed=is_agreed, by=by, at=NOON)


def test_somebody_else_agrees_once_and_the_file_goes(public):
    found = proposed()

    with pytest.raises(SamePerson):
        decided(found, by=ANA)
    first, second = decided(found), decided(found)

    assert (bytes(first.content), second) == (b"leaves", None)
    kept = Proposal.objects.get()
    assert (kept.is_agreed, kept.decided_by, kept.content) == (True, BEN, None)
    with pytest.raises(AlreadyDecided):
        decided(found, is_agreed=False)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id")) == [
        ("tea.proposed", ANA),
        ("tea.agreed", BEN),
    ]


@pytest.mark.parametrize(("by", "outcome"), [(ANA, "withdrawn"), (BEN, "turned_down")])
def test_it_is_taken_back_or_turned_down(public, by, outcome):
    decided(proposed(), by=by, is_agreed=False)

    assert Proposal.objects.get().outcome == outcome


def test_a_newer_one_takes_its_place_and_another_things_does_not(public):
    first, other = proposed(), proposed(subject="breakfast")

    again = proposed()

    waiting = Proposal.objects.waiting().order_by("pk")
    assert {row.pk for row in waiting} == {other.pk, again.pk}
    assert waiting_count(kind="tea") == 2
    with pytest.raises(AlreadyDecided):
        decided(first)
    gone = AuditEntry.objects.get(action="tea.withdrawn")
    assert gone.detail["proposal"] == str(first.pk)


def test_the_same_key_returns_the_first(public):
    first = proposed(key="k")

    assert proposed(key="k").pk == first.pk
    with pytest.raises(KeyReused):
        proposed(key="k", facts={"cups": 9})
    with pytest.raises(NoReason):
        proposed(because="  ")


@pytest.mark.fault
@pytest.mark.parametrize("key", ["k", None])
def test_of_eight_at_once_the_last_waits_and_a_second_click_is_the_same(servers, key):
    with taken_away("public", apps="proposals|series|audit"):
        found = together(in_public, lambda n: proposed(key=key or f"k{n}"))
        with in_public():
            waiting = Proposal.objects.waiting().get()

        assert waiting in found
        assert len({one.pk for one in found}) == (1 if key else AT_ONCE)


def test_the_proof_of_the_books_names_an_agreement_that_nobody_gave(public):
    decided(proposed())
    assert faults_of_proposals() == []

    Proposal.objects.update(decided_by=uuid4())

    assert len(faults_of_proposals()) == 1


def test_the_database_refuses_an_agreement_with_oneself(public):
    found = proposed()

    with pytest.raises(IntegrityError, match="agreed_to_by_somebody_else"), transaction.atomic():
        Proposal.objects.update(outcome="agreed", decided_by=found.asked_by, decided_at=NOON)
