"""Who of the staff stands in what came by transfer."""

MENTIONS = dict.fromkeys(
    (
        "bank.BankFile.taken_by",
        "bank.Allotment.by",
        "bank.Allotment.agreed_by",
        "bank.Allotment.undone_by",
        "bank.BankReturn.sent_by",
    ),
    "who of the staff answers for it: proof, kept as long as the books",
) | {
    "bank.Allotment.batch": "which amounts were allotted together: nobody",
    "bank.BankReturn.refund_id": "what is given back: nobody",
}
