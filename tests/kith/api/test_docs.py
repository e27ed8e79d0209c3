"""The document as a page: whole, readable on a phone, under the house's own content policy."""

import re

import pytest
from playwright.sync_api import Route

from kith.api.schema import document
from tests.factories.accounts import a_person, sign_in
from tests.in_chromium import axe_violations, in_chromium
from tests.kith.ui.test_pages_in_a_browser import HOST

ADDRESS = re.compile(r'(?:href|src)="(/[^"#]*\.(?:css|js|svg)|/_?ui/[^"#]*)"')


@pytest.fixture
def site(client, acme):
    """Both pages and what they load, fetched before the browser asks for it."""
    sign_in(client, a_person(tenant=acme), acme)
    made = {path: client.get(path) for path in ("/api/docs", "/my/tokens/")}
    for page in list(made.values()):
        for path in ADDRESS.findall(page.content.decode()):
            made.setdefault(path, client.get(path))
    return made


def test_every_operation_and_every_shape_is_told(client):
    page = client.get("/api/docs").content.decode()
    told = document("config.urls.tenant")

    for path, methods in told["paths"].items():
        assert path in page
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    assert 'id="shape-OrderRequest"' in page
    assert 'id="shape-ProductOffering"' in page


@pytest.mark.parametrize("path", ["/api/docs", "/my/tokens/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_read_without_scripts_on_a_phone_and_on_a_desk(site, path, width):
    refused: list[str] = []

    def answer(route: Route) -> None:
        given = site.get(route.request.url.removeprefix(HOST))
        if given is None:
            refused.append(route.request.url)
            route.abort()
            return
        headers = {name: value for name, value in given.headers.items() if name != "Vary"}
        route.fulfill(status=given.status_code, headers=headers, body=b"".join(given))

    with in_chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 760}, reduced_motion="reduce")
        page.on("console", lambda said: refused.append(said.text))
        page.route("**/*", answer)
        page.goto(f"{HOST}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        violations = axe_violations(page)

    assert wide <= width
    assert violations == []
    assert [each for each in refused if "Content Security" in each or "/api/" in each] == []


def test_what_is_ours_is_said_in_the_readers_language_and_the_document_stays_as_it_is(client):
    spanish = client.get("/api/docs", headers={"accept-language": "es"}).text

    assert "En un minuto: " in spanish
    assert "El cuerpo no es JSON." in spanish
    assert "se explica abajo en inglés" in spanish
    document = client.get("/api/schema", headers={"accept-language": "es"}).text
    assert "In one minute: " in document
    assert "En un minuto" not in document
