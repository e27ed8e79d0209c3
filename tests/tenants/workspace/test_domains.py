"""A domain of one's own: claimed, proved by a record, and then it leads to the shop."""

import pytest
from django.utils import timezone

from kith.audit.models import AuditEntry
from kith.wall import forget_tenants, in_public
from kith.wall.lookup import tenant_by_host
from outside.dns.name_server import NameServer, publish_record, withdraw_records
from tenants.accounts.models import Person
from tenants.registry.domain_cards import domain_cards
from tenants.registry.proofs import CLAIM_STANDS
from tenants.registry.usecases.claim_domain import claim_domain
from tenants.registry.usecases.verify_domain import AnothersDomain, verify_domain
from tests.factories.accounts import a_person, sign_in
from tests.factories.workspace import an_operator

PAGE = "/desk/settings/domain/"
HOST = "shop.maya.example"


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
    assert visitor.get("/accounts/login/?here=1").status_code == 200


def test_a_wrong_record_proves_nothing(operator, desk, zone):
    card = _claimed(operator)
    publish_record(zone, card.record_name, "TXT", "kith-proof=somebody-elses")

    desk.post(f"{PAGE}{card.id}/proof/")

    assert not domain_cards(tenant_id=operator.uuid)[0].is_verified


@pytest.mark.parametrize("pasted", ['"{}"', " {} ", '" {} "', "'{}'"])
def test_a_proof_pasted_with_what_stood_around_it_is_seen(operator, desk, zone, pasted):
    card = _claimed(operator)
    publish_record(zone, card.record_name, "TXT", pasted.format(card.record_value))

    desk.post(f"{PAGE}{card.id}/proof/")

    assert domain_cards(tenant_id=operator.uuid)[0].is_verified


@pytest.mark.parametrize(
    ("host", "record", "has_advice"),
    [
        ("tienda-ñandú.example", "_kith.xn--tienda-and-z9a5i.example", True),
        ("пример.рф", "_kith.xn--e1afmkfd.xn--p1ai", True),
        ("www.ñandú.example", "_kith.www.xn--and-6ma2c.example", False),
    ],
)
def test_a_domain_in_any_alphabet_is_claimed_and_shown_as_written(
    operator, desk, host, record, has_advice
):
    desk.post(PAGE, {"host": host})

    page = desk.get(PAGE).text
    assert host in page
    assert record in page
    assert ("CNAME flattening" in page) is has_advice


@pytest.mark.parametrize(
    "host",
    [
        "https://shop.example/plans",
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


@pytest.fixture
def rival(globex, client_for):
    """Another operator, and the desk of whoever runs that shop."""
    other = an_operator(globex)
    return other, sign_in(client_for(other), a_person(tenant=other, role="operator"), other)


def test_a_claim_alone_keeps_the_domain_from_nobody(operator, rival, zone, client_for):
    _claimed(operator)
    other, desk = rival
    card = _claimed(other)
    publish_record(zone, card.record_name, "TXT", card.record_value)

    desk.post(f"{PAGE}{card.id}/proof/")

    assert leads_to(HOST, client_for) == other.name


def test_a_domain_that_changed_hands_leads_to_whoever_proves_it(operator, rival, zone, client_for):
    for tenant in (operator, rival[0]):
        card = _claimed(tenant)
        withdraw_records(zone, card.record_name)
        publish_record(zone, card.record_name, "TXT", card.record_value)
        verify_domain(domain_id=card.id, at=timezone.now())

        assert leads_to(HOST, client_for) == tenant.name


def test_a_domain_with_two_proofs_leads_where_it_led(operator, rival, zone, client_for):
    cards = [_claimed(tenant) for tenant in (operator, rival[0])]
    for card in cards:
        publish_record(zone, card.record_name, "TXT", card.record_value)
    verify_domain(domain_id=cards[0].id, at=timezone.now())

    with pytest.raises(AnothersDomain):
        verify_domain(domain_id=cards[1].id, at=timezone.now())
    assert leads_to(HOST, client_for) == operator.name


def test_five_claims_may_wait_and_lapse_in_a_week(operator, desk):
    for number in range(5):
        assert desk.post(PAGE, {"host": f"shop{number}.example"}).status_code == 302
    sixth = desk.post(PAGE, {"host": "shop6.example"})
    again = desk.post(PAGE, {"host": "shop1.example"})

    assert (sixth.status_code, again.status_code) == (422, 302)
    assert "5 of your domains wait" in sixth.text
    later = timezone.now() + CLAIM_STANDS
    claim_domain(tenant_id=operator.uuid, host="shop6.example", by=None, at=later)
    assert [card.host for card in domain_cards(tenant_id=operator.uuid)] == ["shop6.example"]


def test_who_claimed_and_who_proved_is_written_down(operator, zone):
    maya = a_person(tenant=operator, role="operator")
    claim_domain(tenant_id=operator.uuid, host=HOST, by=maya.pk, at=timezone.now())
    card = domain_cards(tenant_id=operator.uuid)[0]
    publish_record(zone, card.record_name, "TXT", card.record_value)
    verify_domain(domain_id=card.id, at=timezone.now(), by=maya.pk)

    with in_public():
        written = list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id"))
    assert written[-2:] == [("domain.claimed", maya.pk), ("domain.proved", maya.pk)]


def leads_to(host, client_for):
    """Return the name of the shop that answers at a host."""
    forget_tenants()
    found = tenant_by_host(host)
    return found.name if found else None


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
    claim_domain(tenant_id=operator.uuid, host=HOST, by=None, at=timezone.now())
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


def test_in_spanish_a_domain_is_registered_and_nobody_complains(desk):
    with in_public():
        Person.objects.update(locale="es")

    page = desk.get(PAGE).text

    assert "Registrarlo" in page
    assert "Reclamar" not in page
