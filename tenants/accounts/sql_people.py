"""What other apps may read of people in statements of their own."""

# To stand behind FROM: who, since when, and whether they may sign in.
PEOPLE = "(SELECT id, full_name, handle, created_at, is_active FROM accounts_person)"
# Whose purchases count for nobody: nobody has claimed them yet.
UNCLAIMED = "(SELECT id FROM accounts_guest WHERE claimed_by_id IS NULL)"
