"""The document is true: what it draws is what is answered, and nothing else ever is."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from django.conf import settings
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from schemathesis import GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from catalog.ordering.questions import checkout_url
from kith.api.schema import document
from kith.questions import answering
from tenants.accounts.questions import find_encourager
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]
TOLD = document("config.urls.tenant")
OPERATIONS = [(method, path) for path, methods in TOLD["paths"].items() for method in methods]
# Enough to meet every parameter in every form, few enough to be quick.
EXAMPLES = 8


@pytest.fixture
def shop(client, acme, monkeypatch):
    """A shop with one of everything, its buyer signed in, and nobody counting."""
    monkeypatch.setitem(
        settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES",
        dict.fromkeys(("guest", "person", "write", "refused"), "100000/min"),
    )
    buyer = a_person(tenant=acme)
    offer = an_offer(name="Coast 10")
    bill = an_invoice(person_id=buyer.pk)
    client.raise_request_exception = False
    sign_in(client, buyer, acme)
    things = {
        "productOffering": offer.code,
        "productOfferingPrice": offer.code,
        "productOrder": str(an_order(person_id=buyer.pk).pk),
        "product": str(a_line(person_id=buyer.pk).pk),
        "customerBill": str(bill.pk),
        "appliedCustomerBillingRate": str(bill.lines.get().pk),
    }
    with answering(
        checkout_url.by(lambda **_: "https://pay.example/"),
        find_encourager.by(lambda *, text: []),
    ):
        yield client, things


def test_it_is_an_openapi_document(client):
    told = client.get("/api/schema").json()

    validate_schema(told)
    assert told["paths"].keys() == TOLD["paths"].keys()
    assert len(told["paths"]) == 13


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_answer_is_one_the_document_knows(shop, mode, method, path):
    client, ids = shop
    operation = schemathesis.openapi.from_dict(TOLD)[path][method.upper()]
    told = {"id": ids[path.split("/")[4]]} if "{id}" in path else None
    # One whose id is there, so that more than 404 is tried.
    cases = operation.as_strategy(mode, path_parameters=told)

    @how(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: Any) -> None:
        answer = _answer(client, case)
        # Refused for its length before anybody looked whether it was wrong, too.
        unread = answer.status_code in (413, 414)
        checks = [check for check in CHECKS if check is not negative_data_rejection or not unread]
        case.validate_response(answer, checks=checks)

    ask()


def _answer(client: Any, case: Any) -> Response:
    """Send what was made up through Django's own client, and dress the answer for the checks."""
    sent = requests.Request(**_parts(case)).prepare()
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    said = client.generic(
        sent.method,
        sent.path_url,
        body,
        content_type=sent.headers.get("Content-Type", "application/json"),
        headers=dict(_spoken(sent.headers)),
    )
    return Response(
        status_code=said.status_code,
        headers={name.lower(): [value] for name, value in said.headers.items()},
        content=said.content,
        request=sent,
        elapsed=0,
        verify=False,
    )


def _parts(case: Any) -> dict[str, Any]:
    parts = case.as_transport_kwargs(base_url="http://acme.kith.localhost")
    return {
        name: parts[name]
        for name in ("method", "url", "params", "json", "data", "headers")
        if parts.get(name) is not None
    }


# Said by the session, or worked out by the client; a token made up would only ever be refused.
UNSAID = ("authorization", "content-type", "content-length", "cookie", "host")


def _spoken(headers: Any) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        if name.lower() not in UNSAID:
            yield name, value if isinstance(value, str) else value.decode("latin-1")
