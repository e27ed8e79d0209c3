from django.urls import path

from billing.bank.web import staff, staff_entry, staff_files

staff_urls = [
    path("bank/", staff.entry_list, name="staff-bank"),
    path("bank/files/", staff_files.files, name="staff-bank-files"),
    path("bank/files/taking-in/", staff_files.taking_in, name="staff-bank-taking-in"),
    path("bank/returns/", staff.return_list, name="staff-bank-returns"),
    path("bank/returns/<uuid:return_id>/sending/", staff.sending, name="staff-bank-return-sending"),
    path("bank/returns/<uuid:return_id>/undoing/", staff.undoing, name="staff-bank-return-undoing"),
    path("bank/agreements/", staff.agreement_list, name="staff-bank-agreements"),
    path(
        "bank/agreements/<uuid:proposal_id>/agreement/",
        staff.agreement,
        name="staff-bank-agreement",
    ),
    path("bank/agreements/<uuid:proposal_id>/refusal/", staff.refusal, name="staff-bank-refusal"),
    path("bank/<uuid:entry_id>/", staff_entry.entry, name="staff-bank-entry"),
    path("bank/<uuid:entry_id>/allotments/", staff_entry.allotments, name="staff-bank-allotments"),
]
