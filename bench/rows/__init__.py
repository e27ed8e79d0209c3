"""The rows; importing this registers them, in the order they are measured in."""

from bench.rows import books, migrating, orders, outbox, pages, provisioning, tables

__all__ = ["books", "migrating", "orders", "outbox", "pages", "provisioning", "tables"]
