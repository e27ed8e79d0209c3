"""A month of the demo, lived ahead: renewals, charges and the night's work fall on their days."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone

from ambassadors.program.models import AssessmentRun
from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Charge, Invoice, SavedCard
from billing.invoicing.usecases.bill_renewals import DAYS_TO_PAY
from catalog.lines.models import Line
from kith.outbox.models import Delivery, JobRun
from kith.runtime.project import write_whole
from kith.wall import TenantRef, day_here, in_public, in_tenant
from outside.demo import cast
from outside.demo.clock import ahead, moved
from outside.demo.month import ClockStands, live_ahead
from outside.demo.notes import CLOCK, MONTH_DAYS, Clock, ask_for_a_month, noted_clock
from outside.demo.plan import Size
from outside.demo.shops import shop_ref
from outside.network.testing import start_simulator
from outside.stripe.testing import FakeStripe, start_fake_stripe
from tenants.accounts.models import Session
from tests.outside.demo.conftest import Killed, a_demo, load_small

FEW = Size(
    grown=0,
    after_promotion=0,
    friends=6,
    helped=0,
    walk_ins=0,
    small=(6, 0, 0, 0),
    mateo=0,
    shops=(cast.MAREA, cast.SMALL_SHOPS[0]),
)
SHOPS = (cast.HOME, "nadia")
# The last days of a month show as much as all of it.
DAYS = 10
HEADS = "heads.jsonl"


@dataclass
class Month:
    """What stood before a month was lived, and what was said of it."""

    folder: Path
    stripe: FakeStripe
    began: date
    due: dict[UUID, date] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.said.append(words)

    def say_until_killed(self, words: str) -> None:
        self.say(words)
        if ahead() == timedelta(days=4):
            raise Killed


@pytest.fixture(scope="module")
def month(house: dict[str, TenantRef], tmp_path_factory) -> Iterator[Month]:
    """Live a small year that ends today, then days ahead, ended once in the middle of them."""
    folder, today = tmp_path_factory.mktemp("demo"), timezone.now()
    kept = {"KITH_STATE_DIR": folder, "KITH_HEADS_FILE": folder / HEADS}
    with (
        start_fake_stripe() as stripe,
        start_simulator() as network,
        a_demo(**stripe.settings(), NETWORK_URL=network.url, **kept),
    ):
        stripe.control.settings(per_second=0)
        load_small(size=FEW, at=today)
        Session.objects.create(
            session_key="who-looks", expire_date=today + timedelta(days=1), started_at=today
        )
        with moved():
            month = Month(folder, stripe, today.date(), renewals())
            write(month, 0, DAYS)
            with pytest.raises(Killed):
                live_ahead(say=month.say_until_killed)
            live_ahead(say=month.say)
            yield month


@pytest.fixture(autouse=True)
def heads(month: Month, settings) -> None:
    """Look where the month's seals left word, not where this test's would."""
    settings.KITH_HEADS_FILE = month.folder / HEADS


def renewals() -> dict[UUID, date]:
    lines = everywhere(lambda: Line.objects.filter(ended_at=None).exclude(next_renewal_on=None))
    return {line.pk: line.next_renewal_on for line in lines}


def everywhere(question) -> list:
    found = []
    for slug in SHOPS:
        with in_tenant(shop_ref(slug)):
            found += question()
    return found


def bills_of(line: UUID) -> list[Invoice]:
    return everywhere(lambda: Invoice.objects.filter(line_id=line).order_by("issued_at"))


def test_each_line_is_renewed_and_billed_on_its_day(month):
    end = month.began + timedelta(days=DAYS)
    due = {line: day for line, day in month.due.items() if month.began < day < end}
    assert len(due) > 2

    after = renewals()
    for line, day in due.items():
        [bill] = [bill for bill in bills_of(line) if month.began < bill.issued_at.date() <= end]
        with in_public():
            assert day_here(bill.issued_at) == day
        assert bill.due_on == day + timedelta(days=DAYS_TO_PAY)
        assert after[line] > day


def test_cards_were_charged_at_the_processor_on_that_day(month):
    charged = everywhere(
        lambda: Charge.objects.filter(state=Charge.PAID, frozen_at__date__gt=month.began)
    )
    assert charged
    for charge in charged:
        assert charge.ended_at - charge.frozen_at < timedelta(days=2)
        assert gateway().retrieve_payment(charge.payment_intent).amount == charge.amount


def test_the_books_are_right_and_nothing_is_left_undone(month):
    report = faults_of_the_house()
    assert report.faults == []

    with in_public():
        soon = timezone.now() + timedelta(minutes=1)
        assert list(Delivery.objects.due(at=soon).values_list("reaction", "last_error")) == []
        assert list(JobRun.objects.exclude(last_error="").values_list("name", "last_error")) == []


def test_every_night_had_its_turns(month):
    with in_public():
        nights = JobRun.objects.filter(name="prove-books", done_at__isnull=False)
        assert nights.count() >= DAYS
        assert AssessmentRun.objects.filter(started_at__date__gt=month.began).exists()


def test_its_days_were_told_one_by_one_across_the_interruption(month):
    days = [words.split(":")[0] for words in month.said]

    last = range(MONTH_DAYS - DAYS + 1, MONTH_DAYS + 1)
    assert days[:DAYS] == [f"day {day} of {MONTH_DAYS}" for day in last]


def test_the_world_outside_has_come_along(month):
    theirs = month.stripe.control.call("GET", "health")["now"]

    assert abs(theirs - timezone.now().timestamp()) < 3_600


def test_who_was_signed_in_still_is(month):
    with in_public():
        session = Session.objects.get(session_key="who-looks")

    assert session.expire_date > timezone.now()


def test_lived_again_a_day_changes_nothing_and_the_next_month_goes_on_from_there(month):
    def told() -> tuple[int, int]:
        return len(everywhere(Invoice.objects.all)), len(everywhere(SavedCard.objects.all))

    before, days = told(), noted_clock(month.folder).ahead_days
    write(month, days, days)
    live_ahead(say=month.say)
    assert told() == before

    assert ask_for_a_month(month.folder, ahead_days=days)
    assert noted_clock(month.folder).until_days == days + MONTH_DAYS
    # Two days of it show as much as all.
    write(month, days, days + 2)
    live_ahead(say=month.say)
    assert ahead() == timedelta(days=days + 2)
    assert faults_of_the_house().faults == []


def test_with_the_real_stripe_no_day_is_lived(month, settings):
    settings.STRIPE_API_BASE = ""
    days = noted_clock(month.folder).ahead_days
    write(month, days, days + 1)

    with pytest.raises(ClockStands):
        live_ahead(say=month.say)

    assert ahead() == timedelta(days=days)
    write(month, days, days, is_moving=False)


def write(month: Month, ahead_days: int, until_days: int, *, is_moving: bool = True) -> None:
    write_whole(month.folder / CLOCK, asdict(Clock(ahead_days, until_days, is_moving)))
