"""The page that asks who it is."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.http import HttpRequest
from django.urls import reverse

from kith.wall.addresses import address_of
from kith.wall.middleware import host_of
from tenants.accounts.hand_overs import kept_challenge, read_challenge, read_start


class SignInView(LoginView):
    """The library's page, which says besides where a passkey of an operator's domain works."""

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the domain that waits for this sign-in, where one does."""
        return super().get_context_data(**words) | {"own_domain": _own_domain(self.request)}


def _own_domain(request: HttpRequest) -> dict[str, str] | None:
    host = host_of(request)
    asked = request.GET.get("asked", "")
    challenge = read_challenge(asked, host=host) or kept_challenge(request.COOKIES, host=host)
    waits = read_start(challenge.start) if challenge else None
    if waits is None:
        return None
    here = urlencode({"here": 1, "next": waits.onward})
    return {
        "host": waits.host,
        "sign_in": address_of(waits.host, f"{reverse('account_login')}?{here}"),
    }
