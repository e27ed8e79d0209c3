"""Bank statements in ISO 20022 camt.053, of any version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from billing.bank.formats import MOST_CREDITS, BadFile, Credit, Listing
from kith.money import Money, NotMoney
from kith.visible import visible_text

_ROOT = re.compile(r"\{(urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d)\}Document")
_CREDIT, _DEBIT, _BOOKED = "CRDT", "DBIT", "BOOK"


def read_camt053(content: bytes) -> list[Listing]:
    """
    Return what came in on each account of a file.

    A file may hold no document type: with it goes all that XML can do besides being read.

    :raises BadFile: it is no such file, or says what cannot be
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as trick:
        raise BadFile(
            _("The file holds a document type, which no bank’s file does."),
            mend=_("Get it from the bank anew, as camt.053."),
        ) from trick
    except (ParseError, ValueError, LookupError) as broken:
        raise BadFile(
            _("The file is not whole XML."), mend=_("Get it from the bank anew, as camt.053.")
        ) from broken
    found = _ROOT.fullmatch(root.tag)
    if found is None:
        raise BadFile(
            _("The file is XML, but no camt.053 statement."),
            mend=_("Ask the bank for the statement of the account as camt.053, or use CSV."),
        )
    names = {"b": found.group(1)}
    statements = root.findall("b:BkToCstmrStmt/b:Stmt", names)
    if not statements:
        raise BadFile(_("The file holds no statement of any account."))
    return [_Statement(one, names).read() for one in statements]


class _Statement:
    """One account's statement, on its way to what came in."""

    def __init__(self, root: Element, names: dict[str, str]) -> None:
        self._root, self._names = root, names
        self._iban = _plain(self._text(root, "b:Acct/b:Id/b:IBAN"))
        self._currency = self._text(root, "b:Acct/b:Ccy").upper()

    def read(self) -> Listing:
        came: list[Credit] = []
        passed_over = 0
        if not self._iban:
            raise BadFile(_("The statement does not say the IBAN of its account."))
        for entry in self._root.findall("b:Ntry", self._names):
            if self._state(entry) != _BOOKED or self._is_debit(entry):
                passed_over += 1
                continue
            came += self._credits(entry)
            if len(came) > MOST_CREDITS:
                raise BadFile(
                    _("The file lists more than %(most)s amounts.") % {"most": MOST_CREDITS},
                    mend=_("Ask the bank for fewer days at a time."),
                )
        currency = self._currency or (came[0].amount.currency if came else "")
        if off := [one for one in came if one.amount.currency != currency]:
            raise BadFile(
                _("An amount of %(amount)s stands on an account kept in %(currency)s.")
                % {"amount": off[0].amount, "currency": currency}
            )
        return Listing(self._iban, currency, tuple(came), passed_over)

    def _state(self, entry: Element) -> str:
        return self._text(entry, "b:Sts/b:Cd") or self._text(entry, "b:Sts")

    def _is_debit(self, entry: Element) -> bool:
        said = self._text(entry, "b:CdtDbtInd")
        if said not in (_CREDIT, _DEBIT):
            raise BadFile(_("An amount does not say whether it came in or went out."))
        return said == _DEBIT

    def _credits(self, entry: Element) -> Iterator[Credit]:
        """Yield what one booking brought: several payers may share it, each with an amount."""
        amount, day = self._amount(entry), self._day(entry)
        bank = self._text(entry, "b:AcctSvcrRef") or self._text(entry, "b:NtryRef")
        details = entry.findall("b:NtryDtls/b:TxDtls", self._names)
        if len(details) <= 1:
            yield self._credit(details[0] if details else entry, bank, amount, day)
            return
        each = [self._credit(one, bank, self._part(one), day) for one in details]
        if sum(one.amount.minor for one in each) != amount.minor:
            raise BadFile(
                _("The parts of a booking of %(amount)s do not add up to it.") % {"amount": amount}
            )
        yield from each

    def _credit(self, one: Element, bank: str, amount: Money, day: date) -> Credit:
        own = self._text(one, "b:Refs/b:AcctSvcrRef") or self._text(one, "b:Refs/b:TxId")
        words = [found.text or "" for found in one.findall("b:RmtInf/b:Ustrd", self._names)]
        reference = self._text(one, "b:RmtInf/b:Strd/b:CdtrRefInf/b:Ref")
        payer = "b:RltdPties/b:Dbtr"
        return Credit(
            reference=(own or bank)[:140],
            booked_on=day,
            amount=amount,
            payer_name=visible_text(
                self._text(one, f"{payer}/b:Nm") or self._text(one, f"{payer}/b:Pty/b:Nm")
            )[:140],
            payer_iban=_plain(self._text(one, "b:RltdPties/b:DbtrAcct/b:Id/b:IBAN"))[:34],
            text=visible_text(" ".join([*words, reference]))[:500],
            creditor_reference=reference,
        )

    def _part(self, one: Element) -> Money:
        if one.find("b:Amt", self._names) is not None:
            return self._amount(one)
        inner = one.find("b:AmtDtls/b:TxAmt", self._names)
        if inner is None:
            raise BadFile(_("A booking has several payers and does not say how much each paid."))
        return self._amount(inner)

    def _amount(self, of: Element) -> Money:
        found = of.find("b:Amt", self._names)
        text = (found.text or "").strip() if found is not None else ""
        currency = found.get("Ccy", "") if found is not None else ""
        return read_amount(text, currency)

    def _day(self, entry: Element) -> date:
        text = self._text(entry, "b:BookgDt/b:Dt") or self._text(entry, "b:BookgDt/b:DtTm")[:10]
        return read_day(text)

    def _text(self, of: Element, path: str) -> str:
        return (of.findtext(path, default="", namespaces=self._names) or "").strip()


def read_amount(text: str, currency: str) -> Money:
    """
    Return an amount that came in.

    :raises BadFile: it is none, or not above zero
    """
    try:
        amount = Money.from_decimal(text if re.fullmatch(r"\d+(\.\d+)?", text) else "?", currency)
    except (NotMoney, KeyError) as wrong:
        raise BadFile(
            _("“%(text)s %(currency)s” is no amount of money.")
            % {"text": text[:40], "currency": currency[:10]}
        ) from wrong
    if not amount:
        raise BadFile(_("An amount in the file is zero."))
    return amount


def read_day(text: str) -> date:
    """
    Return a day.

    :raises BadFile: it is none
    """
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _refuse(text)
    except ValueError as wrong:
        raise _no_day(text) from wrong


def _refuse(text: str) -> date:
    raise _no_day(text)


def _no_day(text: str) -> BadFile:
    return BadFile(
        _("“%(text)s” is no day.") % {"text": text[:40]},
        mend=_("Days are written as 2026-11-28."),
    )


def _plain(iban: str) -> str:
    return iban.replace(" ", "").upper()
