"""A seller's offers, and the shop that shows them."""
