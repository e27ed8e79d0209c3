"""Numbers that leave to other operators, with their holders."""
