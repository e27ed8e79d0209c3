"""Which mail answers what allauth wants to say to an address."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from kith.mail import Mail
from kith.wall.addresses import address_of
from tenants.accounts.mails import (
    AccountExistsMail,
    AddressCodeMail,
    NoAccountMail,
    PasswordLinkMail,
)
from tenants.registry.queries import host_of

# The library's name for it -> the mail, made of what the library knows.
ASKED: Mapping[str, Callable[[Mapping[str, Any]], Mail]] = {
    "email_confirmation": lambda known: AddressCodeMail(code=known["code"]),
    "email_confirmation_signup": lambda known: AddressCodeMail(code=known["code"]),
    "password_reset_key": lambda known: PasswordLinkMail(url=known["password_reset_url"]),
    "account_already_exists": lambda known: AccountExistsMail(url=known["password_reset_url"]),
    "unknown_account": lambda known: NoAccountMail(url=known["signup_url"]),
}


def mail_asked_for(prefix: str, known: Mapping[str, Any], *, tenant_id: UUID | None) -> Mail:
    """
    Return the mail for one of the library's templates.

    It builds links from the host that was asked; ours lead to the house's own address.

    :raises KeyError: the library says something that the house has no mail for
    """
    host = host_of(tenant_id=tenant_id)
    links = {
        name: address_of(host, _path_of(value))
        for name, value in known.items()
        if name.endswith("_url")
    }
    return ASKED[prefix.rpartition("/")[2]]({**known, **links})


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
