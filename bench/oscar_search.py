"""A search that finds every product at once: the engine of a real one runs in a server apart."""

from haystack.backends.simple_backend import SimpleEngine, SimpleSearchQuery


class EverythingQuery(SimpleSearchQuery):
    def build_query(self) -> str:
        """Ask for everything."""
        return "*"


class EverythingEngine(SimpleEngine):
    query = EverythingQuery
