"""Take a session in that comes from another host."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.accounts.access import digest_of
from tenants.accounts.hand_overs import SignedIn
from tenants.accounts.models import HandOver, Person, Session


class HandOverRefused(DomainError):
    """The token opens nothing here: it is used, late, for elsewhere, or its owner has left."""

    code = "hand_over.refused"


@public_side
def redeem_hand_over(
    *, token: str, host: str, tenant_id: UUID | None, browser: str, at: datetime
) -> tuple[SignedIn, str]:
    """
    Return what the session that is opened says of its person, and the page they wanted.

    Whatever a token is shown for, it is used up: the answer to a wrong one is the same for all.

    :raises HandOverRefused: it opens nothing at this host, in this browser, now
    """
    shown = _use_up(digest_of(token), host=host, tenant_id=tenant_id, browser=browser, at=at)
    if shown is None:
        raise HandOverRefused(
            _("You could not be signed in automatically."), mend=_("Sign in here instead.")
        )
    return (
        SignedIn(
            person_id=shown.person_id,
            auth_hash=shown.auth_hash,
            proofs=shown.proofs,
            family=shown.family,
            ends_at=shown.session_ends_at,
        ),
        shown.onward,
    )


@transaction.atomic
def _use_up(
    digest: str, *, host: str, tenant_id: UUID | None, browser: str, at: datetime
) -> HandOver | None:
    """Note that a token was shown, and return it if it opens this; two at once get one answer."""
    named = HandOver.objects.filter(digest=digest)
    is_first = bool(named.filter(used_at=None).update(used_at=at))
    shown = named.select_related("person").first()
    if shown is None:
        return None
    fault = _fault_of(shown, host=host, tenant_id=tenant_id, browser=browser, at=at)
    fault = fault if is_first else "used"
    record(
        "account.hand_over_refused" if fault else "account.handed_over",
        actor_id=shown.person_id,
        subject=f"person:{shown.person_id}",
        detail={"host": host} | ({"because": fault} if fault else {}),
        at=at,
    )
    return None if fault else shown


def _fault_of(
    shown: HandOver, *, host: str, tenant_id: UUID | None, browser: str, at: datetime
) -> str:
    """Return in a word why a token opens nothing; empty where it does."""
    if (shown.host, shown.tenant_id) != (host, tenant_id):
        return "elsewhere"
    if shown.browser != browser:
        return "another browser"
    if at >= shown.ends_at:
        return "late"
    if not _is_still_signed_in(shown.person, shown, at=at):
        return "signed out"
    return ""


def _is_still_signed_in(person: Person, shown: HandOver, *, at: datetime) -> bool:
    """Say whether the session it came from stands: nobody left, nor changed the password."""
    stands = Session.objects.filter(
        family=shown.family, person_id=person.pk, expire_date__gt=at
    ).exists()
    return stands and person.is_active and person.get_session_auth_hash() == shown.auth_hash
