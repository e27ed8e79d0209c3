from datetime import date

from django.urls import path, register_converter

from billing.settlement.web import (
    desk,
    doors,
    earnings,
    staff_books,
    staff_desks,
    staff_exclusions,
    staff_payee,
    staff_runs,
    staff_unpaid,
)


class _Day:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)

    def to_url(self, day: date) -> str:
        return f"{day:%Y-%m-%d}"


register_converter(_Day, "day")

public_urls = [
    path("webhooks/stripe", doors.platform, name="webhooks-stripe"),
    path("webhooks/stripe/connect", doors.connect, name="webhooks-stripe-connect"),
    path("earnings/", earnings.earnings, name="my-earnings"),
    path("earnings/onboarding/", earnings.onboarding, name="my-earnings-onboarding"),
    path("earnings/netting/", earnings.netting, name="my-earnings-netting"),
    path("earnings/statements/<slug:number>/", earnings.statement, name="my-statement"),
]
staff_urls = [
    path("runs/", staff_runs.run_list, name="staff-runs"),
    path("runs/open/", staff_runs.opening, name="staff-run-open"),
    path("runs/<slug:number>/", staff_runs.run, name="staff-run"),
    path("runs/<slug:number>/progress/", staff_runs.progress, name="staff-run-progress"),
    path("runs/<slug:number>/release/", staff_runs.release, name="staff-run-release"),
    path("runs/<slug:number>/abandonment/", staff_runs.abandonment, name="staff-run-abandonment"),
    path(
        "runs/<slug:number>/exclusions/", staff_exclusions.exclusions, name="staff-run-exclusions"
    ),
    path("transfers/<uuid:transfer_id>/", staff_runs.transfer, name="staff-transfer"),
    path("transfers/<uuid:transfer_id>/retry/", staff_runs.retry, name="staff-transfer-retry"),
    path("statements/<slug:number>/", staff_runs.statement, name="staff-statement"),
    path("payees/", staff_desks.payee_list, name="staff-payees"),
    path("payees/unpaid/", staff_unpaid.unpaid_list, name="staff-payees-unpaid"),
    path("payees/reminders/", staff_unpaid.reminders, name="staff-payee-reminders"),
    path("payees/<uuid:payee_id>/", staff_payee.payee, name="staff-payee"),
    path("payees/<uuid:payee_id>/unblock/", staff_payee.unblock, name="staff-payee-unblock"),
    path("payees/<uuid:payee_id>/reversals/", staff_payee.reversals, name="staff-payee-reversals"),
    path(
        "payees/<uuid:payee_id>/write-offs/",
        staff_payee.write_offs,
        name="staff-payee-write-offs",
    ),
    path("reversals/<uuid:reversal_id>/", staff_payee.reversal, name="staff-reversal"),
    path(
        "reversals/<uuid:reversal_id>/payment/",
        staff_payee.payment,
        name="staff-reversal-payment",
    ),
    path(
        "write-offs/<uuid:write_off_id>/approval/",
        staff_payee.approval,
        name="staff-write-off-approval",
    ),
    path("books/", staff_books.book_list, name="staff-books"),
    path("books/<day:day>/", staff_books.day, name="staff-books-day"),
    path("books/<day:day>/matching/", staff_books.matching, name="staff-books-matching"),
    path(
        "differences/<uuid:difference_id>/explanation/",
        staff_books.explanation,
        name="staff-difference-explanation",
    ),
    path("webhooks/", staff_desks.webhook_list, name="staff-webhooks"),
    path("webhooks/<int:webhook_id>/replay/", staff_desks.replay, name="staff-webhook-replay"),
]
desk_urls = [
    path("earnings/", desk.earnings, name="desk-earnings"),
    path("earnings/onboarding/", desk.onboarding, name="desk-earnings-onboarding"),
    path("earnings/statements/<slug:number>/", desk.statement, name="desk-statement"),
    path(
        "earnings/statements/<slug:number>/statement.csv",
        desk.statement_csv,
        name="desk-statement-csv",
    ),
    path(
        "earnings/statements/<slug:number>/statement.pdf",
        desk.statement_pdf,
        name="desk-statement-pdf",
    ),
]
