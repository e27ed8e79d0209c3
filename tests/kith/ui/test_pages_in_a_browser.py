"""The gallery and a page of each layout, in a real browser: axe, both themes, three widths."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve
from playwright.sync_api import Browser, Page, Route

from kith.ui.gallery.samples import SAMPLES
from tests.in_chromium import axe_violations
from tests.kith.ui.reading import Reading

HOST = "http://kith.localhost"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
PAGES = ["", *(f"{face}/" for face in SAMPLES)]


def answered(address: str):
    """Answer as the server would; the gallery needs no database and no session."""
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    view, args, kwargs = resolve(urlsplit(address).path)
    return view(request, *args, **kwargs)


def opened(browser: Browser, *, width: int, theme: str, has_script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 760},
        color_scheme=theme,
        reduced_motion="reduce",
        java_script_enabled=has_script,
        base_url=HOST,
    )
    page = context.new_page()

    def answer(route: Route) -> None:
        given = answered(route.request.url.removeprefix(HOST))
        headers = {**given.headers, "Content-Security-Policy": POLICY}
        for morsel in given.cookies.values():
            headers["Set-Cookie"] = morsel.OutputString()
        route.fulfill(status=given.status_code, headers=headers, body=given.content)

    page.route("**/*", answer)
    return page


@pytest.mark.parametrize("face", SAMPLES)
def test_a_sample_page_is_sound_markup(face):
    markup = answered(f"/_gallery/{face}/").content.decode()

    assert Reading(markup.removeprefix("<!doctype html>")).faults == []
    assert markup.count("<h1") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(chromium, theme, width):
    page = opened(chromium, width=width, theme=theme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for address in PAGES:
        page.goto(f"/_gallery/{address}")
        assert axe_violations(page, with_contrast=width == 360) == [], address
        spill = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert spill <= 0, (address, spill)

    # The policy refused nothing: no inline style, no inline script, no third party.
    assert complaints == []
    page.context.close()


def test_the_theme_turns_without_a_new_page(chromium):
    page = opened(chromium, width=360, theme="light")
    page.goto("/_gallery/shop/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.get_by_role("link", name="Dark").click()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert {"name": "kith_theme", "value": "dark"}.items() <= page.context.cookies()[0].items()
    assert page.url == f"{HOST}/_gallery/shop/"
    page.context.close()


def test_a_dialog_opens_above_the_page_and_closes_by_key(chromium):
    page = opened(chromium, width=1280, theme="light")
    page.goto("/_gallery/")

    page.locator("[data-dialog-open]").click()
    dialog = page.get_by_role("dialog", name="End the line +44 7700 900412?")
    assert dialog.is_visible()
    page.keyboard.press("Escape")

    assert dialog.is_hidden()
    page.context.close()


def test_a_dialog_and_a_menu_open_without_a_script(chromium):
    page = opened(chromium, width=360, theme="dark", has_script=False)
    page.goto("/_gallery/")

    page.get_by_role("link", name="End line").click()
    assert page.get_by_role("dialog").is_visible()
    page.get_by_role("link", name="Close").click()
    assert page.get_by_role("dialog").is_hidden()

    page.goto("/_gallery/shop/")
    page.locator(".menu-fold > summary").click()
    assert page.get_by_role("link", name="How it works").is_visible()
    page.context.close()


def test_a_form_is_sent_once_however_often_it_is_pressed(chromium):
    page = opened(chromium, width=360, theme="light")
    page.goto("/_gallery/")
    sent = page.evaluate(
        """() => {
            let count = 0;
            const form = document.querySelector(".post-button");
            form.addEventListener("submit", (event) => { count += 1; event.preventDefault(); });
            const button = form.querySelector("button");
            button.click(); button.click(); button.click();
            return count;
        }"""
    )

    assert sent == 1
    page.context.close()


def test_going_back_after_two_refusals_ends_at_no_error_of_the_browser(chromium):
    page = opened(chromium, width=360, theme="light")
    ways = []

    def answer(route):
        ways.append(route.request.method)
        body = answered("/_gallery/desk/").text.replace(
            "<html ", "<html data-answers-form " if ways[-1] == "POST" else "<html ", 1
        )
        route.fulfill(status=200, headers={"Cache-Control": "no-store"}, body=body)

    page.route("**/_gallery/desk/**", answer)
    page.goto("/_gallery/desk/")
    for turn in ("a", "b"):
        with page.expect_navigation():
            page.evaluate(
                """turn => {
                  const form = document.createElement("form");
                  form.method = "post";
                  form.action = `/_gallery/desk/${turn}`;
                  document.body.append(form);
                  form.submit();
                }""",
                turn,
            )

    page.go_back()
    page.reload()

    assert page.url.endswith("/a")
    assert ways == ["GET", "POST", "POST", "GET", "GET"]
    page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_targets_are_large_enough_for_a_thumb(chromium, theme):
    page = opened(chromium, width=360, theme=theme)
    for face in SAMPLES:
        page.goto(f"/_gallery/{face}/")
        small = page.evaluate(
            """() => [...document.querySelectorAll("main a, main button, main summary, nav a")]
                .filter((element) => element.checkVisibility())
                // The link of a card or a row covers all of it.
                .filter((element) => !element.closest(".is-linked, .entry, .table tbody tr"))
                .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
                .filter(([, box]) => box.height > 1 && box.height < 24)
                .map(([words, box]) => `${words}: ${box.height}`)"""
        )
        assert small == [], face
    page.context.close()


# A row of a list, whichever component writes it, and where a thumb in its middle lands.
ROWS = """() => [...document.querySelectorAll("main .entry, main .table tbody tr")]
  .filter((row) => row.checkVisibility() && !row.querySelector(".table-empty"))
  .map((row) => {
    row.scrollIntoView({block: "center"});
    const {height, left, top, width} = row.getBoundingClientRect();
    const link = row.querySelector("a")?.href ?? "";
    const ends = [0.02, 0.5, 0.98].map((share) =>
      document.elementFromPoint(left + width * share, top + height / 2)?.closest("a")?.href ?? "");
    return {words: row.innerText, height, link, ends};
  })"""


@pytest.mark.parametrize("face", ["", "staff/"])
def test_a_row_of_a_list_is_two_lines_on_a_phone_and_pressed_anywhere(chromium, face):
    page = opened(chromium, width=360, theme="light")
    page.goto(f"/_gallery/{face}")

    rows = page.evaluate(ROWS)

    assert len(rows) >= 3
    for row in rows:
        assert 44 <= row["height"] <= 72, row
        assert set(row["ends"]) == {row["link"]}, row
    page.context.close()


# On how many lines the code of a heading stands.
LINES = """(code) => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, at = node.data.indexOf(code);
    if (at < 0 || !node.parentElement.closest("h1")) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + code.length);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
  }
}"""


def test_a_code_in_a_heading_is_read_in_one_piece(chromium):
    page = opened(chromium, width=360, theme="light")
    page.goto("/_gallery/")

    assert page.evaluate(LINES, "K-4F7Q2M") == 1
    page.context.close()


CUT = """() => [...document.querySelectorAll(".tab-bar span, .site-name, .site-note")]
  .filter((words) => words.offsetParent && words.scrollWidth > words.clientWidth + 1)
  .map((words) => words.innerText)"""


@pytest.mark.parametrize("face", SAMPLES)
def test_no_name_is_cut_on_a_narrow_phone(chromium, face):
    page = opened(chromium, width=360, theme="light")
    page.goto(f"/_gallery/{face}/")

    assert page.evaluate(CUT) == []


def test_a_slash_goes_to_the_search_but_not_out_of_a_field(chromium):
    page = opened(chromium, width=1280, theme="light")
    page.goto("/_gallery/")
    search = page.locator("main input[type=search]").first

    page.keyboard.press("/")
    assert search.evaluate("field => field === document.activeElement")
    page.keyboard.type("a/b")

    assert search.input_value().endswith("a/b")


@pytest.mark.parametrize(("face", "asks"), [("desk", True), ("my", True), ("shop", False)])
def test_a_page_that_a_browser_kept_is_asked_for_anew_where_it_tells_of_money(chromium, face, asks):
    page = opened(chromium, width=1280, theme="light")
    page.goto(f"/_gallery/{face}/")
    page.evaluate("window.isAsItWasLeft = true")

    back = 'dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))'
    if asks:
        with page.expect_navigation():
            page.evaluate(back)
    else:
        page.evaluate(back)

    assert page.evaluate("window.isAsItWasLeft === true") is not asks
    page.context.close()
