"""The company that sells by law: what its papers say of it, and the numbers they bear."""
