from django.urls import path

from billing.disputes.web import staff

staff_urls = [
    path("disputes/", staff.dispute_list, name="staff-disputes"),
    path("disputes/<slug:dispute_id>/", staff.dispute, name="staff-dispute"),
    path("disputes/<slug:dispute_id>/evidence/", staff.evidence, name="staff-dispute-evidence"),
    path(
        "disputes/<slug:dispute_id>/acceptance/", staff.acceptance, name="staff-dispute-acceptance"
    ),
]
