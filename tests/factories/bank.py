"""Files of a bank, and bills that are paid by transfer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from billing.bank.models import Allotment, BankEntry, BankFile, BankReturn
from billing.bank.usecases.take_in_bank_file import take_in_bank_file
from billing.entities.payment_references import payment_reference
from billing.entities.usecases.describe_entity import describe_entity
from kith.proposals.models import Proposal
from kith.wall import in_public
from tests.clock import NOON
from tests.house import COMPANY

IBAN = "ES9121000418450200051332"
TODAY = date(2026, 3, 1)


@dataclass(frozen=True)
class Came:
    """One booking of a statement, as the bank writes it."""

    amount: str = "12.00"
    text: str = ""
    currency: str = "EUR"
    reference: str = ""
    structured: str = ""
    payer: str = "Ana Ruiz"
    payer_iban: str = "ES7921000813610123456789"
    on: str = "2026-03-01"
    side: str = "CRDT"
    state: str = "BOOK"


def camt(
    *came: Came, iban: str = IBAN, currency: str = "EUR", version: str = "08", head: str = ""
) -> bytes:
    """A statement of one account."""
    entries = "".join(_entry(one, version) for one in came)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(one: Came, version: str) -> str:
    state = one.state if version == "02" else f"<Cd>{one.state}</Cd>"
    name = one.payer if version == "02" else None
    payer = f"<Nm>{name}</Nm>" if name else f"<Pty><Nm>{one.payer}</Nm></Pty>"
    own = f"<Refs><AcctSvcrRef>{one.reference}</AcctSvcrRef></Refs>" if one.reference else ""
    structured = (
        f"<Strd><CdtrRefInf><Ref>{one.structured}</Ref></CdtrRefInf></Strd>"
        if one.structured
        else ""
    )
    return (
        f'<Ntry><Amt Ccy="{one.currency}">{one.amount}</Amt><CdtDbtInd>{one.side}</CdtDbtInd>'
        f"<Sts>{state}</Sts><BookgDt><Dt>{one.on}</Dt></BookgDt><NtryDtls><TxDtls>{own}"
        f"<RltdPties><Dbtr>{payer}</Dbtr><DbtrAcct><Id><IBAN>{one.payer_iban}</IBAN></Id>"
        f"</DbtrAcct></RltdPties><RmtInf><Ustrd>{one.text}</Ustrd>{structured}</RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def a_list(rows: Sequence[Sequence[str]], *, header: str = "") -> bytes:
    """The same as a table."""
    first = header or "account;booked_on;amount;currency;bank_reference;payer_name;payer_iban;text"
    return "\n".join([first, *(";".join(row) for row in rows)]).encode()


def an_account(iban: str = IBAN) -> None:
    """Let the company's bills name an account from now on."""
    said = COMPANY | {"iban": iban}
    describe_entity(code="NL", said=said, starts_at=NOON, by=None, agreed_by=uuid4(), at=NOON)


def paying(bill, **particulars: Any) -> Came:
    """A transfer of what a bill asks for, with its reference."""
    said = {
        "amount": f"{bill.outstanding.to_decimal():f}",
        "text": payment_reference(bill.number),
        "currency": bill.currency,
    }
    return Came(**said | particulars)


def taken_in(*came: Came, by: Any, at=NOON) -> BankFile:
    return take_in_bank_file(content=camt(*came), filename="march.xml", by=by, at=at)


def an_entry(*, by: Any, **particulars: Any) -> BankEntry:
    """One amount that waits for a person."""
    file = taken_in(Came(**{"text": "my phone"} | particulars), by=by)
    return only(BankEntry, file=file)


def rows(model: Any, **filters: Any) -> list[Any]:
    """What stands in a table of the public side, whichever side the test is on."""
    with in_public():
        return list(model.objects.filter(**filters).order_by("pk"))


def only(model: Any, **filters: Any) -> Any:
    (row,) = rows(model, **filters)
    return row


def again(row: Any) -> Any:
    with in_public():
        row.refresh_from_db()
    return row


def what_the_bank_brought() -> dict[str, object]:
    """An amount that waits, what is to be sent back of another, and what takes a second person."""
    file = BankFile.objects.create(
        name="test.xml",
        digest="0",
        iban=IBAN,
        first_on=TODAY,
        last_on=TODAY,
        credit_count=2,
        new_count=2,
        paid_count=0,
        taken_by=uuid4(),
        taken_at=NOON,
    )
    waiting, going = (
        BankEntry.objects.create(
            key=f"test:{left}",
            file=file,
            iban=IBAN,
            booked_on=TODAY,
            amount_minor=100,
            left_minor=left,
            currency="EUR",
        )
        for left in (100, 0)
    )
    asked = {"reason": "test", "by": uuid4(), "at": NOON, "amount_minor": 100, "currency": "EUR"}
    back = Allotment.objects.create(key="test", entry=going, kind=Allotment.RETURN, **asked)
    sent = BankReturn.objects.create(
        purpose="test", allotment=back, amount_minor=100, currency="EUR", text="x", asked_at=NOON
    )
    proposed = Proposal.objects.create(
        kind="bank_allotment",
        key="test:bank",
        subject=str(waiting.pk),
        facts={"kind": "return", "number": ""},
        amount_minor=100,
        currency="EUR",
        because="test",
        asked_by=uuid4(),
        asked_at=NOON,
    )
    return {"bank_entry": waiting.pk, "bank_return": sent.pk, "bank_proposal": proposed.pk}
