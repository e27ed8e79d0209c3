"""What a seller does at the desk: set up, make offers, share, give money back, wear a brand."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.story import Story
from tests.journeys.walker import Walker

IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{10,}")
MOST_OFFERS = 6


def set_up(seller: Walker, slug: str) -> None:
    """Walk the led set-up: name and voice, offers, payouts, link."""
    seller.open(slug, "/desk/")
    seller.look("desk-new")
    seller.open(slug, "/desk/setup/?step=words")
    seller.look("setup-words")
    seller.write(
        name="Rosa on the square",
        tagline="A plan from somebody you know",
        support_hours="Evenings, 18:00 to 21:00",
    )
    seller.press("Save and continue")
    seller.see("What do you sell?")
    seller.look("setup-offers")
    _make_offers(seller, slug)
    _open_payout_account(seller, slug)
    seller.open(slug, "/desk/setup/?step=share")
    seller.look("setup-share")
    seller.press("I passed it on")
    seller.see("Your shop is set up.")
    seller.look("desk-set-up")
    seller.open(slug, "/desk/share/")
    expect(seller.page.locator(".qr svg").first).to_be_visible()
    seller.look("share")


def _make_offers(seller: Walker, slug: str) -> None:
    """Put six offers on sale: a price outside the corridor is refused, and so is a seventh."""
    seller.press("Make an offer")
    seller.see("Nothing on your shelf yet")
    seller.look("offers-empty")
    seller.press("New offer")
    seller.see("Which plan is it made from?")
    seller.look("pick-base-product")
    plans = [
        (card.locator(".offer-name").inner_text(), seller.amounts(card)[0])
        for card in seller.page.locator(".offer-card").all()
    ]
    plans.sort(key=lambda plan: -plan[1])
    for number, (plan, cents) in enumerate(plans[: MOST_OFFERS + 1]):
        seller.open(slug, "/desk/offers/pick/")
        seller.press(f"Use {plan}")
        seller.see(re.compile("all taxes included"))
        if number == 0:
            seller.look("offer-form")
            seller.write(name="Far too dear", price=f"{cents * 9 / 100:.2f}")
            seller.press("Save and put on sale")
            expect(seller.page.locator(".notice, .error").first).to_be_visible()
            seller.look("offer-outside-corridor")
        seller.write(name=f"Square {number + 1}", price=f"{cents / 100:.2f}")
        seller.press("Save and put on sale")
        if number < MOST_OFFERS:
            seller.see_title("Offers")
    expect(seller.page.locator(".notice-bad, .toast-bad, .error").first).to_be_visible()
    seller.look("seventh-offer-refused")
    seller.open(slug, "/desk/offers/")
    seller.see(re.compile(f"{MOST_OFFERS} of {MOST_OFFERS} on sale"))
    seller.look("offers")


def _open_payout_account(seller: Walker, slug: str) -> None:
    seller.open(slug, "/desk/setup/?step=payouts")
    seller.look("setup-payouts")
    seller.press("Open a payout account")
    seller.see_title("Who are you?")
    seller.look("payout-identity")
    seller.write(first_name="Rosa", last_name="Lind", day="3", month="4", year="1990")
    seller.tick("terms")
    seller.press("Continue")
    seller.see_title("Where should we pay you?")
    found = IBAN.search(seller.page.locator("main").inner_text())
    assert found
    seller.write(holder="Rosa Lind", iban=found[0])
    seller.look("payout-bank")
    seller.press("Finish")
    # The page asks for itself until the processor's word has arrived.
    seller.see(re.compile("Payouts are open"))
    seller.look("setup-payouts-open")


def see_share_held(seller: Walker, slug: str) -> None:
    """See the share of a sale with its hold, and the order, line and invoice behind it."""
    seller.open(slug, "/desk/earnings/")
    held = seller.page.locator(".stat", has_text="Held")
    _reload_until(seller, lambda: seller.amounts(held)[0] > 0)
    assert seller.amounts(held)[0] > 0
    seller.see(re.compile("The next part is payable on"))
    seller.look("earnings-held")
    for page in ("orders", "lines", "circle"):
        seller.open(slug, f"/desk/{page}/")
        seller.look(f"desk-{page}")


def open_invoice(seller: Walker, slug: str, *, of: str) -> None:
    """Open a customer's newest invoice at the desk."""
    seller.open(slug, "/desk/invoices/")
    rows = seller.page.locator("main tbody tr", has_text=of)
    _reload_until(seller, lambda: rows.count() > 0)
    rows.first.get_by_role("link").first.click()
    seller.see_title(re.compile("Invoice"))


def refund(seller: Walker, *, amount: str, reason: str) -> None:
    """Give money back from the page of an invoice, and wait until it is back."""
    _weigh_refund(seller, amount=amount, reason=reason)
    seller.look("refund-weighed")
    seller.press("Refund the customer")
    see_refunded(seller, reason=reason)


def ask_refund(seller: Walker, *, amount: str, reason: str) -> None:
    """Ask finance for more than the shop may give back by itself."""
    _weigh_refund(seller, amount=amount, reason=reason)
    seller.see("Finance decides about this one.")
    seller.look("refund-for-finance")
    seller.press("Ask finance")
    seller.see("A refund waits for finance")


def _weigh_refund(seller: Walker, *, amount: str, reason: str) -> None:
    """Type what goes back and why, and go on to whose money it is."""
    seller.page.locator("summary", has_text="Refund all or a part").click()
    seller.write(amount=amount, reason=reason)
    seller.look("refund-form")
    seller.press("See who gives back what")
    seller.see("Of it you give")


def see_refunded(seller: Walker, *, reason: str) -> None:
    """Wait on the page of an invoice until the money is back."""
    _reload_until(seller, lambda: bool(seller.page.locator(".entry", has_text=reason).count()))
    row = seller.page.locator(".entry", has_text=reason)
    expect(row).to_be_visible()
    _reload_until(seller, lambda: "Refunded" in row.inner_text())
    expect(row).to_contain_text("Refunded")
    seller.look("refunded")


def _reload_until(walker: Walker, is_there: Callable[[], bool]) -> None:
    """Load the page again until the worker's news is on it, for twenty seconds at the most."""
    for _ in range(40):
        if is_there():
            return
        walker.page.wait_for_timeout(500)
        walker.page.reload()


def wear_brand(seller: Walker, slug: str, *, logo: bytes) -> None:
    """Choose colours, the unreadable refused with the nearest that passes, and show a logo."""
    seller.open(slug, "/desk/settings/brand/")
    seller.look("brand")
    _choose(seller, accent="#ffd9e8", ink="#ffffff")
    seller.press("Apply")
    expect(seller.page.locator(".notice-bad, .notice").first).to_be_visible()
    seller.look("brand-unreadable")
    seller.press("Take the nearest colour")
    seller.see_title("Settings")
    _choose(seller, accent="#8a1f4a", ink="#ffffff")
    # Typed, and sent while the preview is still asked for: the button must not be lost to it.
    radius = seller.page.locator('[name="radius"]')
    radius.press("ControlOrMeta+a")
    radius.press_sequentially("18")
    with seller.page.expect_navigation():
        seller.press("Apply")
    expect(radius).to_have_value("18")
    seller.page.locator('input[name="logo"]').set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": logo}
    )
    seller.press("Upload")
    expect(seller.page.locator(".workspace-logo img")).to_be_visible()
    seller.look("brand-worn")
    seller.open(slug, "/desk/settings/")
    seller.write(name="Plaza Mobile", tagline="The square's own network")
    seller.look("settings")
    seller.press("Save")
    seller.see_title("Settings")


def _choose(seller: Walker, *, accent: str, ink: str) -> None:
    seller.write(accent=accent, ink_on_accent=ink)
    seller.page.locator('[name="accent"]').dispatch_event("change")


def prove_domain(story: Story, seller: Walker, slug: str, host: str) -> None:
    """Claim a domain, publish its TXT record where the demo keeps names, be believed."""
    seller.open(slug, "/desk/settings/domain/")
    seller.write(host=host)
    seller.press("Claim it")
    seller.see("Waiting for the proof")
    seller.look("domain-claimed")
    seller.press("Look for the record")
    expect(seller.page.get_by_text("Waiting for the proof")).to_be_visible()
    _kind, name, value = seller.page.locator(".workspace-record dd").all_inner_texts()
    registrar = story.walker("registrar")
    registrar.open(None, "/_dns/")
    registrar.look("names-of-the-demo")
    registrar.write(name=name, value=value)
    registrar.page.locator('select[name="kind"]').select_option("TXT")
    registrar.press("Publish")
    registrar.see(re.compile("Published"))
    seller.press("Look for the record")
    seller.see("Yours")
    seller.look("domain-proved")
