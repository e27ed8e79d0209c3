"""What of a customer stands in a shop's bills, and the bills as papers."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext, ngettext

from billing.invoicing.models import (
    Charge,
    CheckoutSession,
    CreditNote,
    DunningStep,
    Invoice,
    InvoiceLine,
    Payment,
    PlanUpgrade,
    Refund,
    SavedCard,
)
from billing.invoicing.queries import credit_note_card, invoice_card
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.web.papers import credit_note_paper, invoice_paper
from kith.belongings import GONE, Belongings, PaperFile, Papers, Row, Tie, Whose
from tenants.workspace.queries import shop_face

BOOKS = "the law asks for bills, and for what they were paid by, for years"
WORKS = frozenset({"key", "idem_key", "purpose", "note"})


def _take_card_off(whose: Whose, at: datetime) -> None:
    remove_card(person_id=whose.person_id, at=at)


BELONGINGS = [
    Belongings(
        Invoice,
        of="person_id",
        name="bills",
        is_list=True,
        others=frozenset({"key", "write_off_asked_by", "write_off_approved_by"}),
        names=frozenset({"contact_name"}),
        by_address="contact_email",
        # The law asks for the name on a bill, not for where it was sent.
        erased={"contact_email": ""},
        stays=BOOKS,
    ),
    Belongings(InvoiceLine, of="invoice__person_id", name="bill-lines", is_list=True, stays=BOOKS),
    Belongings(
        Payment, of="invoice__person_id", name="payments", is_list=True, others=WORKS, stays=BOOKS
    ),
    Belongings(
        Refund,
        of="invoice__person_id",
        name="refunds",
        others=WORKS | {"requested_by"},
        stays=BOOKS,
    ),
    Belongings(
        PlanUpgrade,
        of="person_id",
        name="larger-plans",
        others=frozenset({"asked_by", "bill_id", "change_id"}),
        stays="what a bill was for",
    ),
    Belongings(CreditNote, of="invoice__person_id", name="credit-notes", is_list=True, stays=BOOKS),
    Belongings(
        CheckoutSession,
        of="person_id",
        name="card-pages",
        secrets=frozenset({"url"}),
        others=WORKS | {"stripe_id"},
        erased={"url": ""},
        stays="by which a payment that arrives late finds its way",
    ),
    Belongings(
        SavedCard,
        of="person_id",
        name="cards",
        secrets=frozenset({"customer", "payment_method"}),
        hides_its_name=True,
        first=_take_card_off,
        erased={"brand": GONE, "last4": "", "exp_month": 0, "exp_year": 0},
        stays="what the processor calls a card, so that it can be told to forget it",
    ),
    Belongings(
        Charge,
        of="invoice__person_id",
        name="card-charges",
        others=WORKS | {"card_id"},
        stays=BOOKS,
    ),
    Belongings(DunningStep, of="invoice__person_id", name="reminders", stays=BOOKS),
]


def bills_to_end(*, person_id: UUID, at: datetime) -> Iterator[Row]:
    """Say how many bills of a person are open, and whether money is still under way."""
    if number := Invoice.objects.owed().filter(person_id=person_id).count():
        title = ngettext("%(n)s bill is open", "%(n)s bills are open", number)
        yield Row(title % {"n": number}, gettext("Pay it first."), gettext("Your bills"))
    refunds = Refund.objects.filter(invoice__person_id=person_id)
    charges = Charge.objects.filter(invoice__person_id=person_id)
    over = (Refund.DONE, Refund.FAILED)
    if refunds.exclude(state__in=over).exists() or charges.exclude(state__in=over).exists():
        yield Row(
            gettext("Money is on its way"),
            gettext("Wait until it has arrived: a day, as a rule."),
            "",
        )


TIES = [Tie("tenant", bills_to_end, order=30, url_name="my-invoices")]


def papers_of(person_id: UUID) -> Iterator[PaperFile]:
    """Yield a person's bills and credit notes, each as it is shown to them."""
    bills = Invoice.objects.filter(person_id=person_id).order_by("number")
    for number in bills.values_list("number", flat=True):
        yield PaperFile(f"{number}.pdf", partial(_bill, number, person_id))
    notes = CreditNote.objects.filter(invoice__person_id=person_id).order_by("number")
    for number, of in notes.values_list("number", "invoice__number"):
        yield PaperFile(f"{number}.pdf", partial(_note, number, of, person_id))


PAPERS = [Papers("tenant", papers_of)]


def _bill(number: str, person_id: UUID) -> bytes:
    from billing.settlement.drawing import pdf_of

    card = invoice_card(number=number, person_id=person_id)
    return pdf_of(invoice_paper(card, face=shop_face()))


def _note(number: str, of: str, person_id: UUID) -> bytes:
    from billing.settlement.drawing import pdf_of

    card = credit_note_card(invoice_number=of, number=number, person_id=person_id)
    return pdf_of(credit_note_paper(card, face=shop_face()))


MENTIONS = {
    "invoicing.SplitPart.party_ref": "who has a part of a bill: not its customer",
    "invoicing.CreditNotePart.party_ref": "who gives a part of it back: not its customer",
}
