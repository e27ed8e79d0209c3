"""A small name server: it stands in for the names of the internet."""
