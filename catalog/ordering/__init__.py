"""Orders, from the first click to the active line."""
