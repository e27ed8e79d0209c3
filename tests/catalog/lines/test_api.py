"""TMF637 at a shop's host: the lines somebody has in service."""

import pytest

from kith.wall import in_tenant
from tests.budget import query_budget
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.tmf import base_path, faults

LINES = f"{base_path('637')}product"
__all__ = ["query_budget"]


@pytest.fixture
def lines(acme, globex):
    """Mine, another customer's, and mine at another shop."""
    me = a_person(tenant=acme)
    with in_tenant(globex):
        there = a_line(person_id=me.pk, n=9)
    return me, a_line(person_id=me.pk, n=1), a_line(person_id=a_person(tenant=acme).pk, n=2), there


def test_a_person_reads_their_own_lines_and_no_other(client, acme, lines):
    me, mine, other, there = lines
    sign_in(client, me, acme)
    answer = client.get(LINES)
    line = client.get(f"{LINES}/{mine.pk}").json()

    assert answer.json() == [line]
    assert answer["X-Total-Count"] == "1"
    assert faults(line, "637", "Product") == []
    assert (line["status"], line["productSerialNumber"]) == ("active", "+34622000001")
    assert line["productOrderItem"][0]["productOrderId"] == str(mine.order_id)
    assert line["billingAccount"] == {"id": str(me.pk), "@referredType": "BillingAccount"}
    assert line["productOffering"]["href"].endswith(f"/productOffering/{mine.offer_code}")
    for each in (other, there):
        assert client.get(f"{LINES}/{each.pk}").status_code == 404


def test_what_opens_the_esim_is_told_to_nobody(client, acme, lines):
    sign_in(client, lines[0], acme)

    assert b"LPA:1" not in client.get(LINES).content


def test_the_desk_reads_the_shops_lines_without_anybodys_whole_number(client, acme, lines):
    _, mine, other, there = lines
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)
    answer = client.get(LINES)

    assert {each["id"] for each in answer.json()} == {str(mine.pk), str(other.pk)}
    assert client.get(f"{LINES}/{there.pk}").status_code == 404
    assert mine.e164.encode() not in answer.content
    assert "•" in answer.json()[0]["productSerialNumber"]
    assert faults(answer.json()[0], "637", "Product") == []


def test_an_owner_without_the_second_step_reads_nothing(client, acme, lines):
    owner = a_person(tenant=acme, role="reseller")
    sign_in(client, owner, acme, second_factor=False)
    answer = client.get(LINES)

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.second_factor")
    assert "/desk/" in answer.json()["message"]


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("role", ["customer", "reseller"])
def test_a_list_costs_the_same_whatever_its_length(client, acme, query_budget, count, role):
    me = a_person(tenant=acme, role=role)
    for n in range(count):
        a_line(person_id=me.pk, n=n)
    sign_in(client, me, acme)

    with query_budget(7):
        answer = client.get(LINES)

    assert len(answer.json()) == count
