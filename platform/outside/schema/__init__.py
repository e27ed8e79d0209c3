"""The schema as one script, from which an empty database is built in a second or two."""
