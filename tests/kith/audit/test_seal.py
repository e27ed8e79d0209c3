"""What was written is sealed, however much there is, and looks that find nothing are spared."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.audit import seal
from kith.audit.checks import faults_of_seals
from kith.audit.heads import written_heads
from kith.audit.models import AuditEntry, Block, Look
from kith.audit.seal import LOOK_ANYWAY, seal_what_is_new, sealed_places
from tests.clock import NOON

LONG_AGO = datetime(2020, 5, 1, tzinfo=UTC)


def written(count, *, at):
    AuditEntry.objects.bulk_create(
        AuditEntry(action="case.signed", subject=f"case:{n}", happened_at=at, recorded_at=at)
        for n in range(count)
    )


def sealed_entries() -> list[str]:
    blocks = Block.objects.filter(source="audit_auditentry").order_by("number")
    return [key for rows in blocks.values_list("rows", flat=True) for key in rows]


def faults() -> list[str]:
    return faults_of_seals(heads=list(written_heads()), at=None)


@pytest.fixture
def a_turn_seals_four(monkeypatch):
    monkeypatch.setattr(seal, "BLOCK_ROWS", 2)
    monkeypatch.setattr(seal, "BLOCKS_A_TURN", 2)


@pytest.mark.usefixtures("public", "a_turn_seals_four")
def test_the_first_seal_of_a_long_table_goes_on_with_the_next_turn():
    # Nine of one moment: more than a turn's work, and no two of them apart by time.
    written(9, at=LONG_AGO)
    written(3, at=LONG_AGO + timedelta(days=1))
    wanted = AuditEntry.objects.count()

    for turn in range(1, wanted):
        seal_what_is_new(at=NOON)
        assert len(sealed_entries()) == min(4 * turn, wanted)
        assert faults() == []

    assert len(set(sealed_entries())) == wanted


def looked_at(at) -> int:
    """How many tables were looked over in a turn."""
    with CaptureQueriesContext(connection) as said:
        seal_what_is_new(at=at)
    return sum("<> ALL" in one["sql"] for one in said)


@pytest.mark.usefixtures("public")
def test_what_took_nothing_in_is_looked_at_now_and_then_and_not_all_at_once():
    every = looked_at(NOON)
    assert every == len(sealed_places())

    assert looked_at(NOON + timedelta(minutes=1)) == 0
    some = looked_at(NOON + LOOK_ANYWAY * 3 / 4)
    assert 0 < some < every
    assert looked_at(NOON + LOOK_ANYWAY) == every - some


@pytest.mark.usefixtures("public")
def test_a_look_that_is_said_to_be_to_come_spares_none():
    seal_what_is_new(at=NOON)
    Look.objects.update(looked_at=NOON + timedelta(days=365))

    assert looked_at(NOON) == len(sealed_places())
