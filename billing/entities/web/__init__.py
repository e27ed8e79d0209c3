"""Pages of the company that sells."""
