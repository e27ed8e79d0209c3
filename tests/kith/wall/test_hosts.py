"""The host decides whose request it is; there is no default."""

import pytest

from kith.wall import forget_tenants
from kith.wall.addresses import address_of
from tenants.registry.models import Domain, Tenant
from tests.clock import NOON
from tests.factories.pulse import everybody_alive


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


def test_the_page_of_an_unknown_host_wears_our_clothes_in_the_readers_language(client_for):
    nobody = {"host": "nobody.kith.localhost", "accept-language": "es"}
    answer = client_for(None).get("/", headers=nobody)

    sheet = f'href="{address_of("kith.localhost")}ui/'
    assert "No hay ninguna tienda en esta dirección" in answer.text
    assert sheet in answer.text
    assert f"style-src {address_of('kith.localhost')};" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host", ["ACME.kith.localhost", "acme.kith.localhost.", "acme.kith.localhost:8000"]
)
def test_a_host_is_read_without_case_port_or_closing_dot(public, client_for, host):
    assert client_for(None).get("/", headers={"host": host}).status_code == 200


def test_a_forwarded_host_changes_nothing(acme, client_for):
    answer = client_for(None).get("/", headers={"x-forwarded-host": "acme.kith.localhost"})

    assert answer.wsgi_request.tenant is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 503),
        ("/desk/", 503),
        ("/offers/coast-10/", 503),
        ("/order/coast-10/", 503),
        ("/join/x/", 503),
        ("/my/", 302),
        ("/accounts/login/?here=1", 200),
        ("/order/nobody/status/", 404),
        ("/pay/nobody/", 404),
    ],
)
def test_a_suspended_shop_sells_nothing_and_serves_on(public, client_for, path, status):
    Tenant.objects.filter(slug="acme").update(suspended_at=NOON)
    forget_tenants()

    answer = client_for(None).get(path, headers={"host": "acme.kith.localhost"})

    assert answer.status_code == status
    if status == 503:
        assert "takes no new orders at the moment" in answer.text
        assert 'href="/my/"' in answer.text


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
    everybody_alive()

    answer = client_for(None).get(path, headers={"host": "10.0.0.1"})

    assert answer.status_code == 200


@pytest.mark.parametrize("port", ["81", "443", "65536", "8000:8000", "evil", "8000@evil.example"])
@pytest.mark.parametrize("host", ["kith.localhost", "acme.kith.localhost"])
def test_a_port_that_is_not_ours_is_refused(public, client_for, host, port):
    answer = client_for(None).get("/", headers={"host": f"{host}:{port}"})

    assert answer.status_code in (400, 404)
    assert b'href="http://kith.localhost:8000/"' in answer.content


@pytest.fixture
def under_tls(settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:443", "kith.localhost.evil.example"]
)
@pytest.mark.parametrize("path", ["/", "/static/x.css", "//evil.example/", "/accounts/login/"])
def test_nobody_is_led_to_a_host_that_is_none_of_ours(public, client_for, under_tls, host, path):
    answer = client_for(None).get(path, headers={"host": host})

    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_our_own_hosts_are_led_to_tls(public, client_for, under_tls):
    answer = client_for(None).get("/about/", headers={"host": "kith.localhost:443"})

    assert (answer.status_code, answer["Location"]) == (301, "https://kith.localhost:443/about/")


def test_tls_is_promised_for_all_of_the_network_and_for_one_host_of_an_operators(
    acme, public, client_for, under_tls
):
    Domain.objects.create(
        tenant=Tenant.objects.get(slug="acme"),
        host="phone.example.com",
        token="t",
        claimed_at=NOON,
        verified_at=NOON,
    )
    forget_tenants()
    promised = {
        host: client_for(None).get("/", headers={"host": host, "x-forwarded-proto": "https"})[
            "Strict-Transport-Security"
        ]
        for host in ("kith.localhost", "acme.kith.localhost", "phone.example.com")
    }

    everything = "max-age=31536000; includeSubDomains; preload"
    assert promised == {
        "kith.localhost": everything,
        "acme.kith.localhost": everything,
        "phone.example.com": "max-age=31536000",
    }
