"""Embedded PostgreSQL and Valkey, and the whole of Kith on one machine. Needs no Django."""
