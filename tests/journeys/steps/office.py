"""What staff do: take the catalogue in, decide on people, freeze and release money."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from kith.runtime.project import PROJECT
from tests.journeys.story import Story
from tests.journeys.walker import Walker

CATALOGUE = PROJECT / "platform/outside/demo/catalogue/northline-catalog.json"
LIVE = re.compile("The shop is live|The step is taken")


def import_catalogue(staff: Walker, folder: Path) -> None:
    """Refuse a file with one bad member, and take a changed file in after looking at it."""
    resources = json.loads(CATALOGUE.read_text())
    price = resources["productOfferingPrice"][0]["price"]
    amount = price["value"]

    price["value"] = "a lot"
    staff.open(None, "/staff/catalog/")
    staff.look("catalogue")
    _upload(staff, folder / "spoilt.json", resources)
    staff.see(re.compile("spoilt.json was not imported"))
    staff.see(re.compile(r"productOfferingPrice.*price"))
    staff.look("catalogue-refused")

    price["value"] = round(float(amount) + 0.5, 2)
    _upload(staff, folder / "changed.json", resources)
    staff.see(re.compile("What changed.json would change"))
    staff.look("catalogue-difference")
    staff.press("Import")
    staff.see(re.compile("imported"))
    _upload(staff, folder / "changed.json", resources)
    staff.see(re.compile("0 new, 0 changed"))


def _upload(staff: Walker, path: Path, resources: dict) -> None:
    path.write_text(json.dumps(resources))
    staff.page.locator('input[type="file"]').set_input_files(path)
    staff.press("Show what it changes")


def open_case(staff: Walker, name: str, *, has_first_signature: bool = False) -> None:
    """Find somebody's promotion in the queue it waits in."""
    staff.open(None, "/staff/")
    staff.look("staff-home")
    staff.open(None, "/staff/cases/")
    staff.look("promotions")
    if has_first_signature:
        staff.press(re.compile("^Second signature"))
    staff.press(re.compile(f"^{name}$"))
    staff.see("What the step asks")


def sign(staff: Walker, *, note: str) -> None:
    """Put one signature under the promotion that is open."""
    staff.look("promotion")
    staff.write(note=note)
    staff.press("Sign")


def see_it_carried_out(story: Story, staff: Walker, *, as_name: str) -> Locator:
    """Wait on the promotion's page, which moves by itself."""
    story.time(as_name, lambda: staff.see(LIVE))
    staff.look("promotion-carried-out")
    return staff.page.locator("#carrying-out a").first


def freeze_run(finance: Walker) -> str:
    """Open a run over what is due, and return its number."""
    finance.open(None, "/staff/runs/")
    finance.look("runs")
    finance.press("Open a run")
    finance.see("This run")
    finance.look("run-preview")
    finance.press("Freeze this run")
    finance.see("Total, frozen")
    finance.look("run-frozen")
    found = re.search(r"R-\d{4}-\d{3}", finance.page.locator("h1").inner_text())
    assert found, finance.page.url
    return found[0]


def approve_run(who: Walker, number: str) -> None:
    """Give one person's approval."""
    who.open(None, f"/staff/runs/{number}/")
    who.press(re.compile("^Approve"))
    who.see(re.compile("You approved it|Released|Closed"))


def see_own_run(who: Walker, number: str) -> None:
    """Whoever opened a run above the limit has no button to release it, and reads who may."""
    who.open(None, f"/staff/runs/{number}/")
    who.see("You opened it. Others have to approve it.")
    who.see(re.compile("Who may approve it: Ada Lindqvist, Omar Haddad"))
    who.press(re.compile("^What it is made of"))
    who.see_title(re.compile("."))
    who.look("run-payment")


def agree_to_refund(finance: Walker) -> None:
    """Find the refund that waits, and agree to it."""
    finance.open(None, "/staff/")
    finance.open(None, "/staff/refunds/")
    finance.look("refunds-asked-for")
    finance.page.locator("main tbody tr").first.get_by_role("link").first.click()
    finance.see("Of it the seller gives")
    finance.look("refund-asked-for")
    finance.press("Give it back")
    finance.see("Agreed. The money is on its way back.")


def see_it_closed(story: Story, who: Walker, number: str, *, as_name: str) -> None:
    """Wait until every payment of a run ended and the books agree."""
    who.open(None, f"/staff/runs/{number}/")
    paid = who.page.locator(".run-payment")
    ended = who.page.locator(".run-payment .badge-good")
    story.time(as_name, lambda: expect(ended).to_have_count(paid.count(), timeout=60_000))
    who.look("run-paid")


def follow_statement(who: Walker) -> None:
    """Open a statement of the run, and from one of its lines the invoice it comes from."""
    who.press(re.compile("^Statement "))
    who.see("Paid out")
    who.look("statement")
    rows = who.page.locator("main tbody tr")
    lines = sum(who.amounts(row)[-1] for row in rows.all())
    assert [lines] == who.amounts(who.page.locator(".stats")), "a statement is the sum of its lines"
    rows.last.get_by_role("link").first.click()
    who.see_title(re.compile("Invoice"))
    who.look("statement-line-to-invoice")
