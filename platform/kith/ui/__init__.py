"""What people see: layouts, components by tag, tokens, charts and formats."""
