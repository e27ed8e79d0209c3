"""A passkey, kept by a stand-in for the phone's own: Chromium's virtual authenticator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import expect

from tests.journeys.walker import Walker

PROFILE = "/my/profile/"


def carry_a_phone(walker: Walker) -> None:
    """Give this window an authenticator that keeps passkeys and knows its owner's finger."""
    session = walker.context.new_cdp_session(walker.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def set_up_passkey(walker: Walker, slug: str | None, **proofs: Sequence[str]) -> None:
    """
    Make a passkey for this host; whoever signed in proves once more who they are.

    `proofs` are what the fields are tried with: a password, or the codes of an authenticator, of
    which signing in may have used up the first.
    """
    walker.open(slug, "/accounts/2fa/webauthn/add/")
    for field, words in proofs.items():
        for word in words:
            if walker.page.locator(f'main [name="{field}"]').count():
                walker.write(**{field: word})
                with walker.page.expect_navigation():
                    walker.press("Continue")
    walker.see_title("Set up a passkey")
    walker.look("set-up-passkey")
    walker.write(name="My phone")
    walker.press("Set up a passkey")
    # Whoever has their first second step is shown recovery codes, others go back to the list.
    expect(walker.page).to_have_url(re.compile(r"/accounts/2fa/(recovery-codes/)?$"))


def sign_out(walker: Walker, slug: str | None) -> None:
    """Leave, so that the next page asks who this is."""
    walker.open(slug, PROFILE)
    walker.press("Sign out")
    expect(walker.page.get_by_role("button", name="Sign out")).to_have_count(0)


def sign_in_with_passkey(walker: Walker, slug: str | None, *, onward: str) -> None:
    """Sign in without a password and land on the page that was asked for."""
    walker.open(slug, f"/accounts/login/?next={onward}")
    walker.press("Sign in with a passkey")
    expect(walker.page).to_have_url(walker.kith.url(slug, onward))


def be_refused_elsewhere(walker: Walker, slug: str | None) -> None:
    """Try the same phone at another host: it has nothing for it, and the page says so."""
    walker.open(slug, "/accounts/login/")
    walker.press("Sign in with a passkey")
    walker.see(re.compile("no passkey for this address was used"))
    walker.look("passkey-of-another-host")
