"""While sending is held nothing is said to a bank that cannot be taken back."""

import pytest

from billing.disputes.models import Dispute
from billing.disputes.usecases.accept_dispute import accept_dispute
from billing.disputes.usecases.read_dispute import read_dispute
from billing.disputes.usecases.submit_evidence import submit_evidence
from billing.gateway import gateway
from kith.fence.gate import SendingHeld
from kith.fence.models import Pause
from kith.wall import in_public
from tests.factories.disputes import NOW
from tests.factories.settlement import MAYA


@pytest.fixture
def disputed(bill, fake_stripe):
    """A dispute that is known here, in a house that is held."""
    dispute = fake_stripe.control.dispute(bill.payment)["id"]
    with in_public():
        read_dispute(dispute_id=dispute, at=NOW)
        Pause.objects.create(reason=Pause.UNKNOWN, opened_at=NOW)
    return dispute


def give_in(dispute):
    with in_public():
        accept_dispute(dispute_id=dispute, key="k", by=MAYA, at=NOW)


def hand_in(dispute):
    said = {"uncategorized_text": "She used it."}
    with in_public():
        submit_evidence(dispute_id=dispute, evidence=said, is_final=True, key="k", by=MAYA, at=NOW)


@pytest.mark.parametrize("answer", [give_in, hand_in])
def test_no_bank_is_answered_while_sending_is_held(disputed, answer):
    with pytest.raises(SendingHeld):
        answer(disputed)

    there = gateway().dispute(disputed)
    assert (there.status, there.submission_count) == ("needs_response", 0)
    with in_public():
        assert Dispute.objects.get(pk=disputed).answer_key == ""
