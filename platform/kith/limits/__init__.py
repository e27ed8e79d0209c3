"""How often a thing may be done: counted in PostgreSQL, so that no queue or cache must be up."""
