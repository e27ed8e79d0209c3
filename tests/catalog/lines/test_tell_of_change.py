"""The owner of a line hears what became of it."""

from datetime import timedelta

import pytest
from django.core import mail

from catalog.lines.models import END, RESUME, SUSPEND, SWAP, Line, LineEvent
from catalog.lines.queries import line_card
from catalog.lines.usecases.announce_renewals import announce_renewals
from catalog.lines.usecases.tell_of_change import tell_of_change
from kith.wall import in_public
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.lines import a_line


@pytest.fixture
def line(acme):
    with in_public():
        person = a_person(tenant=acme, role="customer", locale="es")
    return a_line(person_id=person.pk)


def change(line, what, *, asked_at=NOON, **ended):
    return LineEvent.objects.create(line=line, what=what, asked_at=asked_at, **ended)


@pytest.mark.parametrize(
    ("what", "ended", "said"),
    [
        (SUSPEND, "done_at", "está bloqueada"),
        (RESUME, "done_at", "vuelve a funcionar"),
        (END, "done_at", "se ha dado de baja"),
        (SWAP, "failed_at", "la antigua sigue funcionando"),
    ],
)
def test_a_change_is_told_once_when_the_network_made_or_refused_it(line, what, ended, said):
    event = change(line, what, **{ended: NOON})

    told = [tell_of_change(event_id=event.pk, at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert said in letter.subject


@pytest.mark.parametrize(
    ("what", "ended"),
    [(SUSPEND, {}), (SUSPEND, {"failed_at": NOON}), (SWAP, {"done_at": NOON})],
)
def test_what_is_no_news_is_not_told(line, what, ended):
    event = change(line, what, **ended)

    assert not tell_of_change(event_id=event.pk, at=NOON)
    assert mail.outbox == []


def test_a_line_blocked_for_a_debt_leads_to_the_bills(line):
    Line.objects.filter(pk=line.pk).update(unpaid_since=NOON)

    tell_of_change(event_id=change(line, SUSPEND, done_at=NOON).pk, at=NOON)

    assert "factura sin pagar" in mail.outbox[0].body
    assert "/my/invoices/" in mail.outbox[0].body


def test_a_bar_that_is_paid_off_meanwhile_is_not_told_as_asked_for(line):
    Line.objects.filter(pk=line.pk).update(unpaid_since=NOON)
    barred = change(line, SUSPEND, done_at=NOON)
    Line.objects.filter(pk=line.pk).update(unpaid_since=None, suspended_at=NOON)
    change(line, RESUME, asked_at=NOON + timedelta(hours=1))

    assert not tell_of_change(event_id=barred.pk, at=NOON)
    assert mail.outbox == []


def test_a_bar_that_was_asked_for_is_no_debts_even_if_one_follows(line):
    Line.objects.filter(pk=line.pk).update(unpaid_since=NOON + timedelta(days=1))

    tell_of_change(event_id=change(line, SUSPEND, done_at=NOON).pk, at=NOON)

    assert "/my/lines/" in mail.outbox[0].body
    assert "factura" not in mail.outbox[0].body


def test_a_renewal_is_announced_once_within_three_days(line):
    on = line_card(line_id=line.pk).next_renewal_on
    days = (on - NOON.date()).days

    for before in (4, 3, 2, 0):
        announce_renewals(at=NOON + timedelta(days=days - before))

    [payload] = posted("line.renewal_ahead")
    assert payload["renews_on"] == on.isoformat()


def test_a_line_about_to_end_is_announced_no_renewal(line):
    on = line_card(line_id=line.pk).next_renewal_on
    change(line, END)

    assert announce_renewals(at=NOON + timedelta(days=(on - NOON.date()).days - 1)) == 0
