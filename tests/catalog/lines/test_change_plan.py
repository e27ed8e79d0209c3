"""A line gets another plan with its next period: commercially that day, at the network after."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from catalog.lines.changes import ChangePending, LineEnded
from catalog.lines.due import lines_to_switch
from catalog.lines.models import Line, PlanChange
from catalog.lines.plans import LineBarred, LineEnds, NothingRenews, Plan, PlanOfSeveral, PlanWaits
from catalog.lines.queries import line_card, line_in_period
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.keep_plan import keep_plan
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.schedule_line_end import schedule_line_end
from catalog.lines.usecases.schedule_plan_change import SamePlan, schedule_plan_change
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.switch_due_plans import switch_due_plans
from catalog.lines.usecases.switch_plan import switch_plan
from catalog.lines.usecases.tell_of_plan_change import DONE, SET, tell_of_plan_change
from catalog.network.adapters import network_port
from catalog.network.port import NetworkUnreachable, Subscription
from catalog.network.tmf640_client import API
from catalog.numbering.usecases.assign_numbers import assign_numbers
from catalog.numbering.usecases.assign_sims import assign_sims
from kith.audit.models import AuditEntry
from kith.money import Money
from kith.wall import in_public, in_tenant
from kith.wall.migrator import template_level
from tenants.registry.models import Tenant
from tests import at_once
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line, a_plan
from tests.factories.numbering import a_number_range, some_sims

APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BY = uuid4()
SMALL = Plan(
    offer_code="coast-5",
    offer_name="Coast 5",
    base_code="mobile-5",
    price_minor=800,
    wholesale_minor=300,
    tax_basis_points=1000,
    currency="EUR",
    allowances={"data_mb": 5120, "minutes": None},
)


def choose(line, plan=SMALL, *, at=NOON):
    return schedule_plan_change(line_id=line.pk, plan=plan, by=BY, at=at)


@pytest.fixture
def known(acme, network_simulator) -> Line:
    """A line that the pools and the network know."""
    with in_public():
        a_number_range()
        some_sims(count=1)
    holder = "order:1"
    e164 = assign_numbers(holders=[holder], country="ES", at=NOON)[holder]
    sim = assign_sims(holders=[holder], form="esim", at=NOON)[holder]
    line = a_line()
    line.e164, line.iccid = e164, sim.iccid
    asked = Subscription(line.e164, line.iccid, plan=line.base_code)
    reference = network_port().activate(request_id="setup", subscription=asked).reference
    line.network_reference = reference
    line.save()
    return line


def plan_at(network) -> str:
    service = network.client.get(f"{API}/service").json()[0]
    held = {one["name"]: one["value"] for one in service["serviceCharacteristic"]}
    return held["plan"]


def carried_out(line):
    return carry_out_change(event_id=line.events.get(done_at=None, failed_at=None).pk, at=APRIL)


def test_nothing_changes_before_its_day_and_everything_on_it(acme, globex):
    line, other = a_line(n=1), a_line(n=2)

    changes = [choose(line) for _ in range(2)]
    card = line_card(line_id=line.pk)

    assert changes[0] == changes[1]
    assert (changes[0].from_on, card.price, card.next_price) == (
        date(2026, 4, 1),
        Money(1200, "EUR"),
        Money(800, "EUR"),
    )
    assert len(posted("line.plan_set")) == 1
    with in_tenant(globex), pytest.raises(Line.DoesNotExist):
        choose(line)

    for asked in (line, other):
        renew_line(line_id=asked.pk, at=APRIL)
        renew_line(line_id=asked.pk, at=APRIL)

    line.refresh_from_db()
    assert Plan.of_line(line) == SMALL
    assert line_card(line_id=line.pk).next_plan is None
    assert line_card(line_id=other.pk).offer_name == "Coast 10"
    assert posted("line.plan_due") == [{"line_id": str(line.pk)}]
    # A bill of the month before that is written late asks for what was agreed then.
    assert line_in_period(line_id=line.pk, starts_on=date(2026, 3, 1)).price == Money(1200, "EUR")
    assert line_in_period(line_id=line.pk, starts_on=date(2026, 4, 1)).price == Money(800, "EUR")
    with in_public():
        entry = AuditEntry.objects.get(action="line.plan_set")
    assert entry.detail == {"plan": "coast-5", "from_on": "2026-04-01"}


def test_one_press_keeps_the_plan_until_its_day(acme):
    line = a_line()
    choose(line)

    assert [bool(keep_plan(line_id=line.pk, by=BY, at=NOON)) for _ in range(2)] == [True, False]
    with in_public():
        assert AuditEntry.objects.filter(action="line.plan_kept", actor_id=BY).count() == 1
    renew_line(line_id=line.pk, at=APRIL)

    assert line_card(line_id=line.pk).offer_name == "Coast 10"
    assert posted("line.plan_due") == []
    choose(line, at=APRIL)
    renew_line(line_id=line.pk, at=APRIL + 31 * DAY)
    assert keep_plan(line_id=line.pk, by=BY, at=APRIL + 31 * DAY) is None


def _ending(line):
    schedule_line_end(line_id=line.pk, by=BY, at=NOON)


def _waiting(line):
    choose(line, replace(SMALL, offer_code="coast-3"))


REFUSED = [
    (lambda line: Line.objects.filter(pk=line.pk).update(ended_at=NOON), LineEnded),
    (_ending, LineEnds),
    (lambda line: Line.objects.filter(pk=line.pk).update(suspended_at=NOON), LineBarred),
    (lambda line: Line.objects.filter(pk=line.pk).update(unpaid_since=NOON), LineBarred),
    (_waiting, PlanWaits),
    (lambda line: Line.objects.filter(pk=line.pk).update(offer_code="coast-5"), SamePlan),
    (
        lambda line: Line.objects.filter(pk=line.pk).update(next_renewal_on=NOON.date()),
        NothingRenews,
    ),
]


@pytest.mark.parametrize(("given", "refusal"), REFUSED)
def test_what_stands_in_the_way_is_said_and_nothing_moves(acme, given, refusal):
    line = a_line()
    given(line)
    before = PlanChange.objects.count(), len(posted("line.plan_set"))

    with pytest.raises(refusal) as caught:
        choose(line)

    assert caught.value.mend
    assert (PlanChange.objects.count(), len(posted("line.plan_set"))) == before


def test_a_plan_of_several_and_one_paid_once_are_not_changed_here(acme):
    several, once = a_plan(), a_line(period="once")

    for line in several[:2]:
        with pytest.raises(PlanOfSeveral) as caught:
            choose(line)
        assert acme.name in caught.value.mend
    with pytest.raises(NothingRenews):
        choose(once)


def test_the_network_is_asked_after_and_its_owner_told_once(known, network_simulator):
    person = a_person(tenant=None)
    Line.objects.update(person_id=person.pk)
    change = choose(known)
    said = [tell_of_plan_change(change_id=change.pk, at=NOON, news=SET) for _ in range(2)]
    renew_line(line_id=known.pk, at=APRIL)
    assert plan_at(network_simulator) == "mobile-10"

    for _ in range(2):
        assert switch_plan(line_id=known.pk, at=APRIL)
    carried_out(known)

    assert plan_at(network_simulator) == "mobile-5"
    assert not switch_plan(line_id=known.pk, at=APRIL)
    assert posted("line.plan_changed") == [{"change_id": str(change.pk)}]
    said += [tell_of_plan_change(change_id=change.pk, at=APRIL, news=DONE) for _ in range(2)]
    assert said == [True, False, True, False]
    ahead, after = mail.outbox
    assert ahead.subject == "Your plan changes to Coast 5 on 1 April 2026"
    assert "€8.00" in ahead.body
    assert after.subject == "Your plan is Coast 5 now"
    # What is done is no news that it will be.
    assert not tell_of_plan_change(change_id=change.pk, at=APRIL + DAY, news=SET)


def test_an_outage_is_waited_out_and_a_refusal_asked_again_by_the_next_night(
    known, network_simulator
):
    choose(known)
    renew_line(line_id=known.pk, at=APRIL)
    switch_plan(line_id=known.pk, at=APRIL)
    network_simulator.misbehave("error", verb="change_plan")
    with pytest.raises(NetworkUnreachable):
        carried_out(known)
    network_simulator.misbehave("refuse", verb="change_plan")
    assert carried_out(known).failed_at

    # The new price holds all the same; the old plan at the network is asked away.
    assert line_card(line_id=known.pk).price == Money(800, "EUR")
    assert lines_to_switch() == [known.pk]
    assert switch_due_plans(at=APRIL + DAY) == 1
    switch_plan(line_id=known.pk, at=APRIL + DAY)
    assert switch_due_plans(at=APRIL + DAY) == 0
    carried_out(known)
    assert plan_at(network_simulator) == "mobile-5"
    assert lines_to_switch() == []


def test_another_change_is_waited_for(acme):
    line = a_line()
    choose(line)
    renew_line(line_id=line.pk, at=APRIL)
    suspend_line(line_id=line.pk, at=APRIL)

    with pytest.raises(ChangePending):
        switch_plan(line_id=line.pk, at=APRIL)

    assert switch_due_plans(at=APRIL + DAY) == 0
    line.events.filter(what="suspend").update(done_at=APRIL)
    assert switch_plan(line_id=line.pk, at=APRIL)


def test_a_line_that_ends_takes_its_wish_along(known):
    choose(known)
    end_line(line_id=known.pk, at=NOON)
    assert carried_out(known).done_at

    assert not PlanChange.objects.waiting().exists()
    with pytest.raises(LineEnded):
        keep_plan(line_id=known.pk, by=BY, at=NOON)


def test_a_line_that_is_to_end_comes_to_no_other_plan(acme):
    line = a_line()
    choose(line)
    schedule_line_end(line_id=line.pk, by=BY, at=NOON)

    assert line_card(line_id=line.pk).next_plan is None
    renew_line(line_id=line.pk, at=APRIL)

    assert line_card(line_id=line.pk).offer_name == "Coast 10"
    assert posted("line.plan_due") == []


def test_of_a_line_that_ended_the_network_is_asked_for_no_plan(known):
    choose(known)
    renew_line(line_id=known.pk, at=APRIL)
    assert lines_to_switch() == [known.pk]
    end_line(line_id=known.pk, at=APRIL)
    assert carried_out(known).done_at

    assert lines_to_switch() == []
    assert not switch_plan(line_id=known.pk, at=APRIL)


def test_a_plan_that_came_while_the_network_took_the_one_before_is_asked_for_after(
    known, network_simulator
):
    choose(known)
    renew_line(line_id=known.pk, at=APRIL)
    switch_plan(line_id=known.pk, at=APRIL)
    choose(known, replace(SMALL, offer_code="coast-3", base_code="mobile-3"), at=APRIL)
    renew_line(line_id=known.pk, at=APRIL + 30 * DAY)
    carried_out(known)

    assert plan_at(network_simulator) == "mobile-5"
    assert lines_to_switch() == [known.pk]
    switch_plan(line_id=known.pk, at=APRIL + 30 * DAY)
    carried_out(known)
    assert plan_at(network_simulator) == "mobile-3"


def test_a_plan_of_the_same_product_asks_the_network_nothing(acme):
    line = a_line()
    change = choose(line, replace(SMALL, base_code=line.base_code))

    renew_line(line_id=line.pk, at=APRIL)

    assert posted("line.plan_due") == []
    assert posted("line.plan_changed") == [{"change_id": str(change.pk)}]


def test_the_database_keeps_one_wish_a_line(acme):
    change = choose(a_line())

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanChange.objects.filter(pk=change.pk).update(done_at=NOON, undone_at=NOON)
    change.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(force_insert=True)


@pytest.mark.parametrize("count", [1, 50])
def test_the_desks_page_costs_the_same_however_often_a_plan_changed(
    client, acme, query_budget, count
):
    line = a_line()
    for n in range(count):
        change = choose(line, replace(SMALL, offer_name=f"Coast {n}"), at=NOON + n * DAY / 60)
        if n < count - 1:
            PlanChange.objects.filter(pk=change.pk).update(done_at=NOON, switched_at=NOON)
    seller = sign_in(client, a_person(role="teammate", tenant=acme), acme)
    page = f"/desk/lines/{line.pk}/"
    seller.get(page)

    with query_budget(10):
        text = seller.get(page).text

    assert text.count("instead of Coast 10") == count


@pytest.mark.fault
def test_eight_at_once_choose_one_plan(throwaway):
    with in_tenant(throwaway):
        line = a_line()

    with at_once.taken_away("public", apps="registry|audit|outbox"):
        with in_public():
            Tenant.objects.create(
                **asdict(throwaway),
                skeleton="throwaway",
                provision_key="test:throwaway",
                created_at=NOON,
                live_at=NOON,
                migration_level=template_level(),
            )
        answers = at_once.together(
            lambda: in_tenant(throwaway),
            lambda n: choose(line, replace(SMALL, offer_code=f"coast-{n % 2}")),
            PlanWaits,
        )

    chosen = {answer.pk for answer in answers if isinstance(answer, PlanChange)}
    assert len(chosen) == 1
    assert len([answer for answer in answers if isinstance(answer, PlanWaits)]) == 4
