"""Passwords of the demo are hashed cheaply: its pages show the one everybody has."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at its smallest; each hash names its own cost."""

    time_cost, memory_cost, parallelism = 1, 1024, 1
