"""A tenant's role posts letters of its own tenant: the database itself refuses any other."""

import random
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kith.outbox import publish
from kith.outbox.models import Letter
from kith.outbox.publish import PostedForAnother
from kith.outbox.reactions import Reaction, reacting
from kith.wall import (
    TenantUnavailable,
    current_side,
    in_public,
    in_tenant,
)
from tests.kith.outbox.tea import TeaMade
from tests.post import drain

INSERT = """
INSERT INTO public.outbox_letter (id, event, tenant_id, key, payload) VALUES (%s, %s, %s, %s, '{}')
"""


def insert(*, tenant_id, key=""):
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [uuid4(), "tea.made", tenant_id, key or uuid4().hex])


def test_a_tenants_role_inserts_its_own_letter(acme):
    insert(tenant_id=acme.uuid)

    with in_public():
        assert Letter.objects.get(event="tea.made").tenant_id == acme.uuid


@pytest.mark.parametrize("whose", ["globex", "the public side", "nobody known"])
def test_a_tenants_role_inserts_no_letter_of_another(acme, globex, whose):
    tenant_id = {"globex": globex.uuid, "the public side": None, "nobody known": uuid4()}[whose]

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        insert(tenant_id=tenant_id)

    with in_public():
        assert not Letter.objects.filter(event="tea.made").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM public.outbox_letter",
        "UPDATE public.outbox_letter SET event = 'tea.spilt'",
        "DELETE FROM public.outbox_letter",
    ],
)
def test_a_tenants_role_reads_and_changes_no_letter(acme, statement):
    publish(TeaMade())

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_keeps_anothers_letter_away_by_posting_its_key_first(acme, globex):
    insert(tenant_id=acme.uuid, key=f"{globex.uuid}:tea.made:pot-1")

    with in_tenant(globex):
        publish(TeaMade(), key="pot-1")

    with in_public():
        assert Letter.objects.filter(event="tea.made", tenant_id=globex.uuid).count() == 1


def test_public_code_posts_for_a_shop_as_the_public_side(globex):
    with in_public():
        publish(TeaMade(), to_tenant=globex.uuid)
        assert Letter.objects.get(event="tea.made").tenant_id == globex.uuid
    drain()


def test_a_tenant_cannot_say_that_its_letter_is_anothers(acme, globex):
    with pytest.raises(PostedForAnother):
        publish(TeaMade(), to_tenant=globex.uuid)


chance, stood = random.Random(), []


def wander(*, text: str, for_whom: str) -> None:
    """Say where we stand, and where the database does; then end in one of many ways."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        stood.append((for_whom, current_side().schema, cursor.fetchone()[0]))
    match chance.randrange(5):
        case 0:
            raise RuntimeError("no luck")
        case 1:
            raise TenantUnavailable("away")
        case 2:
            with in_public(), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("atomic", [True, False])
def test_each_of_many_letters_is_heard_at_its_own_shop_whatever_became_of_those_before(
    rolled_back, seed, atomic
):
    """They fail, wait, break the statement or the side they stand on, in any order."""
    chance.seed(seed)
    stood.clear()
    sides = {**rolled_back, "public": None}
    with reacting({TeaMade: [Reaction(wander, atomic=atomic)]}):
        for _ in range(60):
            slug = chance.choice([*sides])
            shop = sides[slug]
            with in_tenant(shop) if shop else in_public():
                publish(TeaMade(for_whom=shop.schema_name if shop else "public"))
        drain()

    assert len(stood) == 60
    assert {where for where in stood if len({*where}) > 1} == set()
    assert current_side().schema == "public"
