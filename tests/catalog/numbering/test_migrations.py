"""What an earlier release had set aside for an order is free after the next."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from catalog.numbering.models import PhoneNumber, SimCard
from catalog.numbering.queries import number_history
from catalog.numbering.usecases.assign_numbers import assign_numbers
from catalog.numbering.usecases.assign_sims import assign_sims
from kith.wall.side import as_owner
from tests.clock import NOON
from tests.factories.numbering import a_number_range, some_sims

SET_ASIDE = """
UPDATE {pool} SET state = 'reserved', holder = 'order:1', reserved_until = %s
 WHERE id = (SELECT min(id) FROM {pool} WHERE state = 'available')
"""


def test_what_was_set_aside_is_free_and_what_was_given_out_stays(public):
    a_number_range(size=2)
    some_sims(count=2)
    given = assign_numbers(holders=["order:0"], country="ES", at=NOON)["order:0"]
    assign_sims(holders=["order:0"], form="esim", at=NOON)
    with as_owner(), connection.cursor() as cursor:
        # No table is changed while its rows still owe each other a look.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        MigrationExecutor(connection).migrate([("numbering", "0001_pools")])
        for pool in ("numbering_phonenumber", "numbering_simcard"):
            cursor.execute(SET_ASIDE.format(pool=pool), [NOON + timedelta(days=1)])
        MigrationExecutor(connection).migrate([("numbering", "0002_given_out_at_once")])

    for pool in (PhoneNumber, SimCard):
        held = dict(pool.objects.values_list("state", "holder"))
        assert held == {"assigned": "order:0", "available": ""}
    [lapsed] = assign_numbers(holders=["order:2"], country="ES", at=NOON).values()
    assert given != lapsed
    told = [line.what for line in number_history(text=lapsed).lines]
    assert sorted(told) == ["added", "assigned", "lapsed"]
