from tests.budget import statements

__all__ = ["statements"]
