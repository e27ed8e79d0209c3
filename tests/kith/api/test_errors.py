"""Whoever refuses, the answer has one shape and says how to mend it."""

import pytest
from django.conf import settings

from catalog.storefront.api.offerings import ProductOfferings
from tests.factories.accounts import a_person, sign_in
from tests.tmf import base_path, faults

OFFERS = f"{base_path('620')}productOffering"
ORDERS = f"{base_path('622')}productOrder"


def refused(answer, status, code):
    """Check one refusal whole."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    told = answer.json()
    assert (told["code"], told["status"], told["@type"]) == (code, str(status), "Error")
    assert told["reason"]
    assert told["message"]
    assert faults(told, "620", "Error") == []
    return told


@pytest.mark.parametrize("address", ["/tmf-api/", "/tmf-api/nothing/v4/here", f"{OFFERS}/a/b/c"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_is_none(client, address, method):
    refused(getattr(client, method)(address), 404, "not_found")


def test_an_id_that_is_none(client):
    assert "/api/docs" in refused(client.get(f"{OFFERS}/never"), 404, "not_found")["message"]
    refused(client.get(f"{ORDERS}/no-uuid"), 404, "not_found")
    refused(client.get(f"{OFFERS}/a%00b"), 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_is_not_for_it(client, acme, method):
    sign_in(client, a_person(tenant=acme), acme)
    answer = getattr(client, method)(OFFERS)

    refused(answer, 405, "method.not_allowed")
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("body", ["{", "\xff", "[" * 60_000])
def test_a_body_that_is_no_json(client, body):
    answer = client.post(ORDERS, body.encode("latin-1"), content_type="application/json")

    refused(answer, 400, "request.unreadable")


def test_a_body_of_another_kind(client):
    refused(client.post(ORDERS, "<order/>", content_type="text/xml"), 415, "media.unsupported")


def test_somebody_who_takes_no_json(client):
    refused(client.get(OFFERS, headers={"accept": "text/html"}), 406, "media.not_acceptable")


@pytest.fixture
def rates(monkeypatch):
    monkeypatch.setitem(
        settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES",
        {"guest": "2/min", "person": "3/min", "write": "1/min", "refused": "9/min"},
    )


def test_too_many_questions_wait_their_turn(client, acme, rates):
    for _ in range(2):
        assert client.get(OFFERS).status_code == 200
    answer = client.get(OFFERS, headers={"x-forwarded-for": "10.9.8.7"})

    assert "Retry-After" in refused(answer, 429, "throttled")["message"]
    assert 0 < int(answer["Retry-After"]) <= 60
    # A person has a count of their own.
    sign_in(client, a_person(tenant=acme), acme)
    assert client.get(OFFERS).status_code == 200


def test_each_shop_counts_its_own(client, globex, client_for, rates):
    for _ in range(3):
        client.get(OFFERS)

    assert client_for(globex).get(OFFERS).status_code == 200


def test_writing_is_counted_by_itself(client, rates):
    statuses = [
        client.post(ORDERS, "{}", content_type="application/json").status_code for _ in range(2)
    ]

    assert statuses == [400, 429]
    assert client.get(OFFERS).status_code == 200


def test_what_nobody_foresaw_is_told_as_json_and_a_page_is_a_page(client, monkeypatch):
    def broken(*_):
        raise RuntimeError("boom")

    monkeypatch.setattr(ProductOfferings, "rows", broken)
    monkeypatch.setattr("catalog.storefront.web.shop.state_of", broken)
    client.raise_request_exception = False

    told = refused(client.get(OFFERS), 500, "broken")
    assert "boom" not in str(told)
    assert client.get("/")["Content-Type"].startswith("text/html")
