"""
A stateful stand-in for Stripe, run as its own process.

Nothing here imports Django or the Stripe client: the stand-in must be able to disagree
with the code it is used to test.
"""
