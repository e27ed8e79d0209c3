"""A domain must go on being proved: looked at weekly, warned of, closed, and opened again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kith.audit.models import AuditEntry
from kith.outbox.models import Letter
from kith.runtime.ports import free_port
from kith.wall import forget_tenants, in_public
from outside.dns.name_server import NameServer, publish_record, withdraw_records
from tenants.registry.domain_cards import domain_cards
from tenants.registry.events import DomainRecheckDue
from tenants.registry.proofs import PROOF_GRACE, RECHECK_EVERY, NamesSilent
from tenants.registry.tasks import recheck_domain, recheck_domains
from tenants.registry.usecases.claim_domain import claim_domain
from tenants.registry.usecases.verify_domain import ProofNotFound, verify_domain
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.workspace import an_operator

HOST = "shop.maya.example"
DAY = timedelta(days=1)


@pytest.fixture
def zone(tmp_path, settings):
    state = tmp_path / "dns.json"
    with NameServer(port=0, state=state) as server:
        settings.DNS_SERVER = f"127.0.0.1:{server.port}"
        yield state


@pytest.fixture
def look_again(rolled_back):
    """Run the scheduled job at a time of one's choice; says how many domains were looked for."""

    def run(at):
        with in_public():
            recheck_domains(at=at)
            due = Letter.objects.filter(event="domain.recheck_due", sorted_at=None)
            looked = [letter.payload for letter in due]
            for words in looked:
                event = DomainRecheckDue.from_letter(words)
                recheck_domain(domain_id=event.domain_id, due_at=event.due_at)
            due.delete()
        forget_tenants()
        return len(looked)

    return run


@pytest.fixture
def maya(acme, zone):
    """An operator whose domain is proved, with the person who runs the shop."""
    operator = an_operator(acme)
    with in_public():
        person = a_person(tenant=operator, role="operator", full_name="Maya Kern")
    claim_domain(tenant_id=operator.uuid, host=HOST, by=None, at=NOON)
    card = domain_cards(tenant_id=operator.uuid)[0]
    publish_record(zone, card.record_name, "TXT", card.record_value)
    verify_domain(domain_id=card.id, at=NOON)
    forget_tenants()
    return operator, card, person


@pytest.fixture
def answers(maya, client_for):
    """Say what a visitor of the own domain gets."""
    visitor = client_for(maya[0])
    visitor.defaults["HTTP_HOST"] = HOST
    return lambda: visitor.get("/accounts/login/?here=1").status_code


def audited():
    with in_public():
        told = AuditEntry.objects.filter(action__startswith="domain.")
        found = told.exclude(action__in=["domain.claimed", "domain.proved"])
        return list(found.order_by("pk").values_list("action", flat=True))


def test_a_proof_that_stands_is_looked_for_once_a_week(maya, look_again, answers):
    seen = [look_again(NOON + day * DAY) for day in range(15)]

    assert seen == [1 if day in (7, 14) else 0 for day in range(15)]
    assert RECHECK_EVERY == 7 * DAY
    assert answers() == 200
    assert audited() == []


def test_a_domain_is_told_in_the_letters_it_is_written_in(acme, zone, rolled_back, drain_outbox):
    operator, host = an_operator(acme), "tienda-ñandú.example"
    with in_public():
        a_person(tenant=operator, role="operator")
    claim_domain(tenant_id=operator.uuid, host=host, by=None, at=NOON)
    [card] = domain_cards(tenant_id=operator.uuid)
    publish_record(zone, card.record_name, "TXT", card.record_value)
    verify_domain(domain_id=card.id, at=NOON)
    drain_outbox()
    withdraw_records(zone, card.record_name)
    with pytest.raises(ProofNotFound):
        verify_domain(domain_id=card.id, at=NOON + DAY)
    drain_outbox()

    proved, lost = mail.outbox
    assert proved.subject == f"{host} leads to your shop"
    assert lost.subject == f"The proof of {host} is missing"
    assert f"{card.record_name}  {card.record_value}" in lost.body


def test_a_lost_proof_warns_then_closes_then_comes_back(
    maya, zone, look_again, answers, drain_outbox
):
    operator, card, person = maya
    withdraw_records(zone, card.record_name)
    lost_at = NOON + RECHECK_EVERY

    look_again(lost_at)
    drain_outbox()
    warned = mail.outbox[-1]
    assert warned.to == [person.email]
    assert f"The proof of {HOST} is missing" in warned.subject
    assert card.record_value in warned.body
    assert answers() == 200

    for day in range(1, PROOF_GRACE.days):
        look_again(lost_at + day * DAY)
        assert answers() == 200
    assert drain_outbox() == 0

    look_again(lost_at + PROOF_GRACE)
    drain_outbox()
    assert answers() == 404
    assert "leads to your shop no longer" in mail.outbox[-1].subject
    look_again(lost_at + PROOF_GRACE + DAY)
    assert drain_outbox() == 0
    assert len(mail.outbox) == 2
    assert audited() == ["domain.proof_lost", "domain.lapsed"]

    publish_record(zone, card.record_name, "TXT", card.record_value)
    look_again(lost_at + PROOF_GRACE + 2 * DAY)
    assert answers() == 200
    assert domain_cards(tenant_id=operator.uuid)[0].lapses_at is None
    assert audited()[-1] == "domain.proof_restored"


def test_a_closed_domain_answers_as_an_unknown_host_does(maya, zone, look_again, client_for):
    operator, card, _ = maya
    withdraw_records(zone, card.record_name)
    for at in (NOON + RECHECK_EVERY, NOON + RECHECK_EVERY + PROOF_GRACE):
        look_again(at)

    pages = []
    for host in (HOST, "never.heard.example"):
        visitor = client_for(operator)
        visitor.defaults["HTTP_HOST"] = host
        answer = visitor.get("/")
        assert answer.status_code == 404
        pages.append(answer.content.decode().replace(host, "HOST"))
    assert pages[0] == pages[1]


def test_a_proof_that_is_back_within_the_grace_costs_nothing(maya, zone, look_again, answers):
    operator, card, _ = maya
    withdraw_records(zone, card.record_name)
    look_again(NOON + RECHECK_EVERY)
    publish_record(zone, card.record_name, "TXT", card.record_value)
    look_again(NOON + RECHECK_EVERY + DAY)
    look_again(NOON + RECHECK_EVERY + PROOF_GRACE + DAY)

    again = domain_cards(tenant_id=operator.uuid)[0]
    assert (again.verified_at, again.lapses_at) == (NOON, None)
    assert answers() == 200
    assert audited() == ["domain.proof_lost", "domain.proof_restored"]


def test_silence_of_the_name_servers_is_no_lost_proof(
    maya, settings, monkeypatch, look_again, answers
):
    operator, card, _ = maya
    monkeypatch.setattr("tenants.registry.proofs.LOOKUP_SECONDS", 0.2)
    settings.DNS_SERVER = f"127.0.0.1:{free_port()}"

    assert look_again(NOON + RECHECK_EVERY) == 1
    with pytest.raises(NamesSilent, match=HOST):
        verify_domain(domain_id=card.id, at=NOON + RECHECK_EVERY)

    after = domain_cards(tenant_id=operator.uuid)[0]
    assert (after.checked_at, after.lapses_at) == (NOON, None)
    assert answers() == 200
    assert audited() == []
    # Still due: the next day looks again.
    assert look_again(NOON + RECHECK_EVERY + DAY) == 1


def test_the_desk_says_so_and_looks_when_asked(maya, zone, look_again, client_for):
    operator, card, person = maya
    withdraw_records(zone, card.record_name)
    desk = sign_in(client_for(operator), person, operator)
    # The real clock: the page itself looks now.
    look_again(timezone.now())

    assert f"The proof of {HOST} is missing" in desk.get("/desk/").content.decode()
    page = desk.get("/desk/settings/domain/").content.decode()
    assert "Its proof is missing. From" in page
    assert card.record_value in page

    publish_record(zone, card.record_name, "TXT", card.record_value)
    desk.post(f"/desk/settings/domain/{card.id}/proof/")
    assert "Its proof is missing" not in desk.get("/desk/settings/domain/").content.decode()
    assert "The proof of" not in desk.get("/desk/").content.decode()


def test_looking_by_hand_does_not_put_the_next_look_off(maya, zone, answers):
    _operator, card, _person = maya
    withdraw_records(zone, card.record_name)
    for at in (NOON + DAY, NOON + DAY + PROOF_GRACE):
        recheck_domain(domain_id=card.id, due_at=at)
    forget_tenants()

    assert answers() == 404


def test_a_claim_never_proved_is_nobodys_loss(acme, zone, look_again):
    operator = an_operator(acme)
    claim_domain(tenant_id=operator.uuid, host=HOST, by=None, at=NOON)
    card = domain_cards(tenant_id=operator.uuid)[0]

    assert look_again(NOON + 6 * DAY) == 0
    recheck_domain(domain_id=card.id, due_at=NOON)
    assert domain_cards(tenant_id=operator.uuid)[0].lapses_at is None
    assert look_again(NOON + 7 * DAY) == 0
    assert domain_cards(tenant_id=operator.uuid) == []
    assert audited() == []


def test_only_the_operator_of_the_domain_hears_of_it(
    maya, globex, zone, look_again, client_for, drain_outbox
):
    _, card, person = maya
    other = an_operator(globex)
    rival = a_person(tenant=other, role="operator")
    withdraw_records(zone, card.record_name)
    look_again(NOON + RECHECK_EVERY)
    drain_outbox()

    assert {address for letter in mail.outbox for address in letter.to} == {person.email}
    desk = sign_in(client_for(other), rival, other)
    assert HOST not in desk.get("/desk/").content.decode()
