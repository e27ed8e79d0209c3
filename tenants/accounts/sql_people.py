"""What other apps may read of people in statements of their own."""

# To stand behind FROM: who, since when, and whether they may sign in.
PEOPLE = "(SELECT id, full_name, handle, created_at, is_active FROM accounts_person)"
