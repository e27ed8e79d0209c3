"""Kith's English is British: the day first, a clock of 24 hours."""
