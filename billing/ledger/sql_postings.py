"""What other apps may read of the books in statements of their own."""

# To stand behind FROM: every posting with its journal's and its account's names.
POSTED = """(
    SELECT j.uuid, j.key, j.reference, j.effective_at, j.recorded_at,
           a.code, a.currency, p.amount_minor
      FROM ledger_posting p
      JOIN ledger_journal j ON j.uuid = p.journal_id
      JOIN ledger_account a ON a.id = p.account_id
)"""
