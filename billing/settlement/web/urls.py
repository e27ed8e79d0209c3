from django.urls import path

from billing.settlement.web import desk, doors, earnings, staff_desks, staff_runs

public_urls = [
    path("webhooks/stripe", doors.platform, name="webhooks-stripe"),
    path("webhooks/stripe/connect", doors.connect, name="webhooks-stripe-connect"),
    path("earnings/", earnings.earnings, name="my-earnings"),
    path("earnings/onboarding/", earnings.onboarding, name="my-earnings-onboarding"),
    path("earnings/statements/<slug:number>/", earnings.statement, name="my-statement"),
]
staff_urls = [
    path("runs/", staff_runs.run_list, name="staff-runs"),
    path("runs/open/", staff_runs.opening, name="staff-run-open"),
    path("runs/<slug:number>/", staff_runs.run, name="staff-run"),
    path("runs/<slug:number>/progress/", staff_runs.progress, name="staff-run-progress"),
    path("runs/<slug:number>/release/", staff_runs.release, name="staff-run-release"),
    path("intents/<uuid:intent_id>/retry/", staff_runs.retry, name="staff-intent-retry"),
    path("statements/<slug:number>/", staff_runs.statement, name="staff-statement"),
    path("payees/", staff_desks.payee_list, name="staff-payees"),
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
