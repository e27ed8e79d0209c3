"""The code by which a number may leave: how it looks, and what is kept of it."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

# Without the letters people take for digits.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
MOST_WRONG = 5
SALT = "catalog.network.leaving"


def a_leaving_code() -> str:
    """Make a code of three letters and six digits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(3))
    return f"{letters}{secrets.randbelow(1_000_000):06d}"


def digest_of(*, e164: str, code: str) -> str:
    """Return what is kept of a code: good for one number, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac(SALT, f"{e164}:{plain}", algorithm="sha256").hexdigest()


def is_right(*, e164: str, code: str, digest: str) -> bool:
    return constant_time_compare(digest_of(e164=e164, code=code), digest)
