"""A bill is paid from its letter, by whoever holds it, and nothing else is opened by that."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail

from billing.invoicing.limits import LOOKS_FROM_ONE_ADDRESS, PRESSES_FOR_ONE_BILL, count_look
from billing.invoicing.models import Charge, CheckoutSession, Invoice, Payment
from billing.invoicing.pay_links import LIFE, bill_of_link, pay_token
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.send_bill import send_bill
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_dunning_notice import send_dunning_notice
from billing.invoicing.usecases.write_off_invoice import write_off_invoice
from catalog.lines.models import SUSPEND, Line, LineEvent
from catalog.lines.usecases.tell_of_change import tell_of_change
from kith.limits.allowances import TooOften
from kith.limits.models import Allowance
from kith.wall import in_public, in_tenant
from outside.stripe.testing import DECLINED_LATER
from tests.factories.accounts import a_person
from tests.factories.cards import a_frozen_charge
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice
from tests.factories.lines import a_line

NOW = datetime.now(UTC)
LINK = re.compile(r"https?://acme[^/]*(/pay/[^/\s]+/)")


@pytest.fixture(autouse=True)
def _processor(acme, fake_stripe):
    fake_stripe.control.reset()


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, full_name="Ana Quillfern", email="ana@quillfern.example")


@pytest.fixture
def bill(ana):
    return an_invoice(person_id=ana.pk, at=NOW)


def link_to(bill, *, at=NOW):
    return f"/pay/{pay_token(invoice_id=bill.pk, at=at)}/"


def links_in(letters):
    return [LINK.search(letter.body)[1] for letter in letters]


def words_of(answer):
    """The words of a page, without its markup."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_a_bill_is_paid_from_its_letter_without_signing_in(client, bill, fake_stripe):
    send_bill(invoice_id=bill.pk, at=NOW)
    [link] = links_in(mail.outbox)

    shown = client.get(link)
    pressed = client.post(link)
    session = CheckoutSession.objects.get()
    waiting = client.get(f"{link}?paid=1")
    paid = fake_stripe.control.pay(session.stripe_id)
    record_arrived_payment(invoice_id=bill.pk, payment_reference=paid["id"], at=NOW)
    thanked = client.get(f"{link}?paid=1")

    assert "Pay now" in shown.text
    assert (pressed.status_code, pressed.url) == (302, session.url)
    assert "We are confirming your payment" in waiting.text
    assert "Pay now" not in waiting.text
    assert "Paid, thank you" in thanked.text
    assert "hx-get" not in thanked.text
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert Invoice.objects.get().is_paid


def test_whoever_steps_back_pays_again_on_the_same_page(client, bill):
    link = link_to(bill)
    first = client.post(link)

    back = client.get(f"{link}?back=1")
    again = client.post(link)

    assert "Not paid yet" in back.text
    assert "Pay now" in back.text
    assert first.url == again.url


def test_the_page_tells_of_one_bill_and_of_nobody(client, bill, ana):
    other = an_invoice(person_id=ana.pk, at=NOW)

    answer = client.get(link_to(bill))
    words = words_of(answer)

    assert "Acme" in answer.text
    for word in (bill.number, "Coast 10", "€12.00", "Due on"):
        assert word in words
    for word in ("Quillfern", "Ana", "example", other.number, "Sign in"):
        assert word not in words
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text
    # To nobody else; one that is kept from ourselves too would have the browser name no origin,
    # and the form refused.
    assert answer["Referrer-Policy"] == "same-origin"


def test_looking_changes_nothing(client, bill):
    client.get(link_to(bill))

    assert not CheckoutSession.objects.exists()
    assert not Payment.objects.exists()


def paid_up(bill):
    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=NOW)


def credited(bill):
    paid_up(bill)
    a_refund(bill, at=NOW)


def given_up(bill):
    write_off_invoice(invoice_id=bill.pk, reason="Gone", by=bill.pk, at=NOW)


@pytest.mark.parametrize(
    ("become", "said"),
    [
        (paid_up, "Paid, thank you"),
        (credited, "the money was given back"),
        (given_up, "We do not ask for this bill any more"),
    ],
)
def test_a_link_is_worth_nothing_once_nothing_is_asked_for(client, bill, become, said):
    link, late = link_to(bill), link_to(bill, at=NOW - LIFE)
    become(bill)

    shown, pressed, old = client.get(link), client.post(link), client.get(late)

    assert [one.status_code for one in (shown, pressed, old)] == [200, 409, 200]
    for answer in (shown, pressed, old):
        assert said in answer.text
        assert "Pay now" not in answer.text
    assert not CheckoutSession.objects.exists()


def test_a_link_runs_out_and_says_no_more_than_that(client, bill):
    link = link_to(bill, at=NOW - LIFE)

    shown, pressed = client.get(link), client.post(link)

    assert (shown.status_code, pressed.status_code) == (410, 409)
    for answer in (shown, pressed):
        assert "This link has run out" in answer.text
        assert "Coast 10" not in answer.text
        assert "€12.00" not in answer.text
    assert not CheckoutSession.objects.exists()
    last = LIFE - timedelta(seconds=1)
    token = pay_token(invoice_id=bill.pk, at=NOW)
    assert bill_of_link(token=token, at=NOW + last).is_payable


def test_a_link_that_was_changed_opens_nothing(client, bill):
    said, _, signature = pay_token(invoice_id=bill.pk, at=NOW).partition(".")
    other = an_invoice(at=NOW)
    longer = f"{said[:32]}{int(said[32:], 16) + 1:x}"

    for token in (
        f"{other.pk.hex}{said[32:]}.{signature}",
        f"{longer}.{signature}",
        f"{said}.{signature[:-1]}",
        said,
        signature,
    ):
        for answer in (client.get(f"/pay/{token}/"), client.post(f"/pay/{token}/")):
            assert answer.status_code == 404
    assert not CheckoutSession.objects.exists()


def test_another_shops_link_opens_nothing_and_leaves_no_trace(client, bill, globex):
    with in_tenant(globex):
        # Of its own bill, and signed by it for one of this shop.
        theirs = [link_to(an_invoice(at=NOW)), link_to(bill)]

    answers = [ask(link) for link in theirs for ask in (client.get, client.post)]

    assert {one.status_code for one in answers} == {404}
    assert not CheckoutSession.objects.exists()
    with in_public():
        assert not Allowance.objects.exists()
    with in_tenant(globex):
        assert not CheckoutSession.objects.exists()


def test_a_bill_is_pressed_so_often_and_no_oftener_whoever_presses(client, bill):
    link, other = link_to(bill), link_to(an_invoice(at=NOW))
    pressed = [
        client.post(link, REMOTE_ADDR=f"192.0.2.{number}")
        for number in range(PRESSES_FOR_ONE_BILL.count + 1)
    ]

    assert [one.status_code for one in pressed[-2:]] == [302, 429]
    assert int(pressed[-1]["Retry-After"]) <= 60
    assert client.post(other).status_code == 302
    assert client.get(link).status_code == 200


def test_one_address_does_not_look_without_end(client, bill):
    for _ in range(LOOKS_FROM_ONE_ADDRESS.count):
        count_look(asked_from="192.0.2.1", at=datetime.now(UTC) + timedelta(seconds=30))
    with pytest.raises(TooOften):
        count_look(asked_from="192.0.2.1", at=NOW)

    here = client.post(link_to(bill), REMOTE_ADDR="192.0.2.1")
    elsewhere = client.get(link_to(bill), REMOTE_ADDR="192.0.2.2")

    assert (here.status_code, elsewhere.status_code) == (429, 200)
    assert not CheckoutSession.objects.exists()


def test_a_card_that_is_being_charged_is_told_to_nobody_who_holds_the_letter(client, fake_stripe):
    charge = a_frozen_charge(fake_stripe)

    answer = client.post(link_to(charge.invoice))

    assert answer.status_code == 409
    assert "A payment of this bill is already on its way." in answer.text
    assert "card" not in words_of(answer)
    assert not CheckoutSession.objects.filter(invoice_id=charge.invoice_id).exists()


def test_a_refused_card_and_a_blocked_line_bring_the_link_too(acme, client, fake_stripe):
    charge = a_frozen_charge(fake_stripe, number=DECLINED_LATER)
    with in_public():
        payer = a_person(tenant=acme)
    Invoice.objects.update(person_id=payer.pk)
    Line.objects.update(person_id=payer.pk)
    charge = send_charge(charge_id=charge.pk, at=NOW)
    line = Line.objects.get()
    Line.objects.update(unpaid_since=NOW)
    barred = LineEvent.objects.create(line=line, what=SUSPEND, asked_at=NOW, done_at=NOW)

    send_dunning_notice(charge_id=charge.pk, at=NOW)
    tell_of_change(event_id=barred.pk, at=NOW)

    links = links_in(mail.outbox)
    assert len(links) == 2
    for link in links:
        assert charge.invoice.number in client.get(link).text
    assert Charge.objects.get().is_refused


def test_a_line_with_two_open_bills_leads_to_both(ana):
    line = a_line(person_id=ana.pk)
    for _ in range(2):
        an_invoice(person_id=ana.pk, line_id=line.pk, at=NOW)
    Line.objects.filter(pk=line.pk).update(unpaid_since=NOW)
    barred = LineEvent.objects.create(line=line, what=SUSPEND, asked_at=NOW, done_at=NOW)

    tell_of_change(event_id=barred.pk, at=NOW)

    assert "/my/invoices/" in mail.outbox[0].body
    assert "/pay/" not in mail.outbox[0].body


def test_a_letter_to_a_guest_offers_no_card_to_save(acme):
    guest = an_invoice(at=NOW)

    send_bill(invoice_id=guest.pk, at=NOW)
    given_up(silent := an_invoice(at=NOW))

    [letter] = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert "/my/card/" not in letter.body
    assert not send_bill(invoice_id=silent.pk, at=NOW)


@pytest.mark.parametrize("become", [None, paid_up])
def test_the_page_speaks_spanish(client, bill, become):
    if become:
        become(bill)

    page = client.get(link_to(bill), headers={"accept-language": "es"})

    assert ("Pagada, gracias" if become else "Pagar ahora") in page.text
    assert ("Nothing more" in page.text, "You need not" in page.text) == (False, False)


@pytest.mark.parametrize("lines", [1, 50])
def test_the_page_costs_the_same_for_any_bill(client, lines, statements):
    link = link_to(an_invoice(prices=(1_200,) * lines, at=NOW))
    client.get(link)

    assert statements(lambda: client.get(link)) <= 8


def test_a_paid_bill_pays_nothing_a_second_time_by_any_of_its_links(client):
    bill = a_paid_invoice(at=NOW)
    links = [link_to(bill, at=NOW - timedelta(days=days)) for days in (0, 10)]

    assert [client.post(link).status_code for link in links] == [409, 409]
    assert Payment.objects.count() == 1
