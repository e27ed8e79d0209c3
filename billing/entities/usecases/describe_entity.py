"""Set down the company that sells, or what its papers say from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.entities.models import EntityDetails, LegalEntity
from billing.entities.sellers import MEMBERS, words_to_keep
from kith.audit.record import record
from kith.errors import DomainError
from kith.four_eyes import require_another
from kith.wall import public_side

# What is said first holds for all that was sold before it was said.
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
# What numbers began with while each shop counted for itself.
FORMERLY = frozenset({"INV", "CN", "DN"})


class CodeTaken(DomainError):
    """Numbers that begin so would be taken for others."""

    code = "entity.code_taken"


class StartsInThePast(DomainError):
    code = "entity.starts_in_the_past"


class TakesTwo(DomainError):
    """A change of what every invoice says, that nobody else agreed to."""

    code = "entity.takes_two"


@public_side
@transaction.atomic
def describe_entity(
    *,
    code: str,
    said: Mapping[str, str],
    starts_at: datetime,
    by: UUID | None,
    at: datetime,
    agreed_by: UUID | None = None,
) -> EntityDetails:
    """
    Set down what the papers of the company that sells say from a moment on.

    The first words hold for everything before, and `code` is what its numbers begin with from
    then on; later it changes nothing. Each change takes a second person. A paper keeps what was
    said when it was issued. The same words again change nothing.

    :raises WrongTaxNumber: no company of that country has such a number
    :raises WrongAccount: no bank has an account of that number
    :raises CodeTaken: numbers that begin so were given before
    :raises StartsInThePast: papers of that time were issued already
    :raises TakesTwo: it is a change, and nobody agreed to it
    :raises SamePerson: whoever wants it agreed to it
    """
    words = words_to_keep(said)
    company = _company(code, at)
    # The lock comes first: versions follow each other without a gap.
    LegalEntity.objects.select_for_update().get(pk=company.pk)
    last = company.details.order_by("-starts_at", "-pk").first()
    if last is not None and _words_of(last) == words:
        return last
    if last is None:
        starts_at = BEGINNING
    else:
        _refuse(last, starts_at=starts_at, by=by, agreed_by=agreed_by, at=at)
    details = EntityDetails.objects.create(
        entity=company,
        version=last.version + 1 if last else 1,
        starts_at=starts_at,
        recorded_at=at,
        recorded_by=by,
        agreed_by=agreed_by if last else None,
        **words,
    )
    record(
        "entity.described",
        actor_id=by,
        subject=f"entity:{company.pk}",
        detail={"version": details.version, "starts_at": f"{starts_at:%Y-%m-%d}", **words}
        | ({"agreed_by": str(agreed_by)} if details.agreed_by else {}),
        at=at,
    )
    return details


def _refuse(
    last: EntityDetails,
    *,
    starts_at: datetime,
    by: UUID | None,
    agreed_by: UUID | None,
    at: datetime,
) -> None:
    if starts_at < max(at, last.starts_at):
        raise StartsInThePast(
            _("What invoices say cannot be changed backwards"),
            mend=_("Choose today or a later day, and none before a change already planned."),
        )
    if agreed_by is None:
        raise TakesTwo(
            _("Every invoice would say something else"),
            mend=_("Propose it, and let a second person agree."),
        )
    require_another(asked_by=by, by=agreed_by)


def _words_of(details: EntityDetails) -> dict[str, str]:
    return {name: getattr(details, name) for name in MEMBERS}


def _company(code: str, at: datetime) -> LegalEntity:
    known = LegalEntity.objects.filter(is_telco=True).first()
    if known is not None:
        return known
    if code in FORMERLY or LegalEntity.objects.filter(code=code).exists():
        raise CodeTaken(
            _("Numbers that begin with %(code)s were given before") % {"code": code},
            mend=_("Choose other letters."),
        )
    defaults = {"code": code, "created_at": at}
    return LegalEntity.objects.get_or_create(is_telco=True, defaults=defaults)[0]
