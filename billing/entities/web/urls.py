from django.urls import path

from billing.entities.web import staff, staff_details

staff_urls = [
    path("company/", staff.company, name="staff-company"),
    path("company/new/", staff_details.new_details, name="staff-company-new"),
    path(
        "company/proposals/<uuid:proposal_id>/",
        staff_details.proposed,
        name="staff-company-proposal",
    ),
    path(
        "company/proposals/<uuid:proposal_id>/signature/",
        staff_details.signature,
        name="staff-company-signature",
    ),
    path(
        "company/proposals/<uuid:proposal_id>/refusal/",
        staff_details.refusal,
        name="staff-company-refusal",
    ),
    path("company/numbers/", staff.numbers, name="staff-numbers-given"),
]
