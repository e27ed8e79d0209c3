"""Numbers that only grow: of documents, without a gap, and of versions."""
