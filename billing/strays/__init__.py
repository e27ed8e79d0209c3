"""Money that moved at the processor and is not in the books: found, adopted or set aside."""
