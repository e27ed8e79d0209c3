"""TMF678: a person's own bills, and the lines on them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, Sum, Value, When
from rest_framework import serializers

from billing.invoicing.models import Invoice, InvoiceLine
from kith.api.shapes import (
    Address,
    Constant,
    Day,
    Instant,
    MoneyShape,
    Only,
    Percentage,
    PersonRef,
    Shape,
    money_body,
)
from kith.api.views import Resource
from kith.money import Money

STATES = ("sent", "partiallyPaid", "settled")


class CustomerBillShape(Shape):
    """One bill; its lines are its appliedCustomerBillingRates."""

    tmf_type = "CustomerBill"

    id = serializers.UUIDField(source="uuid")
    href = Address("api-customer-bill", source="uuid")
    billNo = serializers.CharField(source="number")
    billDate = Instant(source="issued_at")
    category = Constant("normal")
    runType = serializers.SerializerMethodField()
    paymentDueDate = Day(source="due_on")
    state = serializers.ChoiceField(STATES, source="tmf_state")
    amountDue = MoneyShape(source="total")
    remainingAmount = MoneyShape(source="outstanding")
    taxIncludedAmount = MoneyShape(source="total")
    taxExcludedAmount = serializers.SerializerMethodField()
    relatedParty = Only(
        child=PersonRef(of="Individual", id="person_id", name="contact_name", role="customer")
    )

    def get_runType(self, bill: Invoice) -> str:
        """Return whether an order made it, or the turn of a month."""
        return "offCycle" if bill.order_id else "onCycle"

    def get_taxExcludedAmount(self, bill: Any) -> dict[str, Any]:
        """Return the total without the tax of its lines."""
        return money_body(Money(bill.total_minor - bill.tax_minor, bill.currency))


class CustomerBills(Resource):
    """A person's own bills."""

    serializer_class = CustomerBillShape
    ordering = ("-issued_at", "-number")

    def rows(self) -> QuerySet[Invoice]:
        """Return the bills with their state in the standard's words, and their tax."""
        state = Case(
            When(paid_at__isnull=False, then=Value("settled")),
            When(paid_minor__gt=0, then=Value("partiallyPaid")),
            default=Value("sent"),
        )
        return Invoice.objects.annotate(
            tmf_state=state, tax_minor=Sum("lines__tax_minor", default=0)
        )

    def seen(self, rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
        """Return those of whoever asks."""
        return rows.filter(person_id=self.request.user.pk)


class BillRef(Shape):
    """The bill a line stands on."""

    id = serializers.UUIDField(source="invoice_id")
    href = Address("api-customer-bill", source="invoice_id")


class AppliedTax(Shape):
    """The tax that is in a line."""

    taxCategory = Constant("VAT")
    taxRate = Percentage(source="tax_basis_points")
    taxAmount = serializers.SerializerMethodField()

    def get_taxAmount(self, line: InvoiceLine) -> dict[str, Any]:
        """Return how much of the line is tax."""
        return money_body(Money(line.tax_minor, line.invoice.currency))


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
    isBilled = serializers.SerializerMethodField()
    bill = BillRef(source="*")
    periodCoverage = Coverage(source="*")
    taxIncludedAmount = serializers.SerializerMethodField()
    taxExcludedAmount = serializers.SerializerMethodField()
    appliedTax = Only(child=AppliedTax(source="*"))

    def get_isBilled(self, line: InvoiceLine) -> bool:
        """Return whether it stands on a bill: here it always does."""
        return True

    def get_taxIncludedAmount(self, line: InvoiceLine) -> dict[str, Any]:
        """Return the price."""
        return money_body(Money(line.gross_minor, line.invoice.currency))

    def get_taxExcludedAmount(self, line: InvoiceLine) -> dict[str, Any]:
        """Return the price without its tax."""
        return money_body(Money(line.gross_minor - line.tax_minor, line.invoice.currency))


class BillingRates(Resource):
    """The lines of a person's own bills; `bill.id` asks for those of one."""

    serializer_class = BillingRateShape
    ordering = ("-billed_at", "-invoice_id", "position")

    def rows(self) -> QuerySet[InvoiceLine]:
        """Return the lines of bills, each with its bill."""
        return InvoiceLine.objects.select_related("invoice").annotate(
            billed_at=F("invoice__issued_at")
        )

    def seen(self, rows: QuerySet[InvoiceLine]) -> QuerySet[InvoiceLine]:
        """Return those of whoever asks."""
        return rows.filter(invoice__person_id=self.request.user.pk)
