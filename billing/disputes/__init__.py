"""Payments that a payer's bank takes back: kept as they stand, answered, settled."""
