"""Embedded PostgreSQL and Valkey, their roles, and what runs beside them. Needs no Django."""
