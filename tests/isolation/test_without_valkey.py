"""Valkey stopped, its process and not a stand-in: every door answers as it did."""

import pytest

from tests.house import stopped_valkey
from tests.isolation.asking import address
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP

# They read a passkey, and the world's is made up.
OF_A_REAL_PASSKEY = {"mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_authenticate"}
HOSTS = pytest.mark.parametrize("host", [NETWORK, SHOP])


@pytest.fixture(scope="module", autouse=True)
def _valkey_is_stopped(tmp_path_factory, servers):
    with stopped_valkey(tmp_path_factory.mktemp("valkey")):
        yield


def known_askers(host, name, method, visitors):
    """Whoever reads may be anybody; whoever changes something is who may."""
    if name in OF_A_REAL_PASSKEY:
        return ()
    if method == "GET":
        return visitors.signed_in(host)
    return (visitors.entitled(host, ROUTES[host][name]),)


@HOSTS
def test_every_page_answers(host, visitors):
    broken = {}
    for name, route in ROUTES[host].items():
        url = address(host, name, route, visitors.objects(host))
        for method in route.methods:
            for who in (visitors.stranger(host), *known_askers(host, name, method, visitors)):
                said = who.answer(method, url)
                if said.status >= 500:
                    broken[method, name] = str(said)

    assert broken == {}
