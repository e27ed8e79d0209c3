"""Kith measured beside its limits and its peers; `python -m bench --help`."""
