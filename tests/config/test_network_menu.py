"""On the network's own host no link of the menu leads back to the page it stands on."""

import re

import pytest

from tests.factories.accounts import a_person, sign_in

MENU = re.compile(r'<nav class="menu.*?</nav>', re.DOTALL)
LINK = re.compile(r'<a (?P<more>[^>]*?)href="(?P<href>/[^"]*)"(?P<rest>[^>]*)>')


@pytest.mark.parametrize("path", ["/path/", "/path/referrals/", "/about/", "/my/profile/", "/"])
def test_each_link_leads_elsewhere_or_says_that_one_is_there(public, acme, client_for, path):
    client = sign_in(client_for(None), a_person(tenant=acme))

    menu = MENU.search(client.get(path).text)[0]

    for link in LINK.finditer(menu):
        there = client.get(link["href"], follow=True)
        arrived = there.redirect_chain[-1][0] if there.redirect_chain else link["href"]
        assert arrived != path or "aria-current" in link["more"] + link["rest"], link[0]
