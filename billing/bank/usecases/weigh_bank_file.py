"""Look at a bank's file: what is new in it, and which bills it pays by itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from billing.bank.formats import LARGEST_BYTES, BadFile, Credit, Listing
from billing.bank.formats.camt053 import read_camt053
from billing.bank.formats.lists import read_list
from billing.bank.models import Allotment, BankEntry
from billing.bank.questions import BillStanding, bills_standing
from billing.entities.payment_references import references_in
from billing.entities.queries import GivenNumber, accounts_of_companies, bills_by_reference
from kith.errors import DomainError
from kith.wall import day_here, in_tenant, public_side
from tenants.registry.queries import live_tenants, standing_tenant

# Nobody asks so late which bill an amount was for.
OLDEST = timedelta(days=1100)
AT_ONCE = 500


class NotOurAccount(DomainError):
    """The file is of an account that no bill of ours names."""

    code = "bank_file.not_our_account"


class CurrencyNotUsed(DomainError):
    """No shop bills in the currency of the account."""

    code = "bank_file.currency_not_used"


@dataclass(frozen=True)
class WeighedCredit:
    """One amount of a file: read before, paying a bill, or left to a person, for a reason."""

    key: str
    iban: str
    credit: Credit
    is_known: bool
    bill: BillStanding | None
    tenant_id: UUID | None
    why: str

    @property
    def is_paying(self) -> bool:
        return not self.is_known and not self.why


@dataclass(frozen=True)
class WeighedFile:
    """What taking a file in would do."""

    digest: str
    listings: tuple[Listing, ...]
    credits: tuple[WeighedCredit, ...]

    @property
    def new(self) -> list[WeighedCredit]:
        return [one for one in self.credits if not one.is_known]

    @property
    def passed_over(self) -> int:
        return sum(one.passed_over for one in self.listings)


@public_side
def weigh_bank_file(*, content: bytes, at: datetime) -> WeighedFile:
    """
    Return what a file would do; nothing is written.

    :raises BadFile: it cannot be read, or says what cannot be
    :raises NotOurAccount: no company of ours named its account on a bill
    :raises CurrencyNotUsed: no shop bills in its currency
    """
    if len(content) > LARGEST_BYTES:
        raise BadFile(
            _("The file is larger than %(most)s MB.") % {"most": LARGEST_BYTES // 1024 // 1024},
            mend=_("Ask the bank for fewer days at a time."),
        )
    listings = _read(content)
    _check(listings, at)
    keyed = _keyed(listings)
    known = set()
    keys = list(keyed)
    for start in range(0, len(keys), AT_ONCE):
        some = BankEntry.objects.filter(key__in=keys[start : start + AT_ONCE])
        known |= set(some.values_list("key", flat=True))
    weighing = _Weighing([one for key, (_iban, one) in keyed.items() if key not in known])
    return WeighedFile(
        digest=hashlib.sha256(content).hexdigest(),
        listings=tuple(listings),
        credits=tuple(
            WeighedCredit(key, iban, one, True, None, None, "")
            if key in known
            else WeighedCredit(key, iban, one, False, *weighing.of(one))
            for key, (iban, one) in keyed.items()
        ),
    )


def _read(content: bytes) -> list[Listing]:
    is_xml = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or content[:2] in (
        b"\xff\xfe",
        b"\xfe\xff",
    )
    listings = read_camt053(content) if is_xml else read_list(content)
    if not any(one.credits for one in listings):
        raise BadFile(_("Nothing came in by this file."))
    return listings


def _check(listings: Sequence[Listing], at: datetime) -> None:
    ours, used = accounts_of_companies(), {tenant.currency for tenant in live_tenants()}
    today = day_here(at)
    for one in filter(lambda listing: listing.credits, listings):
        if one.iban not in ours:
            raise NotOurAccount(
                _("The account %(iban)s is on none of our bills.") % {"iban": one.iban},
                mend=_("Take the file of the account that Staff, Company names."),
            )
        if one.currency not in used:
            raise CurrencyNotUsed(
                _("The account is kept in %(currency)s, and no shop bills in it.")
                % {"currency": one.currency}
            )
        for credit in one.credits:
            if not today - OLDEST <= credit.booked_on <= today:
                raise BadFile(
                    _("An amount is booked on %(day)s.") % {"day": credit.booked_on},
                    mend=_(
                        "A file holds what came in within three years, and nothing of tomorrow."
                    ),
                )


def _keyed(listings: Sequence[Listing]) -> dict[str, tuple[str, Credit]]:
    """Name each amount by what makes it one: twice the same without a reference is two."""
    keyed: dict[str, tuple[str, Credit]] = {}
    times: Counter[str] = Counter()
    for listing in listings:
        for one in listing.credits:
            said = [listing.iban, one.booked_on.isoformat(), str(one.amount), one.reference]
            if not one.reference:
                said += [one.payer_name, one.payer_iban, one.text]
            text = "\x1f".join(said)
            times[text] += 1
            # The bank's reference names one amount: of one booking several may bear it.
            turn = f"{text}\x1f{times[text]}".encode()
            keyed[hashlib.sha256(turn).hexdigest()] = listing.iban, one
    return keyed


class _Weighing:
    """Bills that some amounts name, asked for once in each shop that has any of them."""

    def __init__(self, came: Sequence[Credit]) -> None:
        self._named = {id(one): _references(one) for one in came}
        wanted = sorted({name for names in self._named.values() for name in names})
        self._documents: dict[str, GivenNumber] = {}
        for start in range(0, len(wanted), AT_ONCE):
            self._documents |= bills_by_reference(wanted[start : start + AT_ONCE])
        self._bills = _standing(self._documents)
        waiting = Allotment.objects.waiting().filter(invoice_id__in=list(self._bills))
        self._claimed = set(waiting.values_list("invoice_id", flat=True))

    def of(self, credit: Credit) -> tuple[BillStanding | None, UUID | None, str]:
        """Return the bill an amount names, its shop, and why it does not pay it by itself."""
        names = self._named[id(credit)]
        found = {name: self._documents[name] for name in names if name in self._documents}
        if not found:
            return None, None, BankEntry.NO_BILL if names else BankEntry.NO_REFERENCE
        if len(found) > 1:
            return None, None, BankEntry.TWO_BILLS
        document = next(iter(found.values()))
        bill = self._bills.get(document.document_id)
        if bill is None:
            return None, None, BankEntry.NO_BILL
        why = self._why(credit, bill)
        if not why:
            self._claimed.add(bill.id)
        return bill, document.tenant_id, why

    def _why(self, credit: Credit, bill: BillStanding) -> str:
        if credit.amount.currency != bill.outstanding.currency:
            return BankEntry.CURRENCY
        if not bill.outstanding or bill.id in self._claimed:
            return BankEntry.PAID
        if credit.amount == bill.outstanding:
            return ""
        return BankEntry.LESS if credit.amount < bill.outstanding else BankEntry.MORE


def _references(credit: Credit) -> list[str]:
    """Return the references an amount bears: what stands in its own place goes before the text."""
    own = list(references_in(credit.creditor_reference))
    return list(dict.fromkeys(own or references_in(credit.text)))


def _standing(documents: Mapping[str, GivenNumber]) -> dict[UUID, BillStanding]:
    """Return how bills stand, by shop: a shop none of them is of is never looked into."""
    by_shop: dict[UUID, list[UUID]] = {}
    for document in documents.values():
        by_shop.setdefault(document.tenant_id, []).append(document.document_id)
    found: dict[UUID, BillStanding] = {}
    for tenant_id, ids in by_shop.items():
        tenant = standing_tenant(tenant_id=tenant_id)
        if tenant is None:
            continue
        with in_tenant(tenant):
            found |= {bill.id: bill for bill in bills_standing(ids=ids)}
    return found
