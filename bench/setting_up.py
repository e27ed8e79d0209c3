"""Set Kith's Django up in this process, under the settings the environment names."""

import logging


def set_kith_up() -> None:
    """Load the settings and every app; what they log about their work is kept quiet."""
    # First, because it reads the settings while it is imported.
    import config  # noqa: F401  # isort: skip
    import django

    django.setup()
    logging.disable(logging.INFO)
