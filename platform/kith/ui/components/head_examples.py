"""Named examples of what a page says of itself."""

from typing import Any

from django.conf import settings
from django.test import RequestFactory

from kith.ui.components.building import Example


def a_request() -> dict[str, Any]:
    """Return a look at one plan of a shop."""
    host = f"vera.{settings.NETWORK_HOST}"
    return {"request": RequestFactory().get("/offers/light/", headers={"host": host})}


EXAMPLES = [
    Example(
        "preview",
        "a plan",
        '{% preview title="Light" text="10 GB, calls and texts for €8.50 a month." '
        'site="Vera Móvil" picture="/picture/light/1.png" %}',
        a_request,
        has=('hreflang="es"', 'property="og:image"', 'rel="canonical"'),
    ),
    Example(
        "schema_org",
        "a plan",
        "{% schema_org thing=thing %}",
        lambda: {"thing": {"@type": "Product", "name": "Light </script>"}},
        has=("application/ld+json", r"Light \u003C/script\u003E"),
    ),
]
