"""Two views that run with and without tenants: one says hello, one makes one query."""

from functools import cache

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

LIST = """<!doctype html><title>Offers</title><h1>Offers</h1><ul>
{% for offer in offers %}<li>
<a href="/o/{{ offer.code }}/">{{ offer.name }}</a> {{ offer.price_minor }}
{% endfor %}</ul>"""


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


def one_query(request: HttpRequest) -> HttpResponse:
    """List the offers with one query and one template."""
    offers = apps.get_model("storefront", "Offer").objects.order_by("position", "pk")
    rows = offers.values("code", "name", "price_minor")
    return HttpResponse(_template().render(Context({"offers": rows})))


@cache
def _template() -> Template:
    return Template(LIST)


urlpatterns = [path("bench/hello", hello), path("bench/query", one_query)]
