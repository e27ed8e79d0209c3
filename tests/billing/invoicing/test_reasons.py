"""Why money went back is said in the language of whoever reads it; what somebody typed stays."""

import pypdfium2
import pytest
from django.utils.translation import override

from billing.invoicing.models import CreditNote, Refund
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.invoicing.words import OURS, reason_shown
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in, speaks
from tests.factories.invoicing import a_paid_invoice
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer
from tests.insider import edit

SAID = {"en": "The order could not be fulfilled.", "es": "No se pudo servir el pedido."}


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def failed(acme, ana):
    """The credit note of an order that did not work out, for no reason that anybody gave."""
    an_offer()
    order = a_paid_order(person_id=ana.pk)
    refund = refund_failed_order(order_id=order.pk, payment_reference="pi_1", reason="", at=NOON)
    settle_refund(refund_id=refund.pk, stripe_id="re_1", at=NOON)
    return CreditNote.objects.get()


def text_of(browser, url):
    pages = pypdfium2.PdfDocument(browser.get(url).content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kept", [*SAID.values(), "the order could not be fulfilled"])
def test_our_own_reason_is_read_in_the_readers_language_however_it_was_kept(
    acme, client_for, ana, failed, language, kept
):
    edit(acme.schema_name, "UPDATE invoicing_creditnote SET reason = %s", [kept])
    edit(acme.schema_name, "UPDATE invoicing_refund SET reason = %s", [kept])
    speaks(ana, language)
    my = sign_in(client_for(acme), ana, acme)
    page = f"/my/invoices/{failed.invoice.number}/"

    assert SAID[language] in my.get(page).text
    paper = text_of(my, f"{page}credit-notes/{failed.number}.pdf")
    assert SAID[language].split()[0] in paper
    [other] = SAID.keys() - {language}
    assert SAID[other] not in paper


def test_our_own_reasons_are_kept_in_no_language_of_a_shop(failed):
    assert failed.reason in OURS
    assert Refund.objects.get().reason in OURS


def test_each_of_our_reasons_has_its_words_in_spanish():
    with override("es"):
        shown = [reason_shown(reason, is_typed=False) for reason in OURS]

    assert len(set(shown)) == len(OURS)
    assert not set(shown) & set(OURS)


def test_what_somebody_typed_is_never_translated(acme, client_for, ana):
    bill = a_paid_invoice(person_id=ana.pk)
    refund_invoice(
        invoice_id=bill.pk,
        amount=None,
        reason="Refunded",
        key="typed",
        requested_by=ana.pk,
        at=NOON,
    )
    speaks(ana, "es")
    my = sign_in(client_for(acme), ana, acme)

    with override("es"):
        assert reason_shown("Refunded", is_typed=True) == "Refunded"
        assert reason_shown("", is_typed=False) == ""
    assert "Refunded" in my.get(f"/my/invoices/{bill.number}/").text
