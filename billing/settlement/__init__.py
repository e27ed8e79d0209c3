"""What the telco owes to whom: accruals, runs, payouts, statements, reconciliation."""
