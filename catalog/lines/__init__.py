"""Subscriptions in service: renewed, changed, suspended, ended."""
