from django.urls import path

from billing.invoicing.web import (
    desk,
    guest_plan,
    my,
    my_card,
    my_leaving,
    my_plan,
    pay,
    staff,
    staff_movement,
    staff_papers,
    staff_refunds,
)

shop_urls = [
    path("pay/<str:token>/", pay.pay, name="pay-link"),
    path("order/<str:token>/plan/", guest_plan.plan, name="order-plan"),
    path("order/<str:token>/upgrades/<uuid:upgrade_id>/", guest_plan.upgrade, name="order-upgrade"),
    path(
        "order/<str:token>/upgrades/<uuid:upgrade_id>/payment/",
        guest_plan.upgrade_payment,
        name="order-upgrade-payment",
    ),
]
my_urls = [
    path("lines/<uuid:line_id>/withdrawal/", my_leaving.withdrawal, name="my-line-withdrawal"),
    path("lines/<uuid:line_id>/plan/", my_plan.plan, name="my-line-plan"),
    path("lines/<uuid:line_id>/plan/keeping/", my_plan.keeping, name="my-line-plan-keeping"),
    path(
        "lines/<uuid:line_id>/upgrades/<uuid:upgrade_id>/", my_plan.upgrade, name="my-line-upgrade"
    ),
    path(
        "lines/<uuid:line_id>/upgrades/<uuid:upgrade_id>/payment/",
        my_plan.upgrade_payment,
        name="my-line-upgrade-payment",
    ),
    path("card/", my_card.card, name="my-card"),
    path("card/replacement/", my_card.replacement, name="my-card-replacement"),
    path("card/removal/", my_card.removal, name="my-card-removal"),
    path("invoices/", my.invoices, name="my-invoices"),
    path("invoices/<slug:number>/", my.invoice, name="my-invoice"),
    path("invoices/<slug:number>/invoice.pdf", my.invoice_pdf, name="my-invoice-pdf"),
    path("invoices/<slug:number>/invoice.xml", my.invoice_xml, name="my-invoice-xml"),
    path(
        "invoices/<slug:number>/credit-notes/<slug:note>.pdf",
        my.credit_note_pdf,
        name="my-credit-note-pdf",
    ),
    path(
        "invoices/<slug:number>/credit-notes/<slug:note>.xml",
        my.credit_note_xml,
        name="my-credit-note-xml",
    ),
    path("invoices/<slug:number>/payment/", my.payment, name="my-invoice-payment"),
]
desk_urls = [
    path("invoices/", desk.invoices, name="desk-invoices"),
    path("invoices/invoices.csv", desk.invoices_csv, name="desk-invoices-csv"),
    path("invoices/<slug:number>/", desk.invoice, name="desk-invoice"),
    path("invoices/<slug:number>/invoice.pdf", desk.invoice_pdf, name="desk-invoice-pdf"),
    path("invoices/<slug:number>/invoice.xml", desk.invoice_xml, name="desk-invoice-xml"),
    path(
        "invoices/<slug:number>/credit-notes/<slug:note>.pdf",
        desk.credit_note_pdf,
        name="desk-credit-note-pdf",
    ),
    path(
        "invoices/<slug:number>/credit-notes/<slug:note>.xml",
        desk.credit_note_xml,
        name="desk-credit-note-xml",
    ),
    path("invoices/<slug:number>/refunds/", desk.refunds, name="desk-invoice-refunds"),
]
staff_urls = [
    path("refunds/", staff_refunds.refund_list, name="staff-refunds"),
    path("refunds/<uuid:proposal_id>/", staff_refunds.refund, name="staff-refund"),
    path(
        "refunds/<uuid:proposal_id>/agreement/",
        staff_refunds.agreement,
        name="staff-refund-agreement",
    ),
    path("refunds/<uuid:proposal_id>/refusal/", staff_refunds.refusal, name="staff-refund-refusal"),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/", staff.invoice, name="staff-invoice-line"
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/invoice.pdf",
        staff_papers.invoice_pdf,
        name="staff-invoice-pdf",
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/invoice.xml",
        staff_papers.invoice_xml,
        name="staff-invoice-xml",
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/credit-notes/<slug:note>.pdf",
        staff_papers.credit_note_pdf,
        name="staff-credit-note-pdf",
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/credit-notes/<slug:note>.xml",
        staff_papers.credit_note_xml,
        name="staff-credit-note-xml",
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/write-off/",
        staff.write_off,
        name="staff-invoice-write-off",
    ),
    path(
        "invoice-lines/<uuid:tenant_id>/<uuid:line_id>/write-off/approval/",
        staff.write_off_approval,
        name="staff-invoice-write-off-approval",
    ),
    path("tenants/<uuid:tenant_id>/unpaid-invoices/", staff.unpaid, name="staff-unpaid-invoices"),
    path(
        "movements/<uuid:tenant_id>/<slug:reference>/",
        staff_movement.movement,
        name="staff-movement",
    ),
]
