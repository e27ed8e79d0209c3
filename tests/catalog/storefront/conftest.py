from tests.catalog.network.budget import query_budget

__all__ = ["query_budget"]
