"""Pools of phone numbers and SIM cards."""
