"""A seller's invoices, payments, refunds, saved cards and dunning; the split of every line."""
