"""A seller's own customers: rings, invitations, members and their health."""
