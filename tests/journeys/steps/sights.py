"""The finished world on a wide screen: the main pages of everybody in the story."""

from __future__ import annotations

from tests.journeys.story import HOME, Story
from tests.journeys.walker import Looks

AT_HOME = ("/", "/my/", "/my/orders/", "/my/invoices/", "/my/profile/")
AT_THE_DESK = (
    "/desk/",
    "/desk/setup/",
    "/desk/offers/",
    "/desk/offers/pick/",
    "/desk/orders/",
    "/desk/lines/",
    "/desk/invoices/",
    "/desk/earnings/",
    "/desk/circle/",
    "/desk/share/",
    "/desk/settings/",
    "/desk/settings/brand/",
    "/desk/settings/domain/",
    "/desk/settings/team/",
)
AT_THE_OFFICE = (
    "/staff/",
    "/staff/catalog/",
    "/staff/cases/?view=decided",
    "/staff/programme/",
    "/staff/referrals/",
    "/staff/tenants/",
    "/staff/numbers/",
    "/staff/network-tasks/",
    "/staff/payees/",
    "/staff/disputes/",
)
AT_FINANCE = ("/staff/runs/", "/staff/runs/{run}/", "/staff/webhooks/")
IN_PUBLIC = ("/", "/about/", "/_mail/", "/_dns/")


def see_everything(story: Story, looks: Looks) -> None:
    """Let everybody look at their main pages through a wider window."""
    for who, slug, paths in (
        ("Ana", HOME, AT_HOME),
        ("Rosa", story.known["slug"], ("/", *AT_THE_DESK)),
        ("Staff 0", None, AT_THE_OFFICE),
        ("Finance 0", None, AT_FINANCE),
        ("visitor", None, IN_PUBLIC),
    ):
        walker = story.walkers[who]
        walker.looks = looks
        walker.page.set_viewport_size({"width": looks.width, "height": 900})
        for path in paths:
            walker.open(slug, path.format(run=story.known["run"]))
            walker.look(f"{slug or 'network'}{path.format(run='run')}".translate(SLASHES))


SLASHES = str.maketrans({"/": "-", "?": "-", "=": "-"})
