"""People: how they sign up and in, their roles, sessions and tokens."""
