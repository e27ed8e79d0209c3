"""Who sells by law, as it is printed on a paper and kept with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError

from billing.entities.models import EntityDetails
from billing.entities.tax_numbers import NotATaxNumber, tax_number
from kith.errors import DomainError, Unavailable


class NoLegalEntity(DomainError, Unavailable):
    """
    Nobody has said yet which company sells, so no paper can be numbered in its name.

    Nothing is wrong with what is to be billed: the outbox waits, and goes on once it is said.
    """

    code = "entity.missing"


MEMBERS = ("legal_name", "address", "country", "tax_number", "registration", "iban")


class WrongTaxNumber(DomainError):
    code = "entity.wrong_tax_number"


class WrongAccount(DomainError):
    code = "entity.wrong_account"


@dataclass(frozen=True)
class Seller:
    """What a company said of itself when a paper was issued; `version` is which of its words."""

    entity_id: str
    version: int
    code: str
    legal_name: str
    address: tuple[str, ...]
    country: str
    tax_number: str
    registration: str = ""
    # Where a bill is paid by transfer; empty where it is not.
    iban: str = ""

    @classmethod
    def of(cls, details: EntityDetails) -> Self:
        return cls(
            entity_id=str(details.entity_id),
            version=details.version,
            code=details.entity.code,
            legal_name=details.legal_name,
            address=tuple(details.address.splitlines()),
            country=details.country,
            tax_number=details.tax_number,
            registration=details.registration,
            iban=details.iban,
        )

    @classmethod
    def kept_as(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """Return what `kept` wrote; None of a paper that is older than such words."""
        if kept is None:
            return None
        known = {one.name for one in fields(cls)}
        members = {name: value for name, value in kept.items() if name in known}
        return cls(**members | {"address": tuple(members["address"])})

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept with the paper, as JSON."""
        return asdict(self) | {"address": list(self.address)}


@dataclass(frozen=True)
class Sellers:
    """What a company said of itself over time, the first words first."""

    details: Sequence[EntityDetails]

    def at(self, moment: datetime) -> Seller:
        """
        Return what held at that moment; what was said first also holds for all time before.

        :raises NoLegalEntity: nothing was ever said
        """
        if not self.details:
            raise NoLegalEntity(
                _("The company’s details are missing, so nothing can be invoiced"),
                mend=_("Finance enters them under Staff, Company; what waits then goes on."),
            )
        started = [one for one in self.details if one.starts_at <= moment]
        return Seller.of(started[-1] if started else self.details[0])


def words_to_keep(said: Mapping[str, str]) -> dict[str, str]:
    """
    Return what was typed as papers say it.

    :raises WrongTaxNumber: no company of that country has such a number
    :raises WrongAccount: no bank has an account of that number
    """
    words = {name: said.get(name, "").strip() for name in MEMBERS}
    lines = (line.strip() for line in words["address"].splitlines())
    words["address"] = "\n".join(filter(None, lines))
    try:
        words["tax_number"] = tax_number(words["tax_number"], country=words["country"])
    except NotATaxNumber as wrong:
        raise WrongTaxNumber(
            _("%(number)s is no tax number of that country") % {"number": words["tax_number"]},
            mend=_("Copy it from the tax office’s letter, with all its letters."),
        ) from wrong
    try:
        words["iban"] = iban.validate(words["iban"]) if words["iban"] else ""
    except ValidationError as wrong:
        raise WrongAccount(
            _("%(number)s is no IBAN of any bank") % {"number": words["iban"]},
            mend=_("Copy it from the bank’s papers, or leave it empty."),
        ) from wrong
    return words
