"""A seller's first pages: what needs them today, and the set-up of a new shop."""
