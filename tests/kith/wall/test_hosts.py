"""The host decides whose request it is; there is no default."""

import pytest

from kith.wall import forget_tenants
from tenants.registry.models import Domain, Tenant
from tests.clock import NOON


@pytest.mark.parametrize(
    "host",
    [
        "nobody.kith.localhost",
        "kith.localhost.evil.example",
        "xn--acme-.kith.localhost",
        "",
        "acme",
        "acme_kith.localhost",
        "a" * 300 + ".kith.localhost",
    ],
)
def test_an_unknown_host_is_not_found(public, client_for, host):
    answer = client_for(None).get("/", headers={"host": host})

    assert answer.status_code == 404
    assert b"kith.localhost" in answer.content


@pytest.mark.parametrize(
    "host", ["ACME.kith.localhost", "acme.kith.localhost.", "acme.kith.localhost:81"]
)
def test_a_host_is_read_without_case_port_or_closing_dot(public, client_for, host):
    assert client_for(None).get("/", headers={"host": host}).status_code == 200


def test_a_forwarded_host_changes_nothing(acme, client_for):
    answer = client_for(None).get("/", headers={"x-forwarded-host": "acme.kith.localhost"})

    assert answer.wsgi_request.tenant is None


def test_a_suspended_tenant_is_not_found(public, client_for):
    Tenant.objects.filter(slug="acme").update(suspended_at=NOON)
    forget_tenants()

    answer = client_for(None).get("/", headers={"host": "acme.kith.localhost"})

    assert answer.status_code == 404


def test_a_claimed_domain_leads_nowhere_until_it_is_proved(acme, public, client_for):
    tenant = Tenant.objects.get(slug="acme")
    domain = Domain.objects.create(
        tenant=tenant, host="phone.example.com", token="t", claimed_at=NOON
    )
    browser = client_for(None)
    before = browser.get("/", headers={"host": "phone.example.com"}).status_code

    Domain.objects.filter(pk=domain.pk).update(verified_at=NOON)
    forget_tenants()
    after = browser.get("/", headers={"host": "phone.example.com"}).status_code

    assert (before, after) == (404, 200)


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/statusz"])
def test_probes_answer_on_any_host(public, client_for, path):
    answer = client_for(None).get(path, headers={"host": "10.0.0.1"})

    assert answer.status_code == 200
