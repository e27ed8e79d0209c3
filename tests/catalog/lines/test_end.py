"""A customer ends a line: with its paid month or now, and keeps it until that happens."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from catalog.lines.changes import ChangePending, LineEnded
from catalog.lines.due import due_lines, lines_renewing
from catalog.lines.models import Line, LineEvent
from catalog.lines.queries import line_card
from catalog.lines.usecases.end_due_line import end_due_line
from catalog.lines.usecases.end_due_lines import end_due_lines
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.keep_line import EndUnderWay, keep_line
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.schedule_line_end import NoPaidPeriod, schedule_line_end
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.tell_of_end import tell_of_end
from kith.audit.models import AuditEntry
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line, a_plan

APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)
BY = uuid4()


def pending(line: Line) -> list[str]:
    return [one.what for one in line.events.filter(done_at=None, failed_at=None)]


def test_a_line_that_ends_with_its_month_is_neither_announced_nor_billed_and_the_night_ends_it(
    acme, globex
):
    line, other = a_line(n=1), a_line(n=2)

    for _ in range(2):
        assert schedule_line_end(line_id=line.pk, by=BY, at=NOON) == date(2026, 4, 1)
    renew_line(line_id=line.pk, at=APRIL)

    assert posted("line.renewal_due") == []
    assert due_lines(at=APRIL) == [other.pk]
    ahead = lines_renewing(after=date(2026, 3, 29), until=date(2026, 4, 1))
    assert [one.pk for one in ahead] == [other.pk]
    assert len(posted("line.end_scheduled")) == 1
    with in_tenant(globex):
        assert end_due_lines(at=APRIL) == 0
        with pytest.raises(Line.DoesNotExist):
            schedule_line_end(line_id=line.pk, by=BY, at=NOON)

    # The last day is its own; a night that was missed is made up for, and asked once.
    assert end_due_lines(at=APRIL - timedelta(days=1)) == 0
    assert [end_due_lines(at=APRIL + timedelta(days=2)) for _ in range(2)] == [1, 1]
    assert len(posted("line.end_due")) == 1
    assert not end_due_line(line_id=other.pk, at=APRIL)
    for _ in range(2):
        assert end_due_line(line_id=line.pk, at=APRIL)
    assert pending(line) == ["terminate"]
    with in_public():
        entry = AuditEntry.objects.get(action="line.end_scheduled")
    assert (entry.actor_id, entry.detail) == (BY, {"ends_on": "2026-04-01"})


def test_a_line_that_is_kept_goes_on_and_one_whose_day_has_come_does_not(acme):
    plan = a_plan()
    schedule_line_end(line_id=plan[1].pk, by=BY, at=NOON)
    assert set(Line.objects.values_list("ends_on", flat=True)) == {date(2026, 4, 1)}

    keep_line(line_id=plan[2].pk, by=BY, at=NOON)
    renew_line(line_id=plan[0].pk, at=APRIL)
    assert not end_due_line(line_id=plan[0].pk, at=APRIL)
    assert len(posted("line.renewal_due")) == 1

    assert schedule_line_end(line_id=plan[0].pk, by=BY, at=APRIL) == date(2026, 5, 1)
    with pytest.raises(EndUnderWay):
        keep_line(line_id=plan[0].pk, by=BY, at=APRIL + timedelta(days=30))


def test_while_something_else_changes_the_wish_for_the_months_end_stands_and_now_is_refused(acme):
    line = a_line()
    suspend_line(line_id=line.pk, at=NOON)

    with pytest.raises(ChangePending):
        end_line(line_id=line.pk, by=BY, at=NOON)
    assert line_card(line_id=line.pk).ends_on is None
    schedule_line_end(line_id=line.pk, by=BY, at=NOON)

    # Still on its way a month later: the end waits for it, and is not lost.
    with pytest.raises(ChangePending):
        end_due_line(line_id=line.pk, at=APRIL)
    line.events.filter(what="suspend").update(done_at=APRIL)
    assert end_due_line(line_id=line.pk, at=APRIL)


def test_what_has_no_paid_month_ahead_can_only_end_now(acme):
    once, late, ended = a_line(n=1, period="once"), a_line(n=2), a_line(n=3)
    Line.objects.filter(pk=ended.pk).update(ended_at=NOON)

    for line, at in ((once, NOON), (late, APRIL)):
        with pytest.raises(NoPaidPeriod):
            schedule_line_end(line_id=line.pk, by=BY, at=at)
    with pytest.raises(LineEnded):
        schedule_line_end(line_id=ended.pk, by=BY, at=NOON)
    end_line(line_id=once.pk, by=BY, at=NOON)

    assert pending(once) == ["terminate"]
    with in_public():
        assert AuditEntry.objects.get(action="line.ended").actor_id == BY


def test_an_end_that_the_network_refused_is_asked_again_and_nothing_renews_meanwhile(acme):
    line = a_line()
    end_line(line_id=line.pk, at=NOON)
    LineEvent.objects.filter(line=line, what="terminate").update(failed_at=NOON)

    renew_line(line_id=line.pk, at=APRIL)
    assert end_due_lines(at=APRIL) == 1
    assert end_due_line(line_id=line.pk, at=APRIL)

    assert posted("line.renewal_due") == []
    assert pending(line) == ["terminate"]


def test_its_owner_reads_the_day_once_and_nothing_when_it_is_kept(acme):
    person = a_person(tenant=acme)
    line = a_line(person_id=person.pk)
    ends_on = schedule_line_end(line_id=line.pk, by=person.pk, at=NOON)

    sent = [tell_of_end(line_id=line.pk, ends_on=ends_on, at=NOON) for _ in range(2)]
    keep_line(line_id=line.pk, by=person.pk, at=NOON)

    assert sent == [True, False]
    assert not tell_of_end(line_id=line.pk, ends_on=ends_on, at=NOON)
    [letter] = mail.outbox
    assert letter.subject == "Your line ends on 31 March 2026"
    assert "Until 1 May 2026" in letter.body
    assert f"/my/lines/{line.pk}/" in letter.body


@pytest.fixture
def customer(client, acme):
    person = a_person(tenant=acme)
    return person, sign_in(client, person, acme)


def test_a_customer_chooses_the_day_undoes_it_and_ends_it_now(customer, client_for, acme):
    person, browser = customer
    line = a_line(person_id=person.pk, at=timezone.now())
    page = f"/my/lines/{line.pk}/"

    asked = browser.get(f"{page}end/").text
    for words in ("Last day in service", "€0.00", "Now", "take it to another company"):
        assert words in asked, words
    assert "Keep the line" in browser.post(f"{page}end/", {"when": "period"}, follow=True).text
    seller = sign_in(client_for(acme), a_person(role="teammate", tenant=acme), acme)
    assert "Ends on" in seller.get("/desk/lines/").text
    assert "Ends on" in browser.get("/my/").text
    kept = browser.post(f"{page}keeping/", follow=True).text
    assert "goes on as before" in kept
    assert "Line kept" in kept

    assert browser.post(f"{page}end/", {"when": "some day"}).status_code == 422
    assert pending(line) == []
    ending = browser.post(f"{page}end/", {"when": "now"}, follow=True).text
    assert "The network is ending your line." in ending
    assert pending(line) == ["terminate"]


def test_refusals_are_said_on_the_page_and_other_peoples_lines_are_not_found(customer):
    person, browser = customer
    line, foreign = a_line(n=1, person_id=person.pk, period="once"), a_line(n=2)
    suspend_line(line_id=line.pk, at=NOON)

    refused = browser.post(f"/my/lines/{line.pk}/end/", {"when": "now"})
    assert refused.status_code == 422
    assert "still on its way" in refused.text
    assert "paid once and never renews" in browser.get(f"/my/lines/{line.pk}/end/").text
    for path in ("end", "keeping"):
        assert browser.post(f"/my/lines/{foreign.pk}/{path}/", {"when": "now"}).status_code == 404
