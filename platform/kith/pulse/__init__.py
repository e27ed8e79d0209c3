"""Whether each part that nobody can call does its work: a sign of life in PostgreSQL."""
