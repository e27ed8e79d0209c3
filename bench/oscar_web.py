"""
Oscar as a measured process: its page of 24 products.

    python -m bench.oscar_web [fill]

With `fill` the tables are made and filled first.
"""

import io
import logging
import os
import sys
from decimal import Decimal

import django

from bench.worker import Page, page_subject, serve

PRODUCTS = 24


def main() -> None:
    """Serve the page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.oscar_settings"
    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    if "fill" in sys.argv:
        call_command("migrate", run_syncdb=True, verbosity=0, stdout=sys.stderr)
        _fill()
        call_command("update_index", verbosity=0, stdout=sys.stderr)
    page = Page(get_wsgi_application(), ["oscar.localhost"], "/catalogue/")
    subject = page_subject(page)
    found = page.body.count(b'class="product_pod"')
    if found != PRODUCTS:
        raise RuntimeError(f"Oscar's page shows {found} products, not {PRODUCTS}")
    serve({"list": subject})


def _fill() -> None:
    from django.core.files.base import ContentFile
    from oscar.core.loading import get_class, get_model
    from PIL import Image

    create_from_breadcrumbs = get_class("catalogue.categories", "create_from_breadcrumbs")
    kind = get_model("catalogue", "ProductClass").objects.create(
        name="Plans", requires_shipping=False, track_stock=False
    )
    partner = get_model("partner", "Partner").objects.create(name="Northline")
    shelf = create_from_breadcrumbs("Plans")
    for number in range(PRODUCTS):
        product = get_model("catalogue", "Product").objects.create(
            product_class=kind, title=f"Plan {number}", upc=f"plan-{number}", structure="standalone"
        )
        product.categories.add(shelf)
        get_model("partner", "StockRecord").objects.create(
            product=product,
            partner=partner,
            partner_sku=f"plan-{number}",
            price=Decimal(9 + number),
            num_in_stock=1000,
        )
        drawing = io.BytesIO()
        Image.new("RGB", (300, 300), (10 * number, 90, 120)).save(drawing, "PNG")
        picture = get_model("catalogue", "ProductImage")(product=product)
        picture.original.save(f"plan-{number}.png", ContentFile(drawing.getvalue()))


if __name__ == "__main__":
    main()
