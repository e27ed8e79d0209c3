"""The rows; importing this registers them, in the order they are measured in."""

from bench.rows import books, dunning, migrating, orders, outbox, pages, provisioning, tables

__all__ = ["books", "dunning", "migrating", "orders", "outbox", "pages", "provisioning", "tables"]
