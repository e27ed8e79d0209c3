"""Whoever is due money and cannot be paid is asked for what is missing, once a week at most."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from billing.settlement.models import Accrual, Payee
from billing.settlement.usecases.choose_netting import choose_netting
from billing.settlement.usecases.enrol_payees import enrol_payees
from billing.settlement.usecases.remind_payees import (
    NobodyToRemind,
    RemindedLately,
    remind_payees,
)
from kith.audit.models import AuditEntry
from kith.ui.formats import date_text
from kith.wall import day_here, in_public
from tenants.registry.models import Tenant
from tests.at_once import AT_ONCE, taken_away, together
from tests.billing.news import news
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.settlement import FELIX, LATER, a_payee
from tests.post import drain

__all__ = ["news"]

WEEK = timedelta(days=7)
PAGE, REMINDERS = "/staff/payees/unpaid/", "/staff/payees/reminders/"


def owed(payee, minor=2_000, currency="EUR", tenant_id=None):
    """A share of somebody's that every wait is over for."""
    return Accrual.objects.create(
        key=f"seller:{uuid4()}",
        tenant_id=tenant_id or uuid4(),
        invoice_line_id=uuid4(),
        invoice_number="NL-2026-000001",
        label="Coast 10",
        payee=payee,
        kind="seller",
        amount_minor=minor,
        currency=currency,
        accrued_at=NOON,
        payable_from=NOON,
    )


def unready(*, party_kind, party_ref, name):
    """A payee without an account that is due 20.00."""
    party = (party_kind, party_ref)
    payee = enrol_payees(parties=[party], at=NOON)[party]
    Payee.objects.filter(pk=payee.pk).update(display_name=name)
    owed(payee)
    return payee


@pytest.fixture
def rosa(acme):
    """The owner of acme, who has no payout account for it."""
    with in_public():
        rosa = a_person(
            role="reseller", tenant=acme, email="rosa@example.org", full_name="Rosa Marín"
        )
        Tenant.objects.filter(pk=acme.uuid).update(owner_id=rosa.pk)
    return rosa


@pytest.fixture
def unpaid(acme, globex, rosa):
    """Acme, which is due 20.00 and cannot be paid; globex can."""
    with in_public():
        owed(a_payee(party_ref=globex.uuid))
        return unready(party_kind="tenant", party_ref=acme.uuid, name="Acme Calls")


@pytest.fixture
def finance(client_for):
    with in_public():
        person = a_person(role="finance")
    return sign_in(client_for(None), person)


def remind(*payees, at=LATER):
    with in_public():
        return remind_payees(payee_ids=[one.pk for one in payees], by=FELIX, at=at)


def letters():
    drain()
    return [(one.to, one.subject) for one in mail.outbox]


def reminders():
    with in_public():
        return AuditEntry.objects.filter(action="payee.reminded").count()


def test_staff_see_who_cannot_be_paid_and_why_and_remind_them_by_one_press(unpaid, finance):
    page = finance.get(PAGE).text
    answer = finance.post(REMINDERS, {"payee": str(unpaid.pk)}, follow=True).text

    assert "Acme Calls" in page
    assert "Globex" not in page
    assert "No payout account yet" in page
    assert "€20.00" in page
    assert "Never reminded." in page
    assert "Reminded: 1 letter is on its way." in answer
    assert f"Last reminded on {date_text(day_here(timezone.now()))}" in answer
    assert 'name="payee"' not in answer
    assert "Remind all of them" not in answer
    assert letters() == [(["rosa@example.org"], "Tell us where to pay you €20.00")]
    assert mail.outbox[0].from_email.startswith("Acme <")
    assert "http://acme.kith.localhost:8000/desk/earnings/" in mail.outbox[0].body
    assert "Last reminded on" in finance.get(f"/staff/payees/{unpaid.pk}/").text


def test_nobody_is_reminded_twice_in_seven_days(unpaid):
    remind(unpaid)

    with pytest.raises(RemindedLately):
        remind(unpaid, at=LATER + WEEK - timedelta(seconds=1))

    assert reminders() == 1
    assert len(letters()) == 1
    assert remind(unpaid, at=LATER + WEEK) == 1
    assert len(letters()) == 2


def test_a_person_with_two_accounts_gets_one_letter_of_both(unpaid, rosa):
    with in_public():
        mine = unready(party_kind="person", party_ref=rosa.pk, name="Rosa Marín")

    assert remind(unpaid) == 1
    with pytest.raises(RemindedLately):
        remind(mine)

    assert letters() == [(["rosa@example.org"], "Tell us where to pay you")]
    assert not mail.outbox[0].from_email.startswith("Acme")
    body = mail.outbox[0].body
    assert "http://acme.kith.localhost:8000/desk/earnings/" in body
    assert "http://kith.localhost:8000/earnings/" in body


def test_all_are_reminded_by_one_press_but_who_was_lately(unpaid, finance):
    with in_public():
        other = a_person(email="leo@example.org")
        theirs = unready(party_kind="person", party_ref=other.pk, name="Leo")
    remind(theirs, at=timezone.now() - timedelta(days=2))

    finance.post(REMINDERS)
    again = finance.post(REMINDERS)

    assert again.status_code == 409
    assert sorted(to for (to,), _subject in letters()) == ["leo@example.org", "rosa@example.org"]


def test_who_can_be_paid_is_stopped_or_has_nobody_behind_them_is_not_reminded(globex, home, unpaid):
    with in_public():
        ready = Payee.objects.get(party_ref=globex.uuid)
        ownerless = unready(party_kind="tenant", party_ref=home.uuid, name="Home")
        Payee.objects.filter(pk=unpaid.pk).update(blocked_at=LATER, block_reason="Looked at")

    for payee in (ready, ownerless, unpaid):
        with pytest.raises(NobodyToRemind):
            remind(payee)

    assert reminders() == 0
    assert letters() == []


def test_nobody_is_reminded_of_what_is_not_due_yet(unpaid):
    with pytest.raises(NobodyToRemind):
        remind(unpaid, at=NOON - timedelta(seconds=1))

    assert (reminders(), letters()) == (0, [])


@pytest.mark.parametrize(
    "become",
    [
        {"stripe_account": "acct_1", "payouts_enabled_at": LATER},
        {"blocked_at": LATER, "block_reason": "Looked at"},
    ],
)
def test_the_letter_is_not_sent_where_they_can_be_paid_or_are_stopped_by_then(unpaid, become):
    remind(unpaid)
    with in_public():
        Payee.objects.filter(pk=unpaid.pk).update(**become)

    assert letters() == []


def test_a_debt_at_another_shop_hides_nothing_that_is_due(acme, unpaid, finance):
    with in_public():
        share = owed(unpaid, tenant_id=acme.uuid)
        Accrual.objects.create(
            key="clawback:x",
            tenant_id=uuid4(),
            invoice_line_id=uuid4(),
            invoice_number="NL-2026-000002",
            label="Coast 10",
            payee=unpaid,
            kind="clawback",
            takes_from=share,
            amount_minor=-9_000,
            currency="EUR",
            accrued_at=NOON,
            payable_from=NOON,
        )

    assert "€40.00" in finance.get(PAGE).text

    # Settled together, the debt of one shop takes what the other owes.
    with in_public():
        choose_netting(
            party_kind="tenant",
            party_ref=acme.uuid,
            is_together=True,
            by=FELIX,
            at=NOON,
        )
    assert "Acme Calls" not in finance.get(PAGE).text
    with pytest.raises(NobodyToRemind):
        remind(unpaid)
    assert reminders() == 0


def test_only_who_may_remind_can(unpaid, client_for):
    with in_public():
        approver = a_person(role="approver")
    browser = sign_in(client_for(None), approver)

    page = browser.get(PAGE).text

    assert "Acme Calls" in page
    assert REMINDERS not in page
    assert browser.post(REMINDERS).status_code == 403
    assert reminders() == 0


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_the_same_for_any_number(rows, finance, django_assert_max_num_queries):
    with in_public():
        for number in range(rows):
            person = a_person(full_name=f"Person {number}", password=None)
            unready(party_kind="person", party_ref=person.pk, name=f"Person {number}")

    with django_assert_max_num_queries(24):
        page = finance.get(PAGE)

    assert page.text.count('name="payee"') == rows


def test_the_letter_speaks_the_readers_language(unpaid, rosa):
    with in_public():
        type(rosa).objects.filter(pk=rosa.pk).update(locale="es")

    remind(unpaid)
    drain()

    [letter] = mail.outbox
    assert letter.subject == "Dinos dónde pagarte 20,00 €"
    assert "Completar mis datos de cobro" in letter.body


@pytest.mark.fault
def test_eight_at_once_write_one_letter(house):
    apps = "settlement|audit|outbox|accounts|account"
    with taken_away("public", apps=apps):
        with in_public():
            person = a_person(email="eight@example.org")
            payee = unready(party_kind="person", party_ref=person.pk, name="Eight")

        answers = together(
            in_public,
            lambda _number: remind_payees(payee_ids=[payee.pk], by=FELIX, at=LATER),
            RemindedLately,
        )

        assert answers.count(1) == 1
        assert sum(isinstance(one, RemindedLately) for one in answers) == AT_ONCE - 1
        assert reminders() == 1
