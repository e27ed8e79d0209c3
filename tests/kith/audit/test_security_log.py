"""The log says who got in and who was refused, and nothing that was typed."""

import pytest
from structlog.testing import capture_logs

from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tests.factories.accounts import PASSWORD, a_person, code_now, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
HERE = {"address": "127.0.0.1", "log_level": "warning"}


@pytest.fixture
def person(acme):
    return a_person(tenant=acme)


def test_each_try_to_sign_in_is_told_with_how_and_from_where(acme, client_for, person):
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    browser = client_for(acme)
    with capture_logs() as told:
        for password in ("something wrong", PASSWORD):
            browser.post("/accounts/login/", {"login": person.email, "password": password})
        for code in ("000000", code_now(SECRET)):
            browser.post("/accounts/2fa/authenticate/", {"code": code})

    whose = HERE | {"shop": "acme", "person": str(person.pk)}
    assert told == [
        HERE | {"event": "sign_in.refused", "shop": "acme", "person": None, "by": "password"},
        whose | {"event": "second_step.refused"},
        whose | {"event": "sign_in.done", "by": ["password", "mfa"]},
    ]


@pytest.mark.parametrize(
    ("path", "status", "door"),
    [
        ("/desk/settings/", 403, "desk-settings"),
        ("/my/invoices/ACM-000001/", 404, "my-invoice"),
        ("/tmf-api/productOrderingManagement/v4/productOrder", 401, None),
    ],
)
def test_whoever_asks_for_what_is_not_theirs_is_told(acme, client_for, person, path, status, door):
    browser = client_for(acme) if status == 401 else sign_in(client_for(acme), person, acme)
    with capture_logs() as told:
        answer = browser.get(path, HTTP_AUTHORIZATION="Bearer kith_x" if status == 401 else "")

    (line,) = told
    assert (answer.status_code, line["event"]) == (status, "access.refused")
    assert (line["status"], line["method"]) == (status, "GET")
    assert door is None or line["door"] == door


def test_a_page_that_opens_and_an_address_of_nobody_are_no_news(acme, client_for, person):
    browser = sign_in(client_for(acme), person, acme)
    with capture_logs() as told:
        statuses = [browser.get(path).status_code for path in ("/my/profile/", "/wp-login.php")]

    assert (statuses, told) == ([200, 404], [])


def test_a_limit_that_is_reached_is_told_without_saying_whose(acme, client_for, person):
    browser = client_for(acme)
    words = {"login": person.email, "password": "a guess"}
    with capture_logs() as told:
        for _ in range(6):
            browser.post("/accounts/login/", words)

    (line,) = [line for line in told if line["event"] == "limit.reached"]
    assert line["key"].startswith("sign-in:pair:")
    assert person.email not in str(told)


def test_a_webhook_nobody_signed_is_told(public, client_for):
    with capture_logs() as told:
        answer = client_for(None).post("/webhooks/stripe", b"{}", content_type="application/json")

    (line,) = told
    assert (answer.status_code, line["event"]) == (400, "webhook.refused")
    assert line["code"] == answer.json()["code"]


SECRETS = {
    "password": "Kingfisher-7461",
    "email": "canary.bird@example.org",
    "phone": "+447700900987",
    "name": "Canary Featherstone",
    "street": "14 Birdcage Walk",
}


def test_what_people_type_is_in_no_line_of_the_log(acme, client_for, caplog):
    browser = client_for(acme)
    told = {
        "/accounts/login/": {"login": SECRETS["email"], "password": SECRETS["password"]},
        "/accounts/signup/": {
            "email": SECRETS["email"],
            "password1": SECRETS["password"],
            "full_name": SECRETS["name"],
            "phone": SECRETS["phone"],
        },
        "/accounts/password/reset/": {"email": SECRETS["email"]},
        "/order/coast-10/": {"contact_name": SECRETS["name"], "street": SECRETS["street"]},
        "/desk/settings/": {"about": SECRETS["name"]},
        f"/nowhere/?email={SECRETS['email']}": {},
    }
    with caplog.at_level(0), capture_logs() as lines:
        statuses = [browser.post(path, form).status_code for path, form in told.items()]

    assert set(statuses) & {500} == set()
    said = f"{caplog.text}{lines}"
    assert {name for name, secret in SECRETS.items() if secret in said} == set()
