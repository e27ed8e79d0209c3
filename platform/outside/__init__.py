"""
What is not the product: stand-ins for the world outside, and what shows Kith on one machine.

It may import everything; nothing imports it, and production runs without it.
"""
