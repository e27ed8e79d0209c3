"""Every page tells the browser what it may do with it; none is a door past the policy."""

import pytest

from tests.isolation.asking import address
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP

ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What the policy says for every page: nothing runs that is not ours, and nobody frames us.
POLICY = ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")


@pytest.mark.parametrize("host", [NETWORK, SHOP])
def test_every_page_says_what_a_browser_may_do_with_it(host, world, visitors):
    wrong = {}
    for name, route in ROUTES[host].items():
        if "GET" not in route.methods:
            continue
        said = visitors.entitled(host, route).answer(
            "GET", address(host, name, route, visitors.objects(host))
        )
        if not said.content_type.startswith("text/html"):
            continue
        policy = said.headers.get("Content-Security-Policy", "")
        lacks = [each for each in POLICY if each not in policy]
        lacks += [each for each in ALWAYS if said.headers.get(each) != ALWAYS[each]]
        lacks += [word for word in ("unsafe-inline", "unsafe-eval", "*;") if word in policy]
        if lacks:
            wrong[name] = lacks

    assert wrong == {}
