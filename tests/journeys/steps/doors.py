"""Ways in: the demo's one click, a new account with its code from the mail, a password."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import expect

from tests.journeys.story import PASSWORD, Story
from tests.journeys.walker import Walker

CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)


def enter_office(story: Story, role: str, *, place: int = 0) -> Walker:
    """Become somebody of the office with one click; the second factor is taken on the way."""
    who = f"{role} {place}"
    if who in story.walkers:
        return story.walker(who)
    walker = story.walker(who)
    walker.open(None, "/accounts/demo/?next=/staff/")
    if role == "Staff":
        walker.look("choose-who-to-be")
    group = walker.page.locator("section", has=walker.page.get_by_role("heading", name=role))
    group.last.get_by_role("button", name=re.compile("Sign in")).nth(place).click()
    expect(walker.page).to_have_url(re.compile("/staff/"))
    return walker


def mailed_code(story: Story, *, to: str) -> str:
    """Read the newest letter to somebody on the mailbox page, and return the code in it."""
    reader = story.walker("mail reader")
    reader.open(None, f"/_mail/?q={to}")
    reader.page.locator(".entries a").first.click()
    text = reader.page.locator(".accounts-plain-letter").inner_text()
    found = CODE.search(text)
    assert found, text
    return found[0]


def make_account(
    story: Story, walker: Walker, slug: str, *, name: str, email: str, encourager: str
) -> None:
    """Sign up at a shop, named encourager and mailed code included."""
    walker.open(slug, "/accounts/signup/")
    walker.look("sign-up")
    walker.write(full_name=name, email=email, password1=PASSWORD, encourager="nobody-by-this")
    walker.press("Continue")
    walker.see(re.compile("Nobody goes by this"))
    walker.look("sign-up-refused")
    walker.write(password1=PASSWORD, encourager=encourager)
    walker.press("Continue")
    walker.see_title("Check your e-mail")
    walker.look("mail-code")
    walker.write(code=mailed_code(story, to=email))
    walker.press("Confirm")
    expect(walker.page.get_by_role("button", name="Sign out")).to_be_attached()


def sign_in(walker: Walker, slug: str | None, *, email: str, onward: str = "/desk/") -> None:
    """Sign in by e-mail and password."""
    walker.open(slug, f"/accounts/login/?next={onward}")
    walker.look("sign-in")
    walker.write(login=email, password=PASSWORD)
    walker.press("Sign in")


def be_known_at_the_network(walker: Walker) -> None:
    """Open one's path: whoever is signed in at a shop is so at the network too."""
    walker.open(None, "/path/")
    walker.see(re.compile("Your level"))
    walker.look("my-path")


def give_code(walker: Walker, secret: str) -> None:
    """Give the code that the phone with this secret shows now."""
    expect(walker.page.locator('main [name="code"]')).to_be_visible()
    walker.look("second-factor")
    walker.write(code=code_now(secret))
    walker.page.locator("main form").first.get_by_role("button").first.click()
    expect(walker.page).to_have_url(re.compile("/desk/"))


def code_now(secret: str) -> str:
    """Return what an authenticator shows in this half minute (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
