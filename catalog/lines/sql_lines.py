"""What other apps may read of lines in statements of their own."""

# To stand behind FROM: whose line, and when it was in service.
LINES = "(SELECT person_id, activated_at, ended_at FROM lines_line)"

# The lines in service.
SERVING = "(SELECT id FROM lines_line WHERE ended_at IS NULL)"
