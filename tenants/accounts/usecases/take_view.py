"""Begin to look at somebody's pages, by the code they told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.limits.guesses import begin_guess, forgive
from kith.wall import public_side
from tenants.accounts.lent_views import SEEN_FOR, offered_to
from tenants.accounts.models import LentView, Person


class WrongCode(DomainError):
    """The code is nobody's who asked, or no longer good."""

    code = "view.wrong_code"


@public_side
def take_view(*, helper_id: UUID, code: str, tenant_id: UUID, at: datetime) -> LentView:
    """
    Take the view that the code opens, once; its half hour begins.

    :raises WrongCode: nobody who asked this person has that code
    :raises TooOften: the wait after the last wrong one is not over
    """
    begin_guess("lent-view", by=str(helper_id), at=at)
    view = _taken(helper_id, code.strip().replace(" ", ""), tenant_id, at)
    if view is None:
        raise WrongCode(_("This code is not right."), mend=_("Ask for it again, or for a new one."))
    forgive("lent-view", by=str(helper_id))
    return view


@transaction.atomic
def _taken(helper_id: UUID, code: str, tenant_id: UUID, at: datetime) -> LentView | None:
    offers = offered_to(helper_id, tenant_id, at).exclude(owner_id=helper_id).order_by("pk")
    right = [one for one in offers if constant_time_compare(one.code, code)]
    if not right:
        return None
    # Whose it is first, as whoever lends or ends one does; then whether it still is to be had.
    Person.objects.locked().get(pk=right[0].owner_id)
    view = LentView.objects.offered_at(at).filter(pk=right[0].pk, code=code).locked().first()
    if view is None:
        return None
    view.helper_id, view.to_address, view.code = helper_id, "", ""
    view.taken_at, view.ends_at = at, at + SEEN_FOR
    view.save()
    Person.objects.filter(pk=view.owner_id).update(seen_until=view.ends_at)
    record(
        "view.taken",
        actor_id=helper_id,
        subject=f"person:{view.owner_id}",
        detail={"shop": str(tenant_id)},
        at=at,
    )
    return view
