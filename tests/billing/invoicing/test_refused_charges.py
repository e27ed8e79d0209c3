"""A card that is refused: said, tried again on its days; the line goes on until dunning bars it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.events import ChargeRefused
from billing.invoicing.models import Charge, CheckoutSession, DunningStep, Invoice
from billing.invoicing.retries import RETRY_DAYS
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.usecases.resume_after_payment import resume_after_payment
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_dunning_notice import send_dunning_notice
from billing.invoicing.usecases.take_dunning_step import take_dunning_step
from catalog.lines.changes import ChangePending, request_id
from catalog.lines.due import due_lines
from catalog.lines.models import Line
from catalog.lines.queries import line_card
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.resume_line import LineUnpaid, resume_line
from catalog.lines.usecases.take_line_answer import take_line_answer
from kith.outbox.models import Letter
from kith.outbox.reactions import reaction_of, reactions_to
from kith.ui.formats import day_text
from kith.wall import day_here, in_public
from outside.stripe.testing import ASKS_FOR_PROOF, DECLINED_LATER, PAYS, WITHOUT_FUNDS_LATER
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.cards import a_renewal, a_saved_card
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _now(acme, fake_stripe):
    fake_stripe.control.reset()
    yield
    assert faults_of_the_house().faults == []


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def line(ana) -> Line:
    return a_line(person_id=ana.pk)


def refused(fake_stripe, line: Line, number: str = DECLINED_LATER) -> Charge:
    """Bill a month of the line to a card that is refused."""
    a_saved_card(fake_stripe, person_id=line.person_id, number=number)
    invoice = a_renewal(person_id=line.person_id, line_id=line.pk, at=NOW)
    return send_charge(charge_id=invoice.charges.get().pk, at=NOW)


def tried_to_the_end(fake_stripe, line: Line) -> Charge:
    """Let every turn of the schedule be refused."""
    charge = refused(fake_stripe, line)
    while charge.retry_at:
        at = charge.retry_at
        again = schedule_charge(invoice_id=charge.invoice_id, turn=charge.turn + 1, at=at)
        charge = send_charge(charge_id=again.pk, at=at)
    return charge


def network_did_it(line: Line, *, at: datetime = NOW) -> None:
    event = line.events.get(done_at=None, failed_at=None)
    name = request_id(event_id=event.pk, what=event.what)
    take_line_answer(request_id=name, state="done", at=at)
    line.refresh_from_db()


def bar(charge: Charge) -> bool:
    """Bar the line for the charge's bill, as dunning does on its day."""
    step, _ = DunningStep.objects.get_or_create(
        invoice_id=charge.invoice_id, step="bar", defaults={"taken_at": NOW}
    )
    return take_dunning_step(step_id=step.pk, at=NOW)


def pay_by_hand(invoice: Invoice) -> None:
    record_payment(invoice_id=invoice.pk, key="pi_hand", payment_reference="pi_hand", at=NOW)
    invoice.refresh_from_db()


def test_a_refusal_leaves_the_bill_open_and_names_the_next_day(fake_stripe, line):
    charge = refused(fake_stripe, line, WITHOUT_FUNDS_LATER)

    assert (charge.state, charge.reason) == (Charge.FAILED, "insufficient_funds")
    assert charge.retry_at == NOW + timedelta(days=RETRY_DAYS[0])
    assert charge.invoice.outstanding == line.price
    with in_public():
        due = Letter.objects.get(event="charge.due")
    assert (due.available_at, due.payload["turn"]) == (charge.retry_at, 2)


def test_the_days_of_the_schedule_are_kept_and_each_try_has_a_key_of_its_own(fake_stripe, line):
    last = tried_to_the_end(fake_stripe, line)

    charges = list(Charge.objects.order_by("turn"))
    assert [charge.frozen_at for charge in charges] == [
        NOW + timedelta(days=days) for days in (0, *RETRY_DAYS)
    ]
    assert len({charge.idem_key for charge in charges}) == len(charges) == 4
    assert last.retry_at is None


def test_a_later_try_with_a_better_card_pays(fake_stripe, line):
    charge = refused(fake_stripe, line)
    a_saved_card(fake_stripe, person_id=line.person_id, number=PAYS)

    at = NOW + timedelta(days=3)
    again = schedule_charge(invoice_id=charge.invoice_id, turn=2, at=at)

    assert send_charge(charge_id=again.pk, at=at).state == Charge.PAID
    assert schedule_charge(invoice_id=charge.invoice_id, turn=3, at=at) is None


def test_taking_the_card_off_does_not_stop_the_schedule(fake_stripe, line):
    charge = refused(fake_stripe, line)
    remove_card(person_id=line.person_id, at=NOW)

    at = NOW + timedelta(days=3)
    again = schedule_charge(invoice_id=charge.invoice_id, turn=2, at=at)
    ended = send_charge(charge_id=again.pk, at=at)

    assert (ended.reason, ended.retry_at) == ("no_card", NOW + timedelta(days=5))


def test_a_bill_paid_by_hand_is_tried_no_more(fake_stripe, line):
    charge = refused(fake_stripe, line)
    pay_by_hand(charge.invoice)

    at = NOW + timedelta(days=3)
    assert schedule_charge(invoice_id=charge.invoice_id, turn=2, at=at) is None


def test_the_payer_reads_what_happened_and_what_to_do(fake_stripe, line, ana):
    charge = refused(fake_stripe, line, WITHOUT_FUNDS_LATER)

    send_dunning_notice(charge_id=charge.pk, at=NOW)

    [letter] = mail.outbox
    assert letter.to == [ana.email]
    for words in (
        "€12.00",
        "Visa •••• 3178",
        "there was not enough money on it",
        "We try again on",
        f"/pay/{charge.invoice_id.hex}",
        "/my/card/",
    ):
        assert words in letter.body


def test_nothing_is_written_once_it_is_paid(fake_stripe, line):
    charge = refused(fake_stripe, line)
    pay_by_hand(charge.invoice)

    send_dunning_notice(charge_id=charge.pk, at=NOW)

    assert mail.outbox == []


def test_a_bank_that_wants_its_owner_sends_them_to_the_payment_page(
    fake_stripe, line, ana, acme, client_for
):
    charge = refused(fake_stripe, line, ASKS_FOR_PROOF)
    my = sign_in(client_for(acme), ana, acme)
    number = charge.invoice.number

    page = my.get(f"/my/invoices/{number}/").content.decode()
    answer = my.post(f"/my/invoices/{number}/payment/")

    assert "your bank wants you to confirm the payment yourself" in page
    assert "Pay now" in page
    assert answer.status_code == 302
    assert answer.url.startswith(fake_stripe.base)
    session = CheckoutSession.objects.get(invoice_id=charge.invoice_id)
    assert fake_stripe.control.pay(session.stripe_id, card=ASKS_FOR_PROOF)["status"] == "succeeded"


def test_the_last_refusal_bars_nothing_and_its_letter_says_when_that_comes(fake_stripe, line):
    """Wired: nothing but a letter follows from a refusal, and from what older releases posted."""
    charge = tried_to_the_end(fake_stripe, line)

    for name in ("bar_unpaid_line", "reactions.bar_line_after_last_refusal"):
        old = reaction_of("charge.refused", f"billing.invoicing.{name}")
        old.call(ChargeRefused(charge_id=charge.pk), at=NOW, delivery_id=1)
    reaction_of("charge.refused", "billing.invoicing.suspend_for_nonpayment")

    assert [one.name for one in reactions_to(ChargeRefused)] == [
        "billing.invoicing.send_dunning_notice"
    ]
    [letter] = mail.outbox
    blocked_on = charge.invoice.due_on + timedelta(days=30)
    assert f"it is blocked on {day_text(blocked_on)} unless the invoice is paid" in letter.body
    line.refresh_from_db()
    assert line.unpaid_since is None
    assert not line.events.exclude(what="opened").exists()


def test_a_refusal_that_comes_late_names_the_day_on_which_dunning_blocks(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    Invoice.objects.update(due_on=day_here(NOW) - timedelta(days=28))

    send_dunning_notice(charge_id=charge.pk, at=NOW)

    [letter] = mail.outbox
    # It is warned of this night, and blocked a week after.
    said = day_text(day_here(NOW) + timedelta(days=7))
    assert f"it is blocked on {said} unless the invoice is paid" in letter.body


def test_a_paid_bill_bars_nothing(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    pay_by_hand(charge.invoice)

    assert not bar(charge)

    line.refresh_from_db()
    assert line.unpaid_since is None


def test_a_barred_line_opens_when_it_is_paid_and_not_before(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)
    network_did_it(line)
    with pytest.raises(LineUnpaid):
        resume_line(line_id=line.pk, at=NOW)
    assert not resume_after_payment(invoice_id=charge.invoice_id, at=NOW)

    pay_by_hand(charge.invoice)
    assert resume_after_payment(invoice_id=charge.invoice_id, at=NOW)
    network_did_it(line)

    assert (line.unpaid_since, line.suspended_at) == (None, None)


def test_one_paid_bill_of_two_opens_nothing(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)
    other = an_invoice(prices=(0,), line_id=line.pk, at=NOW)
    assert other.is_paid

    assert not resume_after_payment(invoice_id=other.pk, at=NOW)


def test_a_line_on_its_way_open_is_barred_once_that_is_done(fake_stripe, line):
    Line.objects.filter(pk=line.pk).update(suspended_at=NOON)
    resume_line(line_id=line.pk, at=NOON)
    charge = tried_to_the_end(fake_stripe, line)

    with pytest.raises(ChangePending):
        bar(charge)
    network_did_it(line)
    bar(charge)
    network_did_it(line)

    assert (line.unpaid_since, line.suspended_at) == (NOW, NOW)


def test_while_it_is_barred_nothing_is_billed_and_once_paid_its_periods_begin_anew(
    fake_stripe, line
):
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)
    network_did_it(line)
    later = NOW + timedelta(days=70)
    Line.objects.filter(pk=line.pk).update(next_renewal_on=(NOW + timedelta(days=3)).date())

    assert due_lines(at=later) == []
    renew_line(line_id=line.pk, at=later)
    assert posted("line.renewal_due") == []
    assert line_card(line_id=line.pk).next_renewal_on is None

    pay_by_hand(charge.invoice)
    resume_after_payment(invoice_id=charge.invoice_id, at=later)
    network_did_it(line, at=later)
    renew_line(line_id=line.pk, at=later)

    today = later.astimezone(ZoneInfo("Europe/Madrid")).date()
    [asked] = posted("line.renewal_due")
    assert (asked["period_start"], line.started_on) == (today.isoformat(), today)
    assert line_card(line_id=line.pk).next_renewal_on > today


def test_a_debt_paid_within_its_period_leaves_the_next_renewal(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)
    network_did_it(line)
    due = (NOW + timedelta(days=9)).date()
    Line.objects.filter(pk=line.pk).update(next_renewal_on=due)

    pay_by_hand(charge.invoice)
    resume_after_payment(invoice_id=charge.invoice_id, at=NOW)

    line.refresh_from_db()
    assert (line.next_renewal_on, line.unpaid_since) == (due, None)


def test_a_line_its_owner_had_barred_stays_barred_after_the_debt(fake_stripe, line):
    Line.objects.filter(pk=line.pk).update(suspended_at=NOON)
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)

    pay_by_hand(charge.invoice)
    resume_after_payment(invoice_id=charge.invoice_id, at=NOW)

    line.refresh_from_db()
    assert (line.unpaid_since, line.suspended_at) == (None, NOON)
    assert not line.events.filter(done_at=None).exists()
    resume_line(line_id=line.pk, at=NOW)


def test_a_line_that_ended_is_barred_no_more(fake_stripe, line):
    charge = tried_to_the_end(fake_stripe, line)
    Line.objects.filter(pk=line.pk).update(ended_at=NOW)

    assert not bar(charge)


def test_the_pages_say_it(fake_stripe, line, ana, acme, client_for):
    charge = tried_to_the_end(fake_stripe, line)
    bar(charge)
    my = sign_in(client_for(acme), ana, acme)

    bill = my.get(f"/my/invoices/{charge.invoice.number}/").content.decode()
    mine = my.get(f"/my/lines/{line.pk}/").content.decode()

    assert "We could not charge your Visa •••• 0341" in bill
    assert "That was the last try" in bill
    assert "A bill of this line is not paid" in mine
    assert "Open the line again" not in mine
