"""A browser that goes from host to host, and what it is shown."""

from datetime import timedelta
from urllib.parse import urlsplit

from kith.audit.models import AuditEntry
from kith.wall import in_public
from tests.conftest import HostClient
from tests.factories.accounts import PASSWORD, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
NETWORK, ACME, GLOBEX = "kith.localhost", "acme.kith.localhost", "globex.kith.localhost"
OWN = "phone.example.com"
PROFILE = "/my/profile/"


class Browser:
    """One person's browser: cookies a host, and it follows where it is led."""

    def __init__(self) -> None:
        self.hosts: dict[str, HostClient] = {}
        self.went: list[str] = []

    def at(self, host: str) -> HostClient:
        return self.hosts.setdefault(host, HostClient(headers={"host": host}))

    def follow(self, answer, host):
        """Go on for as long as an answer leads on; returns where it ends, and what is there."""
        for _ in range(12):
            if answer.status_code != 302:
                return host, answer
            to = urlsplit(answer["Location"])
            host = to.hostname or host
            self.went.append(f"{host}{to.path}")
            answer = self.at(host).get(f"{to.path}?{to.query}")
        raise AssertionError(f"led round and round: {self.went}")

    def open(self, host, path):
        self.went.clear()
        return self.follow(self.at(host).get(path), host)

    def step(self, host, path, to):
        """Go on from a page until an address of that kind is next; return it unopened."""
        answer = self.at(host).get(path)
        while to not in answer["Location"]:
            onward = urlsplit(answer["Location"])
            host = onward.hostname or host
            answer = self.at(host).get(f"{onward.path}?{onward.query}")
        return urlsplit(answer["Location"])

    def send(self, host, path, **words):
        self.went.clear()
        return self.follow(self.at(host).post(path, words), host)

    def enter(self, host, person, onward=PROFILE):
        """Open a page, and sign in wherever it is asked for."""
        host, form = self.open(host, onward)
        assert 'name="login"' in form.text
        words = {"login": person.email, "password": PASSWORD, "next": onward}
        return self.send(host, "/accounts/login/", **words)

    def is_in(self, host):
        """Say whether this browser has a session at a host, without asking anywhere else."""
        return self.at(host).get(PROFILE).status_code == 200


def signed_in(browser, person, *, ago=timedelta(0), second_factor=True):
    """Let the browser be signed in at the network's own host, and nowhere else."""
    sign_in(browser.at(NETWORK), person, ago=ago, second_factor=second_factor)
    return browser


def token_for(browser, host, path=PROFILE):
    """Return the address that would open a host, unopened."""
    to = browser.step(host, path, "/accounts/arrival/")
    return to.hostname, f"{to.path}?{to.query}"


def said_of(person):
    with in_public():
        entries = AuditEntry.objects.filter(subject=f"person:{person.pk}").order_by("pk")
        return [entry.detail.get("because", "") for entry in entries]
