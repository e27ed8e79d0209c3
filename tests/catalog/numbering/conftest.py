from tests.budget import query_budget

__all__ = ["query_budget"]
