"""One operator of the demo has a domain of its own that answers; the other's is not proved yet."""

from collections.abc import Iterator

import pytest
from django.test import Client

from kith.wall import TenantRef, in_public
from outside.demo import cast
from outside.demo.listing import people_and_hosts
from outside.demo.plan import Size
from outside.dns.name_server import NameServer
from tenants.registry.models import Domain
from tests.outside.demo.conftest import a_demo, load_small

OPERATORS = Size(
    grown=0,
    after_promotion=0,
    friends=6,
    helped=0,
    walk_ins=0,
    small=(0, 0, 0, 0),
    mateo=0,
    shops=(cast.MAREA, cast.ROBLEDO),
)


@pytest.fixture(scope="module")
def told(house: dict[str, TenantRef], tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    state = tmp_path_factory.mktemp("names")
    with NameServer(port=0, state=state / "dns.json") as names:
        here = {"DNS_SERVER": f"127.0.0.1:{names.port}", "KITH_STATE_DIR": state}
        with a_demo(**here):
            load_small(size=OPERATORS)
            yield


@pytest.mark.usefixtures("told")
def test_the_proved_domain_answers_with_the_shop_and_the_other_does_not():
    own = Client().get("/", headers={"host": "marea.localhost"})

    assert own.status_code == 200
    assert cast.MAREA.brand.name in own.content.decode()
    assert Client().get("/", headers={"host": "robledo.localhost"}).status_code == 404


@pytest.mark.usefixtures("told")
def test_its_proof_was_looked_for_and_seen():
    with in_public():
        proved = dict(Domain.objects.filter(is_primary=False).values_list("host", "verified_at"))

    assert set(proved) == {"marea.localhost", "robledo.localhost"}
    assert proved["marea.localhost"] is not None
    assert proved["robledo.localhost"] is None


@pytest.mark.usefixtures("told")
def test_the_own_domain_is_printed_among_the_hosts_beside_the_address_here():
    text = people_and_hosts()

    assert "http://marea.localhost:" in text
    assert "http://marea.kith.localhost:" in text
    assert "http://robledo.localhost:" not in text
