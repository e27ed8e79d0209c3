"""Leaving with one's number: the code, the network's question, the move."""

import json
import re
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from billing.invoicing.answers import owed_by
from catalog.lines.due import due_lines
from catalog.lines.models import Line
from catalog.lines.queries import history_of, line_card
from catalog.lines.usecases.end_moved_line import end_moved_line
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.swap_sim import swap_sim
from catalog.network.models import LeavingCode
from catalog.network.signature import HEADER, sign
from catalog.numbering.models import PhoneNumber, SimCard
from catalog.numbering.usecases.assign_numbers import assign_numbers
from catalog.numbering.usecases.assign_sims import assign_sims
from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from catalog.porting.models import PortOut
from catalog.porting.queries import leaving_of
from catalog.porting.usecases.ask_leaving_code import NumberGone, ask_leaving_code
from catalog.porting.usecases.cancel_leaving import NumberOnItsWay, cancel_leaving
from kith.audit.models import AuditEntry
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line as a_bare_line
from tests.factories.lines import a_plan

SECRET = "network_test"
URL = "/network/callback/ports"


@pytest.fixture
def customer(client, acme, person):
    return sign_in(client, person, acme)


@pytest.fixture
def network_host(client_for):
    return client_for(None)


def from_the_pools(line: Line) -> Line:
    """Give a line a number and a SIM that the pools know."""
    holder = f"line:{line.pk}"
    sim = assign_sims(holders=[holder], form="esim", at=NOON)[holder]
    e164 = assign_numbers(holders=[holder], country="ES", at=NOON)[holder]
    Line.objects.filter(pk=line.pk).update(e164=e164, iccid=sim.iccid)
    return Line.objects.get(pk=line.pk)


@pytest.fixture
def line(pools, person) -> Line:
    return from_the_pools(a_bare_line(person_id=person.pk))


def says(network_host, kind: str, line: Line, *, code: str = "", move: str = "m-1") -> dict:
    """Let the network speak of a number that leaves, and return what it is answered."""
    port = {"id": move, "msisdn": line.e164, "operator": "Faro Móvil", "code": code}
    body = json.dumps({"eventType": kind, "event": {"port": port}}).encode()
    signature = sign(body=body, secret=SECRET, at=int(time.time()))
    answer = network_host.post(
        URL, body, content_type="application/json", headers={HEADER: signature}
    )
    assert answer.status_code == 200
    return answer.json()


def asks(network_host, line: Line, code: str, *, move: str = "m-1") -> str:
    return says(network_host, "PortOutAskedEvent", line, code=code, move=move)["state"]


def state_of(e164: str) -> str:
    with in_public():
        return PhoneNumber.objects.get(e164=e164).state


def test_whoever_proves_to_be_the_holder_sees_the_code_at_once(
    customer, person, line, drain_outbox
):
    with in_public():
        EmailAddress.objects.create(user=person, email="old@example.com", verified=True)
    an_invoice(person_id=person.pk)
    url = f"/my/lines/{line.pk}/leave/"
    before = customer.get(url).text
    customer.post(url, {"send": "1"})
    assert customer.post(url, {"code": "wrong!"}).status_code == 422
    assert not PortOut.objects.exists()
    proof = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]

    page = customer.post(url, {"code": proof}, follow=True).text
    drain_outbox()

    code = PortOut.objects.get().code
    assert re.fullmatch(r"[A-Z]{3}\d{6}", code)
    assert code in page
    assert code not in before
    # What is owed stands beside it, and keeps nobody.
    assert owed_by(person_id=person.pk)[0].minor > 0
    assert "Still to pay" in page
    told = [(letter.to[0], code in letter.body) for letter in mail.outbox[-2:]]
    assert sorted(told) == sorted([("old@example.com", False), (person.email, False)])
    with in_public():
        assert AuditEntry.objects.get(action="line.leaving_code_asked").actor_id == person.pk


def test_the_second_operator_takes_the_number_and_the_line_ends(
    line, network_simulator, ear, network_host, drain_outbox, globex
):
    suspend_line(line_id=line.pk, at=timezone.now())
    code = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now()).code
    ear.answer = b'{"state": "accepted"}'
    taken = network_simulator.take_number(line.e164, code.lower(), times=3)
    assert (taken["state"], taken["told"]) == ("accepted", [200, 200, 200])

    answers = [
        network_host.post(
            URL, one.body, content_type="application/json", headers={HEADER: one.signature}
        ).json()["state"]
        for one in ear.heard
    ]
    drain_outbox()

    assert answers == ["accepted"] * 4
    card = line_card(line_id=line.pk)
    assert card.ended_at is not None
    assert card.changing == ""
    assert history_of(line_id=line.pk)[0].what == "moved"
    assert due_lines(at=timezone.now() + timedelta(days=400)) == []
    # Nobody ended it at the network: the network had ended it.
    assert [service["state"] for service in network_simulator.memory()["services"]] == []
    assert (state_of(line.e164), len(posted("line.ended"))) == ("left", 1)
    recycle_numbers(at=timezone.now() + timedelta(days=400))
    assert state_of(line.e164) == "left"
    with in_public():
        assert SimCard.objects.get(iccid=line.iccid).state == "retired"
    assert [letter.subject for letter in mail.outbox if "number" in letter.subject] == [
        "Your number +34 611 50 00 00 can be taken along",
        "Faro Móvil is taking your number +34 611 50 00 00",
        "Your number +34 611 50 00 00 has moved",
    ]
    assert leaving_of(line_id=line.pk, at=timezone.now()).is_moved
    assert PortOut.objects.get().code == ""
    with pytest.raises(NumberGone):
        ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now())
    with in_tenant(globex):
        assert not PortOut.objects.exists()


@pytest.mark.parametrize("spoilt", ["wrong", "old", "cancelled", "no code", "another number"])
def test_a_code_that_is_not_good_moves_nothing(line, network_host, drain_outbox, spoilt):
    asked_at = timezone.now() - timedelta(days=31 * (spoilt == "old"))
    code = "ABC123456"
    if spoilt != "no code":
        code = ask_leaving_code(line_id=line.pk, by=line.person_id, at=asked_at).code
    if spoilt == "cancelled":
        cancel_leaving(line_id=line.pk, at=timezone.now())
    if spoilt == "another number":
        line = a_bare_line(n=7)
    if spoilt == "wrong":
        code = "XXX000000"

    assert asks(network_host, line, code) == "refused"
    assert says(network_host, "PortOutCompletedEvent", line)["state"] == "refused"
    drain_outbox()

    assert line_card(line_id=line.pk).is_active
    assert posted("network.number_moved_away") == []


def test_the_fifth_wrong_code_ends_the_right_one_and_its_holder_hears_of_each(
    line, network_host, drain_outbox
):
    code = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now()).code
    assert [asks(network_host, line, "XXX000000") for _ in range(5)] == ["refused"] * 5

    assert asks(network_host, line, code) == "refused"
    drain_outbox()

    told = [one for one in mail.outbox if one.subject.startswith("A wrong code was given")]
    assert len(told) == 5
    assert sum("good for nothing any more" in one.body for one in told) == 1
    assert leaving_of(line_id=line.pk, at=timezone.now()).is_locked
    again = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now())
    assert asks(network_host, line, again.code) == "accepted"


def test_a_code_that_grew_old_is_replaced_by_a_fresh_one(line, network_host):
    month_ago = timezone.now() - timedelta(days=31)
    old = ask_leaving_code(line_id=line.pk, by=line.person_id, at=month_ago)
    fresh = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now())

    assert asks(network_host, line, old.code) == "refused"
    assert asks(network_host, line, fresh.code, move="m-2") == "accepted"
    old.refresh_from_db()
    assert (old.outcome, old.code) == ("replaced", "")


def test_a_number_without_a_code_is_asked_about_ten_times_a_day(line, network_host):
    said = [
        says(network_host, "PortOutAskedEvent", line, code="XXX000000")["reason"] for _ in range(11)
    ]

    assert set(said[:10]) == {"the code does not fit the number"}
    assert said[10] == "asked too often; try again tomorrow"
    # Whoever has the number gets their code all the same, and it is good.
    code = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now()).code
    assert asks(network_host, line, code) == "accepted"


def test_who_stays_cancels_until_the_new_operator_has_begun(
    customer, line, network_host, drain_outbox
):
    first = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now())
    assert ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now()) == first
    url = f"/my/lines/{line.pk}/leave/"
    assert first.code not in customer.post(f"{url}cancellation/", follow=True).text
    assert asks(network_host, line, first.code) == "refused"

    second = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now())
    assert asks(network_host, line, second.code) == "accepted"
    assert asks(network_host, line, second.code, move="m-2") == "refused"
    drain_outbox()

    with pytest.raises(NumberOnItsWay):
        cancel_leaving(line_id=line.pk, at=timezone.now())
    page = customer.get(url).text
    assert "Faro Móvil asked for your number" in page
    assert "cancel the code" not in page


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (30, False)])
def test_after_its_line_ended_a_number_is_kept_for_its_holder_for_30_days(
    customer, line, days, is_kept
):
    Line.objects.filter(pk=line.pk).update(ended_at=NOON)
    at = NOON + timedelta(days=days)

    if is_kept:
        assert ask_leaving_code(line_id=line.pk, by=line.person_id, at=at).code
        return
    with pytest.raises(NumberGone):
        ask_leaving_code(line_id=line.pk, by=line.person_id, at=at)
    assert not PortOut.objects.exists()
    assert "can no longer be taken along" in customer.get(f"/my/lines/{line.pk}/leave/").text


@pytest.mark.parametrize(("place", "changing"), [(1, ["", "terminate"]), (2, ["", ""])])
def test_the_line_that_carries_its_plan_takes_the_others_with_it(
    pools, person, network_host, drain_outbox, network_simulator, place, changing
):
    plan = [from_the_pools(line) for line in a_plan(size=2, person_id=person.pk)]
    leaving = plan[place - 1]
    swap_sim(line_id=leaving.pk, form="esim", by=None, at=timezone.now())
    code = ask_leaving_code(line_id=leaving.pk, by=person.pk, at=timezone.now()).code
    asks(network_host, leaving, code)
    says(network_host, "PortOutCompletedEvent", leaving)
    network_simulator.misbehave("late", verb="terminate")
    drain_outbox()

    assert line_card(line_id=leaving.pk).ended_at
    cards = [line_card(line_id=line.pk) for line in plan]
    assert [card.changing for card in sorted(cards, key=lambda c: c.id != leaving.pk)] == changing


def test_an_unsigned_question_or_one_of_something_else_is_refused(acme, network_host):
    assert network_host.post(URL, b"{}", content_type="application/json").status_code == 401
    for body in (b"[]", b"{}", b'{"eventType": "X", "event": {"port": {"id": 1, "msisdn": 2}}}'):
        signature = sign(body=body, secret=SECRET, at=int(time.time()))
        said = network_host.post(
            URL, body, content_type="application/json", headers={HEADER: signature}
        )
        assert said.status_code == 400
    with in_public():
        assert not LeavingCode.objects.exists()


@pytest.mark.parametrize("path", ["", "cancellation/"])
def test_nobody_leaves_with_the_number_of_another(customer, line, path):
    Line.objects.filter(pk=line.pk).update(person_id=a_person(tenant=None).pk)
    code = ask_leaving_code(line_id=line.pk, by=line.person_id, at=timezone.now()).code
    url = f"/my/lines/{line.pk}/leave/{path}"

    answers = [customer.post(url, {"send": "1"}), *([] if path else [customer.get(url)])]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(code in answer.text for answer in answers)
    assert PortOut.objects.get().ended_at is None
    assert mail.outbox == []


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_however_much_is_owed_and_was_tried(
    customer, person, line, query_budget, count
):
    for n in range(count):
        an_invoice(person_id=person.pk)
        port_out = ask_leaving_code(line_id=line.pk, by=person.pk, at=timezone.now())
        if n < count - 1:
            cancel_leaving(line_id=line.pk, at=timezone.now())
    url = f"/my/lines/{line.pk}/leave/"
    customer.get(url)

    with query_budget(8):
        text = customer.get(url).text

    assert port_out.code in text


def test_a_sim_on_its_way_to_a_line_that_moved_is_nobodys(line):
    new_sim = swap_sim(line_id=line.pk, form="esim", by=None, at=timezone.now()).iccid
    end_moved_line(line_id=line.pk, operator="Faro Móvil", at=timezone.now())

    with in_public():
        assert SimCard.objects.get(iccid=new_sim).state == "retired"
