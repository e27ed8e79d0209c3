"""Tokens of people's programs: made at /my/tokens/, good on one shop's hosts, taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kith.audit.models import AuditEntry
from kith.wall import in_public
from tenants.accounts.access import live_tokens
from tenants.accounts.models import AccessToken
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.make_access_token import TokenNameTaken, make_access_token
from tenants.accounts.usecases.revoke_access_token import revoke_access_token
from tests.clock import NOON
from tests.factories.accounts import a_person, a_role, sign_in
from tests.factories.lines import a_line
from tests.tmf import base_path

LINES, ORDERS = f"{base_path('637')}product", f"{base_path('622')}productOrder"
PAGE = "/my/tokens/"


def a_token(person, tenant, *, may_write=False, name="books"):
    return make_access_token(
        person_id=person.pk, tenant_id=tenant.uuid, name=name, may_write=may_write, at=NOON
    )


def shown(secret, scheme="Bearer"):
    return {"authorization": f"{scheme} {secret}"}


@pytest.fixture
def owner(acme):
    return a_person(tenant=acme)


def rows():
    with in_public():
        return list(AccessToken.objects.order_by("pk"))


def test_the_page_makes_one_and_shows_it_once(client, acme, owner):
    sign_in(client, owner, acme)
    a_line(person_id=owner.pk)
    made = client.post(PAGE, {"name": "books"})
    secret = re.search(r"kith_[\w-]{43}", made.content.decode()).group()

    assert made["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert secret not in client.get(PAGE).content.decode()
    assert secret not in str([row.__dict__ for row in rows()])
    assert "Never used" in client.get(PAGE).content.decode()
    client.logout()
    assert client.get(LINES, headers=shown(secret))["X-Total-Count"] == "1"


def test_a_name_in_use_is_refused_and_free_again_once_revoked(client, acme, owner):
    sign_in(client, owner, acme)
    a_token(owner, acme)
    again = client.post(PAGE, {"name": "books"})

    assert again.status_code == 422
    assert "revoke that one first" in again.content.decode()
    assert len(rows()) == 1
    client.post(f"{PAGE}{rows()[0].pk}/revocation/")
    assert client.post(PAGE, {"name": "books"}).status_code == 200


def test_a_revoked_token_opens_nothing_any_more(client, acme, owner):
    secret = a_token(owner, acme)
    assert client.get(LINES, headers=shown(secret)).status_code == 200

    for _ in range(2):
        revoke_access_token(token_id=rows()[0].pk, person_id=owner.pk, tenant_id=acme.uuid, at=NOON)

    assert client.get(LINES, headers=shown(secret)).status_code == 401
    assert live_tokens(person_id=owner.pk, tenant_id=acme.uuid) == []
    with in_public():
        actions = AuditEntry.objects.filter(actor_id=owner.pk).order_by("pk")
        assert list(actions.values_list("action", flat=True)) == ["token.made", "token.revoked"]


def test_nobody_revokes_anothers_token(client, acme, globex, owner):
    a_token(owner, acme)
    thief = a_person(tenant=acme)
    sign_in(client, thief, acme)

    assert client.post(f"{PAGE}{rows()[0].pk}/revocation/").status_code == 404
    with pytest.raises(AccessToken.DoesNotExist):
        revoke_access_token(
            token_id=rows()[0].pk, person_id=owner.pk, tenant_id=globex.uuid, at=NOON
        )
    assert rows()[0].revoked_at is None


def test_a_token_of_one_shop_opens_nothing_at_another(acme, globex, owner, client_for):
    with in_public():
        a_role(owner, role="customer", tenant=globex)
    secret = a_token(owner, acme)

    assert client_for(acme).get(LINES, headers=shown(secret)).status_code == 200
    answer = client_for(globex).get(LINES, headers=shown(secret))
    assert (answer.status_code, answer.json()["code"]) == (401, "auth.failed")


def test_whoever_is_nobody_here_any_more_has_no_good_token(client, acme, owner):
    secret = a_token(owner, acme)
    end_role(person_id=owner.pk, role="customer", tenant_id=acme.uuid, ended_by=None, at=NOON)

    assert client.get(LINES, headers=shown(secret)).status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer kith_wrong", "Bearer a b", "bearer \xff", "Bearer "]
)
def test_a_token_that_is_none_is_refused_even_where_guests_may_ask(client, acme, header):
    for address in (LINES, f"{base_path('620')}productOffering"):
        answer = client.get(address, headers={"authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.failed")
        assert "/my/tokens/" in answer.json()["message"]


@pytest.mark.parametrize(("may_write", "status"), [(False, 403), (True, 400)])
def test_only_a_token_made_to_write_writes(client, acme, owner, may_write, status):
    secret = a_token(owner, acme, may_write=may_write)
    answer = client.post(ORDERS, "{}", content_type="application/json", headers=shown(secret))

    assert answer.status_code == status


def test_the_last_use_is_kept_to_the_minute(client, acme, owner):
    secret = a_token(owner, acme)
    client.get(LINES, headers=shown(secret))
    first = rows()[0].last_used_at
    client.get(LINES, headers=shown(secret))

    assert timezone.now() - first < timedelta(minutes=1)
    assert rows()[0].last_used_at == first
    with in_public():
        AccessToken.objects.update(last_used_at=NOON)
    client.get(LINES, headers=shown(secret))
    assert rows()[0].last_used_at > first


def test_whoever_needs_a_second_step_shows_it_before_making_a_token(client, acme):
    seller = a_person(tenant=acme, role="reseller")
    sign_in(client, seller, acme, second_factor=False)
    answer = client.post(PAGE, {"name": "books"})

    assert (answer.status_code, rows()) == (302, [])
    assert "/accounts/2fa/" in answer["Location"]


def test_a_session_writes_only_with_the_proof_of_our_own_page(acme, owner, client_for):
    browser = sign_in(client_for(acme), owner, acme)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(ORDERS, "{}", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")
    browser.get("/my/tokens/")
    token = browser.cookies["csrftoken"].value
    answer = browser.post(
        ORDERS, "{}", content_type="application/json", headers={"x-csrftoken": token}
    )
    assert answer.json()["code"] == "request.invalid"


def test_a_name_is_kept_in_one_line(acme, owner):
    a_token(owner, acme, name="  my   books ")

    assert [card.name for card in live_tokens(person_id=owner.pk, tenant_id=acme.uuid)] == [
        "my books"
    ]
    with pytest.raises(TokenNameTaken):
        a_token(owner, acme, name="my books")
