"""TMF678: a person's own bills, the papers they are, and the lines on them."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat, Greatest
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from billing.invoicing.models import CreditNote, Invoice, InvoiceLine, Payment
from billing.invoicing.queries import invoice_card
from billing.invoicing.web.papers import invoice_paper
from billing.settlement.papers import pdf_answer
from kith.api.prices import TaxShape
from kith.api.rendering import AsAsked
from kith.api.shapes import (
    Address,
    Constant,
    Day,
    Instant,
    MoneyShape,
    PersonRef,
    Ref,
    Shape,
    SingletonList,
)
from kith.api.views import Resource
from tenants.workspace.queries import shop_face

STATES = ("sent", "partiallyPaid", "settled")
RUN_TYPES = ("onCycle", "offCycle")
PAPER = "application/pdf"


class BillDocument(Shape):
    """The bill as a paper, in PDF; it is fetched with the same token."""

    id = serializers.CharField(source="number")
    name = serializers.CharField(source="file_name")
    attachmentType = Constant("invoice")
    mimeType = Constant(PAPER)
    url = Address("api-customer-bill-document", source="uuid")


class CustomerBillShape(Shape):
    """One bill; its lines are its appliedCustomerBillingRates."""

    tmf_type = "CustomerBill"

    id = serializers.UUIDField(source="uuid")
    href = Address("api-customer-bill", source="uuid")
    billNo = serializers.CharField(source="number")
    billDate = Instant(source="issued_at")
    lastUpdate = Instant(source="updated_at")
    category = Constant("normal")
    runType = serializers.ChoiceField(RUN_TYPES, source="run_type")
    paymentDueDate = Day(source="due_on")
    state = serializers.ChoiceField(STATES, source="tmf_state")
    amountDue = MoneyShape("total_minor")
    remainingAmount = MoneyShape("outstanding_minor")
    taxIncludedAmount = MoneyShape("total_minor")
    taxExcludedAmount = MoneyShape("net_minor")
    billDocument = SingletonList(child=BillDocument(source="*"))
    billingAccount = PersonRef(of="BillingAccount", id="person_id")
    relatedParty = SingletonList(
        child=PersonRef(of="Individual", id="person_id", name="contact_name", role="customer")
    )


class CustomerBills(Resource):
    """A person's own bills."""

    serializer_class = CustomerBillShape
    ordering = ("-issued_at", "-number")

    def rows(self) -> QuerySet[Invoice]:
        """Return the bills with their state in the standard's words, and what is worked out."""
        state = Case(
            When(paid_at__isnull=False, then=Value("settled")),
            # The standard has no word for a bad debt: what nobody asks for is at its end.
            When(written_off_at__isnull=False, then=Value("settled")),
            When(paid_minor__gt=0, then=Value("partiallyPaid")),
            default=Value("sent"),
        )
        # An order makes one, or the turn of a month.
        run_type = Case(When(order_id=None, then=Value("onCycle")), default=Value("offCycle"))
        tax = Sum("lines__tax_minor", default=0)
        paid_at = Payment.objects.filter(invoice=OuterRef("pk")).order_by("-received_at")
        credited_at = CreditNote.objects.filter(invoice=OuterRef("pk")).order_by("-issued_at")
        return Invoice.objects.annotate(
            tmf_state=state,
            run_type=run_type,
            file_name=Concat("number", Value(".pdf")),
            net_minor=_minor(F("total_minor") - tax),
            outstanding_minor=Case(
                When(written_off_at__isnull=False, then=Value(0)),
                default=_minor(F("total_minor") - F("paid_minor")),
                output_field=BigIntegerField(),
            ),
            updated_at=Greatest(
                "issued_at",
                "written_off_at",
                Subquery(paid_at.values("received_at")[:1]),
                Subquery(credited_at.values("issued_at")[:1]),
            ),
        )

    def seen(self, rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
        """Return those of whoever asks."""
        return rows.filter(person_id=self.request.user.pk)


class BillDocuments(CustomerBills):
    """A person's own bills as papers."""

    has_members = False
    content_negotiation_class = AsAsked

    @extend_schema(
        operation_id="retrieveCustomerBillDocument", responses={(200, PAPER): OpenApiTypes.BINARY}
    )
    def retrieve(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Answer the paper of one bill, in PDF."""
        bill = self.one(**kwargs)
        card = invoice_card(number=bill.number)
        return pdf_answer(name=card.number, paper=invoice_paper(card, face=shop_face()))


class BillRef(Shape):
    """The bill a line stands on."""

    id = serializers.UUIDField(source="invoice_id")
    href = Address("api-customer-bill", source="invoice_id")


class Coverage(Shape):
    """The days a line pays for."""

    startDateTime = Day(source="period_start")
    endDateTime = Day(source="period_end")


class BillingRateShape(Shape):
    """One line of a bill, at its total price."""

    tmf_type = "AppliedCustomerBillingRate"

    id = serializers.UUIDField(source="uuid")
    href = Address("api-applied-customer-billing-rate", source="uuid")
    name = serializers.CharField(source="label")
    date = Instant(source="billed_at")
    type = Constant("appliedBillingCharge")
    isBilled = Constant(True)
    bill = BillRef(source="*")
    billingAccount = PersonRef(of="BillingAccount", id="person_id")
    product = Ref(of="Product", id="line_id", view="api-product")
    periodCoverage = Coverage(source="*")
    taxIncludedAmount = MoneyShape("gross_minor")
    taxExcludedAmount = MoneyShape("net_minor")
    appliedTax = SingletonList(child=TaxShape(source="*"))


class BillingRates(Resource):
    """The lines of a person's own bills; `bill.id` asks for those of one."""

    serializer_class = BillingRateShape
    ordering = ("-billed_at", "-invoice_id", "position")

    def rows(self) -> QuerySet[InvoiceLine]:
        """Return the lines of bills, with what their bill says of them."""
        return InvoiceLine.objects.annotate(
            billed_at=F("invoice__issued_at"),
            person_id=F("invoice__person_id"),
            line_id=F("invoice__line_id"),
            currency=F("invoice__currency"),
            net_minor=_minor(F("gross_minor") - F("tax_minor")),
        )

    def seen(self, rows: QuerySet[InvoiceLine]) -> QuerySet[InvoiceLine]:
        """Return those of whoever asks."""
        return rows.filter(person_id=self.request.user.pk)


def _minor(worked_out: Any) -> ExpressionWrapper:
    return ExpressionWrapper(worked_out, output_field=BigIntegerField())
