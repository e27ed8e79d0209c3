"""A domain of one's own: claimed, proved by a record, and then it leads to the shop."""

import pytest
from django.utils import timezone

from kith.wall import forget_tenants
from outside.dns.name_server import NameServer, publish_record, withdraw_records
from tenants.registry.domain_cards import domain_cards
from tenants.registry.usecases.claim_domain import claim_domain
from tests.factories.accounts import a_person, sign_in
from tests.factories.workspace import an_operator

PAGE = "/desk/settings/domain/"


@pytest.fixture
def zone(tmp_path, settings):
    state = tmp_path / "dns.json"
    with NameServer(port=0, state=state) as server:
        settings.DNS_SERVER = f"127.0.0.1:{server.port}"
        yield state


@pytest.fixture
def operator(acme):
    return an_operator(acme)


@pytest.fixture
def desk(operator, client_for):
    return sign_in(client_for(operator), a_person(tenant=operator, role="operator"), operator)


def test_it_is_claimed_proved_and_leads_to_the_shop(operator, desk, zone, client_for):
    claimed = desk.post(PAGE, {"host": "Shop.Maya.example."})
    card = domain_cards(tenant_id=operator.uuid)[0]
    before = desk.get(PAGE).content.decode()
    early = desk.post(f"{PAGE}{card.id}/proof/", follow=True).content.decode()
    publish_record(zone, card.record_name, "TXT", card.record_value)
    done = desk.post(f"{PAGE}{card.id}/proof/", follow=True).content.decode()
    forget_tenants()

    assert claimed.status_code == 302
    assert card.host == "shop.maya.example"
    assert card.record_value in before
    assert "No proof" in early
    assert "leads to your shop" in done
    visitor = client_for(operator)
    visitor.defaults["HTTP_HOST"] = "shop.maya.example"
    assert visitor.get("/accounts/login/").status_code == 200


def test_a_wrong_record_proves_nothing(operator, desk, zone):
    card = _claimed(operator)
    publish_record(zone, card.record_name, "TXT", "kith-proof=somebody-elses")

    desk.post(f"{PAGE}{card.id}/proof/")

    assert not domain_cards(tenant_id=operator.uuid)[0].is_verified


@pytest.mark.parametrize(
    "host",
    [
        "https://shop.example",
        "localhost",
        "kith.localhost",
        "evil.kith.localhost",
        "a b.example",
        "-x.example",
    ],
)
def test_what_is_no_domain_of_theirs_is_refused(operator, desk, host):
    assert desk.post(PAGE, {"host": host}).status_code == 422
    assert domain_cards(tenant_id=operator.uuid) == []


def test_nobody_claims_anothers(operator, desk, globex, client_for):
    _claimed(operator)
    other = an_operator(globex)
    rival = sign_in(client_for(other), a_person(tenant=other, role="operator"), other)

    assert rival.post(PAGE, {"host": "shop.maya.example"}).status_code == 422


def test_nobody_proves_anothers(operator, globex, client_for, zone):
    card = _claimed(operator)
    publish_record(zone, card.record_name, "TXT", card.record_value)
    other = an_operator(globex)
    rival = sign_in(client_for(other), a_person(tenant=other, role="operator"), other)

    assert rival.post(f"{PAGE}{card.id}/proof/").status_code == 404
    assert not domain_cards(tenant_id=operator.uuid)[0].is_verified


def test_a_reseller_has_no_domain_page(acme, client):
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)

    assert client.get(PAGE).status_code == 403


def _claimed(operator):
    claim_domain(tenant_id=operator.uuid, host="shop.maya.example", at=timezone.now())
    return domain_cards(tenant_id=operator.uuid)[0]


def test_the_stand_in_answers_as_a_name_server_does(zone):
    import dns.message
    import dns.query
    import dns.rcode
    from django.conf import settings

    publish_record(zone, "Shop.Example.", "CNAME", "home.example")
    publish_record(zone, "shop.example", "TXT", 'a "word"')
    port = int(settings.DNS_SERVER.rpartition(":")[2])

    for ask in (dns.query.udp, dns.query.tcp):
        texts = ask(dns.message.make_query("SHOP.example", "TXT"), "127.0.0.1", 2, port)
        alias = ask(dns.message.make_query("shop.example", "A"), "127.0.0.1", 2, port)
        unknown = ask(dns.message.make_query("other.example", "TXT"), "127.0.0.1", 2, port)
        assert texts.answer[0][0].strings == (b'a "word"',)
        assert alias.answer[0][0].to_text() == "home.example."
        assert unknown.rcode() == dns.rcode.NXDOMAIN
    withdraw_records(zone, "shop.example")
    gone = dns.query.udp(dns.message.make_query("shop.example", "TXT"), "127.0.0.1", 2, port)
    assert gone.rcode() == dns.rcode.NXDOMAIN
