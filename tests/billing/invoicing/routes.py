"""Who may pass the doors of `billing.invoicing`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, api, may, signed_in, token

NETWORK = {
    "staff-invoice-line": may("invoices.read", tenant_id="tenant", line_id="invoice_line"),
    "staff-invoice-pdf": may("invoices.read", tenant_id="tenant", line_id="invoice_line"),
    "staff-invoice-xml": may("invoices.read", tenant_id="tenant", line_id="invoice_line"),
    "staff-credit-note-pdf": may(
        "invoices.read", tenant_id="tenant", line_id="invoice_line", note="credit_note"
    ),
    "staff-credit-note-xml": may(
        "invoices.read", tenant_id="tenant", line_id="invoice_line", note="credit_note"
    ),
    "staff-unpaid-invoices": may("invoices.read", tenant_id="tenant"),
    "staff-invoice-write-off": may(
        "invoices.write-off", "POST", tenant_id="tenant", line_id="invoice_line"
    ),
    "staff-invoice-write-off-approval": may(
        "invoices.approve-write-off", "POST", tenant_id="tenant", line_id="invoice_line"
    ),
    "staff-refunds": may("refunds.decide"),
    "staff-refund": may("refunds.decide", proposal_id="refund_proposal"),
    "staff-refund-agreement": may("refunds.decide", "POST", proposal_id="refund_proposal"),
    "staff-refund-refusal": may("refunds.decide", "POST", proposal_id="refund_proposal"),
    "staff-movement": may("invoices.read", tenant_id="tenant", reference="payment_reference"),
}

SHOP = {
    "pay-link": token(BOTH, token="pay_token"),
    "my-line-withdrawal": signed_in(BOTH, line_id="line"),
    "my-line-plan": signed_in(BOTH, line_id="line"),
    "my-line-plan-keeping": signed_in("POST", line_id="line"),
    "my-line-upgrade": signed_in(line_id="line", upgrade_id="upgrade"),
    "my-line-upgrade-payment": signed_in("POST", line_id="line", upgrade_id="upgrade"),
    "order-plan": token(BOTH, token="order_token"),
    "order-upgrade": token(token="order_token", upgrade_id="upgrade"),
    "order-upgrade-payment": token("POST", token="order_token", upgrade_id="upgrade"),
    "my-card": signed_in(),
    "my-card-replacement": signed_in("POST"),
    "my-card-removal": signed_in("POST"),
    "my-invoices": signed_in(),
    "my-invoice": signed_in(number="invoice"),
    "my-invoice-pdf": signed_in(number="invoice"),
    "my-invoice-xml": signed_in(number="invoice"),
    "my-credit-note-xml": signed_in(number="invoice", note="credit_note"),
    "my-credit-note-pdf": signed_in(number="invoice", note="credit_note"),
    "my-invoice-payment": signed_in("POST", number="invoice"),
    "api-customer-bill-list": api(),
    "api-customer-bill": api(id="bill"),
    "api-customer-bill-document": api(id="bill"),
    "api-applied-customer-billing-rate-list": api(),
    "api-applied-customer-billing-rate": api(id="invoice_line"),
    "desk-invoices": may("invoices.read"),
    "desk-invoices-csv": may("invoices.read"),
    "desk-invoice": may("invoices.read", number="invoice"),
    "desk-invoice-pdf": may("invoices.read", number="invoice"),
    "desk-invoice-xml": may("invoices.read", number="invoice"),
    "desk-credit-note-xml": may("invoices.read", number="invoice", note="credit_note"),
    "desk-credit-note-pdf": may("invoices.read", number="invoice", note="credit_note"),
    "desk-invoice-refunds": may("invoices.refund", BOTH, number="invoice"),
}
