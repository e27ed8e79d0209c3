from django.urls import path

from ambassadors.program.web import my_path, staff_cases, staff_programme

staff_urls = [
    path("cases/", staff_cases.cases, name="staff-cases"),
    path("cases/<uuid:case_id>/", staff_cases.case, name="staff-case"),
    path("cases/<uuid:case_id>/progress/", staff_cases.progress, name="staff-case-progress"),
    path("cases/<uuid:case_id>/retry/", staff_cases.retry, name="staff-case-retry"),
    path("cases/<uuid:case_id>/signature/", staff_cases.signature, name="staff-case-signature"),
    path("cases/<uuid:case_id>/refusal/", staff_cases.refusal, name="staff-case-refusal"),
    path("cases/<uuid:case_id>/questions/", staff_cases.question, name="staff-case-questions"),
    path("programme/", staff_programme.programme, name="staff-programme"),
    path(
        "programme/<int:version>/retraction/",
        staff_programme.retraction,
        name="staff-programme-retraction",
    ),
    path("programme/new/", staff_programme.new_version, name="staff-programme-new"),
    path(
        "programme/proposals/<uuid:proposal_id>/",
        staff_programme.proposed_version,
        name="staff-programme-proposal",
    ),
    path(
        "programme/proposals/<uuid:proposal_id>/signature/",
        staff_programme.signature,
        name="staff-programme-signature",
    ),
    path(
        "programme/proposals/<uuid:proposal_id>/refusal/",
        staff_programme.refusal,
        name="staff-programme-refusal",
    ),
]
public_urls = [
    path("path/", my_path.path, name="my-path"),
    path("path/questions/<int:question_id>/", my_path.answer, name="my-path-answer"),
]
