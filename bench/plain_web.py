"""Plain Django as a measured process."""

import os

import django

from bench.worker import Page, page_subject, serve

ROWS = 24


def main() -> None:
    """Make the table, fill it, serve the two views."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.plain_settings"
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from bench.plain.models import Offer

    with connection.schema_editor() as editor:
        editor.create_model(Offer)
    Offer.objects.bulk_create(
        Offer(
            code=f"plan-{number}",
            name=f"Plan {number}",
            price_minor=900 + 50 * number,
            currency="EUR",
            position=number,
        )
        for number in range(ROWS)
    )
    application = get_wsgi_application()
    pages = {"hello": "/bench/hello", "query": "/bench/query"}
    serve(
        {
            name: page_subject(Page(application, ["plain.localhost"], path))
            for name, path in pages.items()
        }
    )


if __name__ == "__main__":
    main()
