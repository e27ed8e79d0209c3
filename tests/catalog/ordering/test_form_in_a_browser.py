"""The order's form on a small screen: who goes through it by the keyboard sees where they are."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.factories.accounts import a_person, sign_in
from tests.in_chromium import in_chromium

HOST = "http://acme.kith.localhost"
FORM = "/order/coast-10/"
LOADED = re.compile(r'(?:href|src)="(/[^"#]*\.(?:css|js|svg)|/_?ui/[^"#]*)"')
# Where the control that has the focus ends, where the bar begins, and how tall the bar is.
STANDING = """() => {
  const bar = document.querySelector(".order-pay").getBoundingClientRect();
  const at = document.activeElement;
  const seen = (at.closest(".choice") ?? at).getBoundingClientRect();
  return {
    inside: !!at.closest("main form"), barred: !!at.closest(".order-pay"),
    top: seen.top, bottom: seen.bottom, bar: bar.top, tall: bar.height,
  };
}"""

# The fields of which a part lies under the bar, as the page stands.
COVERED = """() => {
  const bar = document.querySelector(".order-pay").getBoundingClientRect();
  return [...document.querySelectorAll(".order-form :is(input:not([type=hidden]), textarea)")]
    .filter((one) => !one.closest(".order-pay") && one.offsetParent)
    .filter((one) => {
      const at = one.getBoundingClientRect();
      return at.bottom > bar.top && at.top < bar.bottom;
    }).map((one) => one.name);
}"""


def fetched(client, page) -> dict[str, object]:
    """Return the page and what it loads by address: the browser cannot reach the test's server."""
    made = {FORM: page}
    for path in LOADED.findall(page.content.decode()):
        made.setdefault(path, client.get(path))
    return made


def walked(page: Page) -> list[dict[str, float]]:
    """Press Tab to the end of the form and back; say where each control with the focus stood."""
    stood = []
    for key in ("Tab", "Shift+Tab"):
        for _ in range(40):
            page.keyboard.press(key)
            at = page.evaluate(STANDING)
            if at["inside"] and not at["barred"]:
                stood.append(at)
    return stood


@pytest.mark.parametrize("answer", ["empty", "refused"])
@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 664), (1280, 720)])
def test_the_bar_hides_no_field_that_has_the_focus(
    client, acme, offer_on_sale, answer, width, height
):
    sign_in(client, a_person(tenant=acme), acme)
    page = client.get(FORM) if answer == "empty" else client.post(FORM, {"form_key": "one"})
    made = fetched(client, page)

    def give(route: Route) -> None:
        given = made.get(route.request.url.removeprefix(HOST))
        if given is None:
            route.abort()
        else:
            route.fulfill(status=200, headers=dict(given.headers), body=b"".join(given))

    with in_chromium() as browser:
        tab = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        tab.route("**/*", give)
        tab.goto(f"{HOST}{FORM}")
        assert tab.evaluate(COVERED) == []
        stood = walked(tab)
        tab.context.close()

    assert len(stood) > 6
    hidden = [at for at in stood if at["top"] < 0 or at["top"] < at["bar"] < at["bottom"]]
    assert hidden == []
    assert max(at["tall"] for at in stood) <= 96
