"""What is refused on the way in is told in JSON, on every host, before any work is done."""

import json
import logging
import re
from io import BytesIO
from itertools import count

import pytest
from django.conf import settings
from django.test import RequestFactory

from catalog.ordering.models import Order
from config.wsgi import application
from kith.api.entrance import LARGEST_BODY, LONGEST_QUERY
from kith.api.reading import LONGEST_LINKS
from kith.chunked import WholeBodies
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer
from tests.tmf import base_path, faults

OFFERS = f"{base_path('620')}productOffering"
ORDERS = f"{base_path('622')}productOrder"
BILLS = f"{base_path('678')}customerBill"
SHOP = "acme.kith.localhost"


def refused(answer, status, code):
    """Check that a refusal is one for programs."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    told = json.loads(answer.content)
    assert (told["code"], told["status"]) == (code, str(status))
    assert told["message"]
    assert faults(told, "620", "Error") == []
    return told


@pytest.mark.parametrize("address", ["/tmf-api", "/tmf-api/", f"{OFFERS}/"])
@pytest.mark.parametrize(
    ("host", "code"),
    [
        (SHOP, "not_found"),
        ("kith.localhost", "not_found"),
        ("nobody.example", "host.unknown"),
        ("-", "host.unknown"),
    ],
)
def test_an_address_that_is_none_is_told_so_in_json_on_every_host(client, address, host, code):
    refused(client.get(address, headers={"host": host}), 404, code)


def test_a_port_that_is_none_of_ours_is_told_in_json(client):
    refused(client.get(OFFERS, headers={"host": f"{SHOP}:7"}), 400, "request.refused")


@pytest.mark.parametrize("host", [SHOP, "kith.localhost", "nobody.example"])
def test_a_body_too_large_is_refused_unread(client, host):
    answer = client.post(
        ORDERS, b" " * (LARGEST_BODY + 1), "application/json", headers={"host": host}
    )

    assert "64 kB" in refused(answer, 413, "request.too_large")["reason"]


def test_a_page_of_the_shop_takes_larger_bodies_as_ever(client):
    answer = client.post("/accounts/login/", {"login": "x" * (LARGEST_BODY + 1)})

    assert answer.status_code == 200


def test_a_question_without_end_is_refused(client):
    query = ",".join(["coast-10"] * LONGEST_QUERY)

    refused(client.get(f"{OFFERS}?id={query}"), 414, "query.too_long")


def test_links_to_other_pages_stay_within_what_a_proxy_hands_on(client, acme):
    for number in range(3):
        an_offer(name=f"Plan {number}")
    others = [f"a-plan-that-nobody-has-ever-sold-{n}" for n in range(97)]
    query = f"limit=1&offset=1&id={','.join(['plan-0', 'plan-1', 'plan-2', *others])}"
    answer = client.get(f"{OFFERS}?{query}")

    assert answer.status_code == 200, answer.content
    assert 4 * len(query) > LONGEST_LINKS >= len(answer["Link"])
    assert 'rel="next"' in answer["Link"]


def test_a_request_keeps_its_name(client):
    ours = client.get(OFFERS)["X-Request-Id"]

    assert re.fullmatch("[0-9a-f]{32}", ours)
    assert client.get(OFFERS, headers={"x-request-id": "order-7"})["X-Request-Id"] == "order-7"
    assert client.get(OFFERS, headers={"x-request-id": "a b\n"})["X-Request-Id"] != "a b\n"


def test_a_refusal_is_found_in_the_log_by_its_name(client, caplog):
    with caplog.at_level(logging.INFO, logger="kith.api.entrance"):
        client.get(f"{OFFERS}/never", headers={"x-request-id": "order-7"})

    assert "404 not_found, request order-7" in caplog.text


@pytest.mark.parametrize(("address", "allow"), [(OFFERS, {"GET"}), (ORDERS, {"GET", "POST"})])
def test_what_may_be_asked_is_told_to_anybody(client, address, allow):
    answer = client.options(address)

    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer["Allow"].split(", ")) == allow | {"HEAD", "OPTIONS"}


@pytest.mark.parametrize("address", [OFFERS, ORDERS, BILLS])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_strangers_wrong_method_is_wrong_for_everybody(client, address, method):
    refused(getattr(client, method)(address), 405, "method.not_allowed")


@pytest.mark.parametrize("shown", [{}, {"authorization": "Bearer kith_guessed"}])
def test_strangers_are_not_refused_without_end(client, acme, monkeypatch, shown):
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"refused": "2/min"}
    monkeypatch.setitem(settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES", rates)
    for _ in range(2):
        refused(client.get(BILLS, headers=shown), 401, "auth.failed" if shown else "auth.missing")
    answer = client.get(BILLS, headers=shown)

    refused(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60
    # Whoever is known is not kept from asking by a neighbour who guesses.
    assert client.get(OFFERS).status_code == 200
    assert sign_in(client, a_person(tenant=acme), acme).get(BILLS).status_code == 200


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"productOrderItem": [{"id": str(n)} for n in range(3_000)]}, "this one has 3000"),
        ({f"x{n}": n for n in range(3_000)}, "2995 more are not taken"),
        ({"x" * 50_000: 1}, "This is not taken here"),
        ({"relatedParty": [{}] * 3_000}, "At most 10 are taken; there are 3000"),
        ({"note": [{}] * 10}, "and more of the kind"),
        ({"\ud800": 1}, "half of a character"),
        ({"productOrderItem": [{"action": "\ud800"}]}, "half of a character"),
    ],
)
def test_a_wrong_body_costs_and_shows_little_however_much_is_in_it(client, sent, says):
    answer = client.post(ORDERS, json.dumps(sent), "application/json")

    assert answer.status_code == 400
    assert says in answer.json()["reason"]
    assert len(answer.content) < 4_000


class Chunks(BytesIO):
    """A stream as the server hands it on: it ends, and says nothing of its length."""


def in_chunks(client, address, body, stream=None):
    """Send a body without its length, as the server hands it to the door of `config.wsgi`."""
    assert isinstance(application, WholeBodies)
    environ = RequestFactory(headers={"host": SHOP}).post(address).environ
    environ |= {
        "wsgi.input": stream or Chunks(body),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": "application/json",
    }
    del environ["CONTENT_LENGTH"]
    [answer] = WholeBodies(lambda handed_on, _: [client.handler(handed_on)])(environ, None)
    return answer


def test_a_body_in_chunks_is_read(client, acme):
    an_offer(name="Coast 10")
    sent = {
        "productOrderItem": [
            {"id": "1", "action": "add", "productOffering": {"id": "coast-10"}},
        ],
        "notificationContact": "ana@example.org",
        "relatedParty": [{"id": "1", "name": "Ana Ruiz", "@referredType": "Individual"}],
    }
    answer = in_chunks(client, ORDERS, json.dumps(sent).encode())

    assert answer.status_code == 201, answer.content
    assert Order.objects.get().contact_name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("address", "status"), [(ORDERS, 413), ("/accounts/login/", 400), ("/my/", 400)]
)
def test_chunks_without_end_are_left_in_the_line(client, address, status):
    class Endless:
        pieces = count()

        def read(self, size):
            next(self.pieces)
            return b" " * size

    stream = Endless()
    answer = in_chunks(client, address, b"", stream)

    assert next(stream.pieces) < 100
    assert answer.status_code == status
