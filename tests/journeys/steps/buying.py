"""Choosing a plan, paying on the hosted page, watching the line come alive."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.story import Story
from tests.journeys.walker import Walker

GOOD_CARD = "4242 4242 4242 4242"
DECLINED_CARD = "4000 0000 0000 0002"
BANK_ASKS_CARD = "4000 0027 6000 3184"
# A family's plan brings several at once.
ACTIVE = re.compile(r"Your (?:line is|\d+ lines are) active")


def choose(walker: Walker, slug: str, *, most: int, **contact: str) -> str:
    """Go from the shelf to the payment page with the plan that costs most; return its form."""
    walker.open(slug)
    walker.look("shelf")
    cards = walker.page.locator(".offer-card")
    assert 1 <= cards.count() <= most
    dearest = max(cards.all(), key=lambda card: walker.amounts(card)[0])
    plan = dearest.locator(".offer-name").inner_text()
    walker.press(f"Choose {plan}")
    walker.see("What you get")
    walker.look("offer")
    walker.press(f"Choose {plan}")
    walker.see("To pay today")
    walker.look("order-form")
    form = walker.page.url
    walker.write(**contact)
    walker.page.get_by_label("Charge the renewals to this card").check()
    walker.look("order-form-filled")
    # A double click places one order.
    walker.pressable("Go to payment").dblclick()
    walker.see_title("Pay by card")
    return form


def pay(walker: Walker, card: str, *, name: str, is_impatient: bool = False) -> None:
    """Fill the hosted page in."""
    walker.write(number=card, expiry="12 / 34", cvc="123", name=name)
    button = walker.page.get_by_role("button", name=re.compile("^Pay "))
    if is_impatient:
        button.dblclick()
    else:
        button.click()


def step_back_and_return(walker: Walker, *, form: str, name: str) -> None:
    """Leave the payment page, find the unpaid order in two places, and come back to pay it."""
    walker.press("Cancel and go back", within=walker.page.locator("body"))
    walker.see("Not paid yet")
    walker.look("not-paid-yet")
    walker.press("Go to payment")
    walker.see_title("Pay by card")
    # A form opened anew is offered that order, and no second one.
    walker.page.goto(form)
    walker.see("You have an order of this plan to pay")
    walker.see(re.compile(f"for {name}"))
    walker.look("order-form-while-one-is-unpaid")
    walker.press("Pay that order")
    walker.see_title("Pay by card")


def take_the_word_back(walker: Walker, *, word: str) -> None:
    """Answer on the order's page that nobody encouraged them after all."""
    walker.see(re.compile(f"Nobody goes by .{word}. here"))
    walker.look("who-encouraged-you")
    walker.press("Nobody did")
    walker.see("Done. Nobody is named on this order.")


def watch_it_come_alive(story: Story, walker: Walker, *, as_name: str) -> str:
    """Wait on the order's page, which moves by itself; return the order's number."""
    expect(walker.page).to_have_url(re.compile("/order/.*/status/"))
    story.time(f"{as_name}: payment to active line", lambda: walker.see(ACTIVE))
    code = walker.page.get_by_label("The code as text").first
    expect(code).to_have_value(re.compile(r"^LPA:1\$"))
    expect(walker.page.locator(".qr svg").first).to_be_visible()
    for maker in ("apple", "android"):
        link = walker.page.locator(f'a[href*="esimsetup.{maker}.com"]').first
        assert re.search(r"carddata=LPA(:|%3A)1(\$|%24)", link.get_attribute("href") or "")
    walker.look("line-active")
    text = walker.page.locator("main").inner_text()
    found = re.search(r"K-[A-Z0-9]{6}", text, re.IGNORECASE)
    assert found, text
    return found[0].upper()


def parts_sum_to_the_cent(walker: Walker) -> dict[str, int]:
    """Open every split of an invoice's page; its parts are what was paid. Return one of them."""
    splits = walker.page.locator(".split")
    expect(splits.first).to_be_visible()
    parts: dict[str, int] = {}
    for split in splits.all():
        rows = split.locator(".split-list > div")
        *amounts, total = [walker.amounts(row)[0] for row in rows.all()]
        assert sum(amounts) == total, split.inner_text()
        labels = [row.locator("dt").inner_text().splitlines()[0] for row in rows.all()]
        parts = dict(zip(labels, [*amounts, total], strict=True))
    return parts
